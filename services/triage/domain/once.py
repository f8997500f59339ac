"""What is worked out when it is first asked for. The library's own takes a lock each time, which judging a
complaint notices; an object here belongs to one thread."""

from collections.abc import Callable
from typing import Any, Generic, TypeVar

T = TypeVar("T")


class once(Generic[T]):
    def __init__(self, work: Callable[[Any], T]) -> None:
        self._work = work
        self._name = work.__name__
        self.__doc__ = work.__doc__

    def __get__(self, owner: Any, _: type) -> T:
        """Only the first time: then the object itself holds the answer under this name."""
        found = self._work(owner)
        owner.__dict__[self._name] = found
        return found
