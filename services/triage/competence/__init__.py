"""Which body is in charge when bodies differ: objection and designation."""
