"""What was written down, as sentences to read back to the caller before it is saved."""

from datetime import date

from services.intake.domain.calling import grouped
from services.intake.drafts import Values
from services.intake.form import places
from services.intake.form.payload import UNKNOWN, day
from services.intake.form.steps import NAMED
from services.intake.names import full_name
from services.intake.views import choices
from services.intake.views.hotline_sheet import WHO, contact
from shared import days
from shared.i18n import N_, gettext

AT_MOST = 600
"""Characters of the statement; a longer one is summed up by who reads."""
MARKS = tuple((mark[0], mark[1]) for mark in choices.MARKS)
PERSONS_NAME = N_("Your name: %(name)s. I can reach you at: %(where)s.")


def sentences(values: Values) -> list[str]:
    """Nothing while nothing has been written down."""
    text = values.get("what", "").strip()
    if not text:
        return []
    found = [gettext("I read back to you what I wrote down."), _whom(values), _when(values)]
    found.append(gettext("You say: %(text)s", text=text if len(text) <= AT_MOST else f"{text[:AT_MOST]}…"))
    found += [gettext(words) for mark, words in MARKS if mark in values.get("marks", ())]
    found += [_who(values), _paper(values), gettext("Is that right?")]
    return [sentence for sentence in found if sentence]


def _whom(values: Values) -> str:
    kind = values.get(f"{WHO}kind", "")
    if not kind:
        return ""
    said = [choices.said(choices.KINDS, kind)]
    if kind != UNKNOWN:
        said += [_place(values, f"{WHO}place"), values.get(f"{WHO}name", ""), values.get(f"{WHO}role", "")]
    return gettext("It is about: %(whom)s.", whom=_joined(said))


def _when(values: Values) -> str:
    said = [_day(values), values.get("when_words", ""), _place(values, "place"), values.get("spot", "")]
    return gettext("When and where: %(said)s.", said=_joined(said)) if any(said) else ""


def _paper(values: Values) -> str:
    came, dated = _day(values, "received_on"), _day(values, "dated_on")
    said = [gettext("It reached us on %(day)s.", day=came)] if came else []
    return " ".join(said + ([gettext("The paper bears the date %(day)s.", day=dated)] if dated else []))


def _day(values: Values, name: str = "occurred_on") -> str:
    try:
        return days.day(date.fromisoformat(day(values, name) or ""))
    except ValueError:
        return ""


def _place(values: Values, name: str) -> str:
    found = places.of(values, name)
    return full_name(found.code) if found.code else values.get(name, "")


def _who(values: Values) -> str:
    identity = values.get("identity", "")
    said = choices.said(choices.IDENTITIES, identity)
    if not said:
        return ""
    chosen = gettext("You complain like this: %(how)s.", how=said)
    if identity not in NAMED:
        return chosen
    given = contact(values)
    where = _joined([grouped(given["phone"]), given["email"], given["address"]])
    return f"{chosen} {gettext(PERSONS_NAME, name=given['name'].strip(), where=where)}"


def _joined(said: list[str]) -> str:
    return gettext(", ").join(one.strip() for one in said if one.strip())
