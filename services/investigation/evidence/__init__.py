"""Files of evidence: how they come in, are kept, are read, and go with their case."""
