"""The JSON door: cases of the caller's own body, and what one posts to them."""

from services.investigation.api import cases, extensions, work
from services.investigation.api.blueprint import blueprint

__all__ = ["blueprint", "cases", "extensions", "work"]
