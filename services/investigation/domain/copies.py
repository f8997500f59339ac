"""The folder of copies of the complainant's files, as it is fetched where they came in: who may put it with
the archived file, and whether it is what it says and belongs to this case. Pure."""

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from services.investigation.domain.case import Action, Caller, CaseFacts, Closed, Fault
from services.investigation.domain.states import closed_reason

FOLDER = "copies"
LIST, SUMS, README = (f"{FOLDER}/{name}" for name in ("list.json", "SHA256SUMS", "README.txt"))
ABOUT = frozenset({LIST, SUMS, README})
"""What tells of the copies."""
STEP, GONE = "copies", "copies_gone"
MOST_FOLDERS = 20
"""With one case: each time with what came since."""
WAITS, REFUSED = "waits", "refused"
_UNHEARD = frozenset({WAITS, REFUSED})
"""The case hears of a file once it was found clean: what waits or was refused it need not know."""
_MOST_NAMED, _LONGEST = 20, 80
"""Whoever made the folder chose the names."""
_COPY = re.compile(rf"{FOLDER}/(?:[0-9]{{1,4}}-)?[0-9]{{3,5}}\.[a-z0-9]{{2,4}}")
_FIELD = "/file"


def closed(facts: CaseFacts, caller: Caller) -> Closed | None:
    """Who may put the file away may put copies with it, once it is."""
    shut = closed_reason(replace(facts, archived=False), caller, Action.ARCHIVE)
    return shut or (None if facts.archived else Closed("not_archived", "measures:10(6)"))


@dataclass(frozen=True)
class Original:
    """A file by what both sides know of it."""

    number: int
    size: int
    sha256: str


@dataclass(frozen=True)
class Listed:
    """A file as the folder's list tells it: by its copy, or why there is none."""

    original: Original
    file: str | None
    sha256: str | None
    left_out: str | None


@dataclass(frozen=True)
class Packed:
    """What the folder says, and what is in it: `inside` has the hash of each thing by its name."""

    complaint: str
    files: Sequence[Listed]
    sums: Mapping[str, str]
    inside: Mapping[str, str]


def read(said: Any, sums: str, inside: Mapping[str, str]) -> Packed:
    """The list as it must be. Raises KeyError, TypeError, ValueError."""
    lines = [line.split("  ", 1) for line in sums.splitlines()]
    by_name = {name: digest for digest, name in lines}
    files = [_listed(each) for each in said["files"]]
    given = [each.file for each in files if each.file]
    if len(set(given)) != len(given):
        raise ValueError("a copy of two files")
    return Packed(_text(said["complaint"]), files, by_name, inside)


def _listed(each: Any) -> Listed:
    number, size = each["number"], each["original"]["size"]
    if type(number) is not int or type(size) is not int:
        raise TypeError("a number")
    original = Original(number, size, _text(each["original"]["sha256"]))
    gone = None if each["left_out"] is None else _text(each["left_out"])
    name = None if each["file"] is None else _text(each["file"])
    if (name is None) is (gone is None) or (name is not None and not _COPY.fullmatch(name)):
        raise ValueError("a copy, or why there is none")
    return Listed(original, name, None if name is None else _text(each["sha256"]), gone)


def _text(said: Any) -> str:
    if not isinstance(said, str):
        raise TypeError("a text")
    return said


def faults(
    packed: Packed, tracking_number: str, known: Iterable[Original], filed: Iterable[str]
) -> list[Fault]:
    """Why the folder is not taken. `known`: the files that the case knows; `filed`: hashes of the originals
    that the archived file lists and the case still knows."""
    if packed.complaint != tracking_number:
        return [Fault(_FIELD, "copies_of_another")]
    return [*_changed(packed), *_mismatched(packed, set(known), filed), *_waiting(packed)]


def _changed(packed: Packed) -> Iterable[Fault]:
    """Its own hashes must fit all that is in it, and its list name each copy."""
    said = {each.file: each.sha256 for each in packed.files if each.file}
    copies = {name: digest for name, digest in packed.inside.items() if name not in ABOUT}
    summed = {name: digest for name, digest in packed.inside.items() if name != SUMS}
    for name in sorted(_differing(said, copies) | _differing(packed.sums, summed))[:_MOST_NAMED]:
        yield Fault(_FIELD, "copies_changed", None, {"name": name[:_LONGEST]})


def _differing(one: Mapping[Any, Any], other: Mapping[Any, Any]) -> set[str]:
    return {name for name in {*one, *other} if one.get(name) != other.get(name)}


def _mismatched(packed: Packed, known: Collection[Original], filed: Iterable[str]) -> Iterable[Fault]:
    told = {each.original for each in packed.files}
    heard = {each.original for each in packed.files if each.left_out not in _UNHEARD}
    for number in sorted({each.number for each in heard if each not in known})[:_MOST_NAMED]:
        yield Fault(_FIELD, "copies_unknown", None, {"number": number})
    lacking = len(set(filed) - {each.sha256 for each in told})
    if lacking:
        yield Fault(_FIELD, "copies_lacking", None, {"num": lacking})


def _waiting(packed: Packed) -> Iterable[Fault]:
    if any(each.left_out == WAITS for each in packed.files):
        yield Fault(_FIELD, "copies_waiting")


def repeated(packed: Packed, folders: int, before: Mapping[str, str]) -> list[Fault]:
    """So many folders lie there, with these hashes by name: one that brings no other copy adds nothing."""
    if folders and all(before.get(str(each.file)) == each.sha256 for each in packed.files if each.file):
        return [Fault(_FIELD, "copies_kept_already")]
    return [Fault(_FIELD, "copies_too_many", None, {"most": MOST_FOLDERS})] if folders >= MOST_FOLDERS else []
