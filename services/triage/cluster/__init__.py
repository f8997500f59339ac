"""Many complaints about the same: proposals and what heads decided (art. 12)."""
