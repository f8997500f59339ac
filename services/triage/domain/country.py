"""Who lies above whom, asked the way the rules ask it."""

from collections.abc import Iterable
from dataclasses import dataclass

from shared.divisions import Divisions
from shared.divisions.withdrawn import province_it_stood_in

NATION = "000000"


@dataclass(frozen=True)
class Country:
    """The table of divisions under the questions of routing."""

    divisions: Divisions

    def handler(self, code: str) -> str:
        """Where the body for this division is: here, or the nearest above that has one."""
        return self.divisions.body_division(code) or NATION

    def above(self, code: str) -> str | None:
        """The division of the next body up; None above the nation."""
        parent = self.divisions.parent(code)
        return None if parent is None else self.handler(parent)

    def common(self, codes: Iterable[str]) -> str:
        """The lowest division above all of them (or one of them) that has a body."""
        return self.handler(self.divisions.lowest_common_ancestor(codes))

    def is_leaf(self, code: str) -> bool:
        return not self.divisions.children(code)

    def current(self, code: str) -> tuple[str, ...]:
        """The divisions a code stands for today: itself, or the successors of a retired one; of a special
        area that ended, what it lay in."""
        found = self.divisions.get(code)
        if found is None:
            return self.divisions.retired(code)
        return (found.parent,) if found.ended and found.parent else (code,)

    def is_retired(self, code: str | None) -> bool:
        found = self.divisions.get(code)
        return found.ended if found else code is not None and self.divisions.retirement(code) is not None

    def province_of(self, code: str) -> str:
        """The province above a withdrawn code that nobody took over; the nation when that is uncertain."""
        return province_it_stood_in(code, self.divisions)

    def surely(self, code: str) -> tuple[str, ...]:
        """What the place is called today; of one that nobody took over, its province where that is sure."""
        return self.current(code) or tuple(above for above in (self.province_of(code),) if above != NATION)

    def is_noisy(self, code: str) -> bool:
        """Whether the successors of a retired code are uncertain."""
        gone = self.divisions.retirement(code)
        return gone is not None and gone.noisy

    def special(self, code: str) -> str:
        return self.divisions[code].special
