"""One division, and one that is no more."""

from dataclasses import dataclass

from shared.contracts.terms import Level

NATIONAL = "000000"
XPCC = "XPCC"
SPECIAL_AREA = "SPECIAL_AREA"


class UnknownDivision(LookupError):
    """The table has no division of this code; it may be a retired one."""


@dataclass(frozen=True, slots=True)
class Division:
    """A row of the table. `special` tells what digit arithmetic would get wrong about it."""

    code: str
    name: str
    level: Level
    parent: str | None
    type: str
    special: str = ""
    has_body: bool = True
    """Has a department and a supervision body of its own; without one, its parent acts."""
    ended: bool = False
    """A special area that is no more: kept for its name, its parent took over."""

    @property
    def in_system(self) -> bool:
        """False for Hong Kong, Macao and Taiwan, where the Measures do not apply."""
        return self.special != "SAR_OR_TAIWAN"


@dataclass(frozen=True, slots=True)
class Retirement:
    """A code that was withdrawn, and the divisions that took over (none when nobody knows)."""

    code: str
    name: str
    year: int
    successors: tuple[str, ...]

    @property
    def noisy(self) -> bool:
        """Recodings before 1984 are unreliable: show the successors as a suggestion only."""
        return self.year < 1984
