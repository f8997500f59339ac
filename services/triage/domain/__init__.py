"""Is it ours, and which body takes it? Decides and touches nothing."""
