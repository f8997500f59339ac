"""The name under what is decided in place of somebody."""

LONGEST_NAME = 80
"""So long are names kept."""


def signed(name: str, in_place_of: str | None) -> str:
    """Whoever stands in signs for whom they do; at most as long as names are kept."""
    return f"{name}（代{in_place_of}）"[:LONGEST_NAME] if in_place_of else name
