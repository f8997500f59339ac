"""What a cleaner gives back."""

from dataclasses import dataclass, field

from shared.files.kinds import Note

COPY = "copy"


class Cannot(ValueError):
    """No copy can be made of this file; the text is a word for the log."""


@dataclass
class Made:
    """`parts`: the copy, and previews as `preview-1` and so on (JPEG)."""

    parts: dict[str, bytes] = field(default_factory=dict)
    notes: set[Note] = field(default_factory=set)

    def preview(self, data: bytes) -> None:
        number = sum(name.startswith("preview-") for name in self.parts) + 1
        self.parts[f"preview-{number}"] = data
