"""Programs that measure what the machine can do without us, and wrk, which loads both alike."""
