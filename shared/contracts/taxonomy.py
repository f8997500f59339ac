"""The codes of domain §4.1 as values: categories C1-C9, outcomes O1-O16 and their grounds."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from importlib.resources import files
from typing import Any

from shared.contracts.terms import Nature

_NATURES = {"V": Nature.UNLAWFUL, "I": Nature.IMPROPER, "N": Nature.NEGLIGENT}


@dataclass(frozen=True)
class Category:
    """A matter one may complain about; `natures` are those that it can have at all."""

    code: str
    name: str
    article: str
    natures: frozenset[Nature]
    usual_outcomes: tuple[str, ...] = ()


def _load() -> Mapping[str, Any]:
    document: Mapping[str, Any] = json.loads(
        files("shared.contracts").joinpath("taxonomy.json").read_text("utf-8")
    )
    return document


def _categories(document: Mapping[str, Any]) -> dict[str, Category]:
    found = {}
    for chapter in document["categories"]:
        article = f"measures:{chapter['seed']}"
        for sub in chapter["sub"]:
            natures = frozenset(_NATURES[letter] for letter in sub["natures"])
            found[sub["code"]] = Category(
                sub["code"], sub["name"], article, natures, tuple(sub["usual_outcomes"])
            )
    return found


_DOCUMENT = _load()
CATEGORIES: Mapping[str, Category] = _categories(_DOCUMENT)
"""Sub-codes (C1.1 ...) in their order."""
CHAPTERS: Mapping[str, str] = {chapter["code"]: chapter["name"] for chapter in _DOCUMENT["categories"]}
OUTCOMES: Mapping[str, str] = {code: entry["name"] for code, entry in _DOCUMENT["outcomes"].items()}
REVOCATION_GROUNDS: Mapping[str, str] = _DOCUMENT["revocation_grounds"]
CORRECTION_GROUNDS: Mapping[str, str] = _DOCUMENT["correction_grounds"]
ENFORCE_GROUNDS: Mapping[str, str] = _DOCUMENT["enforce_grounds"]
