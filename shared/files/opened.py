"""A part of a file that somebody may have, with what it is called."""

from dataclasses import dataclass

from shared.files.kinds import TYPES, Kind
from shared.files.sealed import Reader


@dataclass(frozen=True)
class Opened:
    """A part to be sent."""

    reader: Reader
    kind: Kind
    filename: str
    etag: str
    shown: bool
    """Whether a browser may show it by itself; else it is saved."""

    @property
    def media(self) -> str:
        return TYPES[self.kind].media
