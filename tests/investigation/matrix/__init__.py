"""Cases in every standing, everybody, and every action of the state table: what the pages offer and what is done."""
