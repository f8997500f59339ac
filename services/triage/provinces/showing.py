"""Settings as people and programs read them, in the language in use."""

from datetime import date
from typing import Any

from sqlalchemy.orm import Session

from services.triage.domain.policy import in_force
from services.triage.domain.setting import Refusal, Setting, Unit, Value
from services.triage.domain.settings import NATION, SETTINGS
from services.triage.provinces import history
from services.triage.rules import rules_of
from services.triage.rules_models import SettingChange
from services.triage.wording import doer
from shared.contracts.articles import cite
from shared.i18n import N_, gettext, locale

CHOICES = {
    "all": N_("every member of the leadership"),
    "head_and_enforcement_deputy": N_("the head and the deputy in charge of enforcement"),
    "off": N_("it runs on"),
    "on": N_("it stands still"),
    "XPCC": N_("the Corps"),
    "650000": N_("Xinjiang"),
    "head": N_("the head alone"),
    "section-head": N_("section chief, then head"),
    "division-head": N_("division chief, then head"),
    "section-division-head": N_("section chief, division chief, then head"),
}
UNITS = {
    Unit.DAYS: N_("%(count)s days"),
    Unit.WORKDAYS: N_("%(count)s working days"),
    Unit.HOURS: N_("%(count)s hours"),
    Unit.MONTHS: N_("%(count)s months"),
    Unit.YEARS: N_("%(count)s years"),
    Unit.COUNT: "%(count)s",
}
ONE = {
    Unit.DAYS: N_("1 day"),
    Unit.WORKDAYS: N_("1 working day"),
    Unit.HOURS: N_("1 hour"),
    Unit.MONTHS: N_("1 month"),
    Unit.YEARS: N_("1 year"),
}
ORIGINS = {
    "built_in": N_("built in"),
    "national": N_("set for the nation"),
    "province": N_("set for the province"),
}
REFUSED = {
    Refusal.UNKNOWN: N_("There is no such setting."),
    Refusal.WRONG_TYPE: N_("This is not a value of this setting."),
    Refusal.LAW: N_("The law does not allow this value."),
    Refusal.BOUNDS: N_("Choose a value within the bounds that are shown."),
    Refusal.CHOICE: N_("Choose one of the values offered."),
    Refusal.NATIONAL: N_("This is set for the whole country only."),
    Refusal.PAST: N_("A change takes effect today at the earliest."),
}


def value_text(setting: Setting, value: Value | None) -> str:
    """60 days; 15 January; every member of the leadership."""
    if value is None:
        return gettext("as above the province")
    if setting.unit is Unit.CHOICE:
        return gettext(CHOICES.get(str(value), str(value)))
    if setting.none and not value:
        return gettext(setting.none)
    if setting.unit is Unit.DAY_OF_YEAR:
        month, _, day = str(value).partition("-")
        return gettext("by %(month)s/%(day)s", month=int(month), day=int(day))
    if value == 1 and setting.unit in ONE:
        return gettext(ONE[setting.unit])
    return gettext(UNITS[setting.unit], count=value)


def bounds_text(setting: Setting) -> str:
    """What is possible."""
    if setting.unit is Unit.CHOICE:
        return gettext(" or ").join(value_text(setting, choice) for choice in setting.choices)
    if setting.unit is Unit.DAY_OF_YEAR:
        return gettext("at the latest %(day)s", day=value_text(setting, setting.latest))
    if setting.fixed:
        return gettext("fixed by law")
    span = gettext("%(least)s to %(most)s", least=setting.least, most=setting.most)
    text = gettext(UNITS[setting.unit], count=span)
    if setting.none:
        text = gettext("%(span)s; 0: %(none)s", span=text, none=gettext(setting.none))
    return text + (gettext(" (bound of the law)") if setting.legal else "")


def item(setting: Setting, province: str, value: Value, origin: str) -> dict[str, Any]:
    return {
        "key": setting.key,
        "text": gettext(setting.text),
        "unit": setting.unit.value,
        "value": value,
        "value_text": value_text(setting, value),
        "default": setting.default,
        "default_text": value_text(setting, setting.default),
        "origin": origin,
        "bounds": _bounds(setting),
        "bounds_text": bounds_text(setting),
        "basis": gettext(", ").join(cite(key, locale()) for key in setting.basis),
        "counted": setting.counted,
        "open": not setting.fixed and not (setting.national and province != NATION),
    }


def _bounds(setting: Setting) -> dict[str, Any]:
    match setting.unit:
        case Unit.CHOICE:
            return {"choices": list(setting.choices), "legal": setting.legal}
        case Unit.DAY_OF_YEAR:
            return {"latest": setting.latest, "legal": setting.legal}
    return {"least": setting.least, "most": setting.most, "legal": setting.legal}


def settings_json(session: Session, province: str, day: date) -> dict[str, Any]:
    """All settings of a province on a day."""
    held = rules_of(session, day)
    policy, own = held.policy(province), in_force(held.changes, province, day)
    nation = in_force(held.changes, NATION, day)
    items = []
    for key, setting in SETTINGS.items():
        origin = "national" if key in nation else "built_in"
        if key in own and province != NATION and not setting.national:
            origin = "province"
        items.append(item(setting, province, policy.value(key), origin))
    return {
        "province": province,
        "on": day.isoformat(),
        "policy": policy.version,
        "version": history.version(session, province),
        "items": items,
    }


def change_json(row: SettingChange) -> dict[str, Any]:
    setting = SETTINGS.get(row.key)
    return {
        "number": row.number,
        "key": row.key,
        "text": gettext(setting.text) if setting else row.key,
        "value": row.value,
        "value_text": value_text(setting, row.value) if setting else str(row.value),
        "effective_from": row.effective_from.isoformat(),
        "at": row.at.isoformat(),
        "by": doer(row.actor, row.actor_name),
        "reason": row.reason,
    }
