"""What intake's JSON doors take and answer."""
