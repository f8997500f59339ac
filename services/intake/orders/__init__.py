"""Work orders that other offices send: taken in, signed for, sent back, answered."""
