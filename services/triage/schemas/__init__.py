"""What triage's JSON doors take and answer."""
