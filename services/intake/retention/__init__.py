"""The end of a complaint: terms that are heard, holds, erasing, and certificates of it."""
