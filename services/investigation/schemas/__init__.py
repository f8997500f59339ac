"""What the JSON doors take and answer."""
