"""The hotline desk: drafts of calls, announced calls, scripts, and what supervisors see."""
