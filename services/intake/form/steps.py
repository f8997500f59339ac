"""The steps of the form, in the order in which people tell a story."""

from dataclasses import dataclass

from shared.i18n import N_


@dataclass(frozen=True)
class Step:
    """One page with one group of questions; of what is in `lists` several may be chosen."""

    name: str
    title: str
    fields: tuple[str, ...] = ()
    lists: tuple[str, ...] = ()


CONTACT = ("kind", "name", "phone", "email", "address")
NAMED = ("real_name", "confidential")

STEPS = (
    Step(
        "who",
        N_("Whom it is about"),
        (
            "kind",
            "place",
            "place_code",
            "place_unknown",
            "name",
            "role",
            "entrusted_by",
            "entrusted_by_code",
            "sector",
        ),
    ),
    Step("what", N_("What happened"), ("what",), ("natures",)),
    Step(
        "when",
        N_("When and where"),
        (
            "occurred_on_year",
            "occurred_on_month",
            "occurred_on_day",
            "when_words",
            "place",
            "place_code",
            "spot",
        ),
    ),
    Step("circumstances", N_("Circumstances"), ("review", "litigation", "earlier"), ("marks",)),
    Step("evidence", N_("Evidence"), ("evidence",)),
    Step(
        "you",
        N_("Who you are, or not"),
        ("identity", *(f"{identity}_{field}" for identity in NAMED for field in CONTACT)),
    ),
    Step("check", N_("Check your answers")),
)
BY_NAME = {step.name: step for step in STEPS}


def number(step: Step) -> int:
    return STEPS.index(step) + 1


def before(step: Step) -> Step | None:
    at = STEPS.index(step)
    return STEPS[at - 1] if at else None


def after(step: Step) -> Step:
    """The last step is followed by itself: from it one sends."""
    return STEPS[min(STEPS.index(step) + 1, len(STEPS) - 1)]
