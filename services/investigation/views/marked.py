"""What changed between two versions, as the head reads it: matters by number, choices by their words."""

from collections.abc import Iterable, Mapping
from typing import Any

from services.investigation.domain.changes import GONE, NEW, Marks, marks
from services.investigation.domain.outcomes import SPECS, Kind
from services.investigation.views.blueprint import blueprint, category_name, positions_of
from services.investigation.words import desk as words_desk
from services.investigation.words import law
from services.investigation.words import terms as words
from shared.days import day
from shared.i18n import gettext

Json = Mapping[str, Any]
_CHOICES: Mapping[str, Mapping[str, str]] = {
    "finding": words.FINDINGS,
    "nature": words.NATURES,
    "first_result": words.FIRST_RESULTS,
    "serious": words_desk.SERIOUS,
}


@blueprint.context_processor
def of_changes() -> dict[str, Any]:
    return {"change_title": title, "change_pieces": pieces}


def title(change: Json, allegations: Iterable[Json]) -> str:
    """Of what it is, and which content of that."""
    of, name = str(change["of"]), str(change["name"])
    code = of.partition(" ")[0]
    if code in law.OUTCOMES:
        label = law.FIELDS.get(name) or words_desk.CHANGED["allegations"]
        return f"{gettext(law.OUTCOMES[code])}{gettext(': ')}{gettext(label)}"
    label = words.LABELS.get(name) or words_desk.CHANGED[name]
    if name == "first_result":
        return gettext(label)
    which = gettext("Matter %(ref)s", ref=positions_of([of], allegations) or of)
    return f"{which}{gettext(': ')}{gettext(label)}"


def pieces(change: Json, allegations: Iterable[Json]) -> Marks:
    """Texts with what came and went within them; what is chosen, before and after as a whole."""
    known = list(allegations)
    before, after = (_said(change, change[name], known) for name in ("before", "after"))
    if not _chosen(change):
        return marks(before, after)
    return [(kind, text) for kind, text in ((GONE, before), (NEW, after)) if text]


def _chosen(change: Json) -> bool:
    name, spec = change["name"], SPECS.get(str(change["of"]).partition(" ")[0])
    if spec is None:
        return name in _CHOICES or name == "category"
    field = spec.field(name)
    return field is None or field.kind in (Kind.CHOICE, Kind.DAY)


def _said(change: Json, value: str | None, allegations: Iterable[Json]) -> str | None:
    if value is None or not _chosen(change):
        return value
    name = change["name"]
    if name == "category":
        return category_name(value)
    if name == "allegations":
        return positions_of(value.split(", "), allegations)
    if name in ("carry_out_by", "ruled_term"):
        return day(value)
    found = _CHOICES.get(name, law.CHOICES).get(value)
    return gettext(found) if found else value
