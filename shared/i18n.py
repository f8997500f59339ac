"""Texts for people: gettext with English message ids; Simplified Chinese is the first language.

`python -m shared.i18n extract PART` brings PART's catalogue up to date with its code and templates,
`compile` builds every catalogue, `languages()` lists what is there: a further language is one more
folder of .po files. PART is `shared` or a service's name.
"""

import gettext as stdlib_gettext
import io
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

from babel import Locale, UnknownLocaleError
from babel.messages import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).resolve().parent.parent
DEFAULT = "zh_CN"
SOURCE = "en"
_METHODS = [("**/tests/**", "ignore"), ("**.py", "python"), ("**.html", "jinja2.ext.babel_extract")]
_KEYWORDS = {"_": None, "gettext": None, "ngettext": (1, 2), "N_": None}
_OPTIONS = {"**.html": {"newstyle_gettext": "true", "trimmed": "true", "silent": "false"}}

_locale: ContextVar[str] = ContextVar("locale", default=DEFAULT)
_part: ContextVar[str | None] = ContextVar("part", default=None)


def N_(message: str) -> str:  # the name every gettext tool knows
    """Mark a message for translation; it is translated where it is shown."""
    return message


def parts() -> dict[str, Path]:
    """Every part that has texts, with its folder; only what is installed (each image holds one service)."""
    services = sorted(folder for folder in (ROOT / "services").glob("*") if (folder / "__init__.py").exists())
    return {"shared": ROOT / "shared", **{folder.name: folder for folder in services}}


def catalogues(locale: str, part: str | None = None) -> list[Path]:
    """The catalogues of every part, the weakest first: `part`'s own words win, then the shared ones."""
    found = parts()
    own = [found.pop(part)] if part in found else []
    shared = [found.pop("shared")] if "shared" in found else []
    folders = [*found.values(), ROOT / "shared" / "web", *shared, *own]
    return [
        path
        for folder in folders
        if (path := folder / "translations" / locale / "LC_MESSAGES" / "messages.po").exists()
    ]


@cache
def languages() -> tuple[str, ...]:
    """The languages a page can be shown in, the first one first."""
    found = {path.parent.parent.name for path in ROOT.glob("**/translations/*/LC_MESSAGES/messages.po")}
    return (DEFAULT, SOURCE, *sorted(found - {DEFAULT, SOURCE}))


def use(locale: str, part: str | None = None) -> None:
    """Speak `locale` in this context (request, command) from now on; the words of `part` come first."""
    _locale.set(locale if locale in languages() else DEFAULT)
    if part is not None:
        _part.set(part)


@contextmanager
def speaking(locale: str) -> Iterator[None]:
    """Speak `locale` for the time of the block, whatever the reader's language is."""
    before = _locale.set(locale)
    try:
        yield
    finally:
        _locale.reset(before)


def locale() -> str:
    return _locale.get()


def tag() -> str:
    """The language in use as HTML and PDF name it."""
    return {"zh_CN": "zh-Hans-CN"}.get(locale(), locale().replace("_", "-"))


@cache
def known_to_babel(code: str) -> Locale:
    """What is known of a language's own name, days and direction; of one nobody knows, what English has."""
    try:
        return Locale.parse(code)
    except (UnknownLocaleError, ValueError):
        return Locale.parse(SOURCE)


@cache
def own_name(code: str) -> str:
    """What a language calls itself; its code where nobody knows."""
    found = known_to_babel(code)
    return str(found.get_language_name()) if code.startswith(found.language) else code


def direction() -> str:
    """`ltr` or `rtl`, as the language in use is written."""
    return str(known_to_babel(locale()).text_direction)


def gap() -> str:
    """What stands between two sentences."""
    return "" if locale().startswith("zh") else " "


@cache
def translations(locale: str, part: str | None = None) -> stdlib_gettext.NullTranslations:
    merged: stdlib_gettext.NullTranslations = stdlib_gettext.NullTranslations()
    for path in catalogues(locale, part):
        catalogue = _load(path)
        catalogue.add_fallback(merged)
        merged = catalogue
    return merged


def _load(path: Path) -> stdlib_gettext.GNUTranslations:
    compiled = path.with_suffix(".mo")
    if compiled.exists() and compiled.stat().st_mtime >= path.stat().st_mtime:
        with compiled.open("rb") as file:
            return stdlib_gettext.GNUTranslations(file)
    return stdlib_gettext.GNUTranslations(io.BytesIO(_compiled(path)))


def _compiled(path: Path) -> bytes:
    with path.open("rb") as file:
        catalogue = read_po(file)
    buffer = io.BytesIO()
    write_mo(buffer, catalogue)
    return buffer.getvalue()


def gettext(message: str, **values: Any) -> str:
    """The message in the language in use, `%(name)s` filled from `values`."""
    text = translated(message, locale(), _part.get()) if message else ""
    return text % values if values else text


@lru_cache(maxsize=8192)
def translated(message: str, locale: str, part: str | None) -> str:
    """As the catalogues have it, which are asked one after the other: a handler says some texts each time."""
    return translations(locale, part).gettext(message)


def ngettext(singular: str, plural: str, count: int, **values: Any) -> str:
    text = translations(locale(), _part.get()).ngettext(singular, plural, count)
    return text % {"num": count, **values}


def template_of(part: str) -> Catalog:
    """Every text that the code and templates of `part` say."""
    folder, template = parts()[part], Catalog()
    found = extract_from_dir(str(folder), _METHODS, _OPTIONS, keywords=_KEYWORDS, comment_tags=("L10N:",))
    for name, line, message, comments, context in found:
        template.add(
            message, None, [(f"{folder.name}/{name}", line)], auto_comments=comments, context=context
        )
    return template


def extract(part: str) -> Path:
    """Bring the Chinese catalogue of `part` up to date; keeps every translation that still applies."""
    path = parts()[part] / "translations" / DEFAULT / "LC_MESSAGES" / "messages.po"
    template, catalogue = template_of(part), Catalog(locale=DEFAULT)
    if path.exists():
        with path.open("rb") as file:
            catalogue = read_po(file, locale=DEFAULT)
        template.creation_date = catalogue.creation_date  # nothing said anew changes nothing
    catalogue.update(template, no_fuzzy_matching=True)
    catalogue.obsolete.clear()
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("wb") as file:
        write_po(file, catalogue, width=110, no_location=True, sort_output=True)
    return path


def compile_all() -> int:
    count = 0
    for path in ROOT.glob("s*/**/translations/*/LC_MESSAGES/messages.po"):
        path.with_suffix(".mo").write_bytes(_compiled(path))
        count += 1
    return count


def main(arguments: list[str]) -> int:
    match arguments:
        case ["compile"]:
            sys.stdout.write(f"{compile_all()} catalogues compiled\n")
        case ["extract", *names]:
            for name in names or parts():
                sys.stdout.write(f"{extract(name)}\n")
        case _:
            sys.stderr.write("usage: python -m shared.i18n compile | extract [PART ...]\n")
            return 2
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
