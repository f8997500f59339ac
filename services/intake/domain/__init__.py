"""What intake decides: pure functions over values; no IO, no clock, no randomness."""
