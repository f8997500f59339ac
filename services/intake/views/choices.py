"""The answers to choose from, in people's words; the values are the contract's."""

from shared.contracts.terms import ComplainantKind, Nature, RespondentKind
from shared.i18n import N_, gettext

Choice = dict[str, str]

KINDS = (
    (
        RespondentKind.OFFICER,
        N_("Someone who came to inspect, fine or enforce"),
        N_("An officer of the department"),
    ),
    (
        RespondentKind.AUXILIARY,
        N_("A helper without powers of their own"),
        N_("For example an assistant, a contract worker or a temporary helper"),
    ),
    (
        RespondentKind.INTERNAL_UNIT,
        N_("A section or team inside the department"),
        N_("For example the enforcement team, the licensing section, the hazardous chemicals section"),
    ),
    (
        RespondentKind.DEPARTMENT,
        N_("The department itself"),
        N_("Its decision or document, or that the office as a whole does nothing"),
    ),
    (RespondentKind.LEADER, N_("One of the department's leaders"), N_("The head or a deputy head")),
    (
        RespondentKind.ENTRUSTED_AGENCY,
        N_("Another unit that acts in the department's name, or one of its people"),
        N_("For example a township, subdistrict or industrial park that checks on the department's behalf"),
    ),
    (
        RespondentKind.SUPERVISION_BODY,
        N_("The supervision body that handles complaints"),
        N_("For example because it did not answer, or covered something up"),
    ),
    (RespondentKind.SUPERVISION_STAFF, N_("Someone who works at the supervision body"), ""),
    (
        RespondentKind.OTHER_AGENCY,
        N_("Another authority"),
        N_("For example housing, fire and rescue, mine safety, traffic. We pass it on to those in charge"),
    ),
    ("unknown", N_("I do not know who it was"), N_("You can go on without it")),
)

SECTORS = (
    ("mine_safety", N_("Mine safety")),
    ("fire", N_("Fire and rescue")),
    ("housing", N_("Housing and construction")),
    ("transport", N_("Transport")),
    ("market", N_("Market regulation and special equipment")),
    ("health", N_("Health")),
    ("town", N_("A township or subdistrict with powers of its own")),
    ("other", N_("Something else, or I am not sure")),
)

NATURES = (
    (
        Nature.UNLAWFUL,
        N_("They broke a rule"),
        N_("No papers shown, no receipt given, more power used than they have, money or favours asked"),
    ),
    (
        Nature.IMPROPER,
        N_("It was unfair or rude"),
        N_("Too harsh, too lenient, one treated unlike another, bad manners"),
    ),
    (
        Nature.NEGLIGENT,
        N_("They did not do what they must"),
        N_("A report left lying, a hazard not followed up, a permit delayed"),
    ),
)

MARKS = (
    (
        "imminent_danger",
        N_("People are in danger right now"),
        N_("Call 119 (fire and rescue), 120 (ambulance) or 110 (police) first. Then go on here."),
    ),
    (
        "hazard",
        N_("There is a safety hazard that is not dealt with"),
        N_("The safety tip line 12350 takes this at once, day and night. We pass it on as well."),
    ),
    ("deaths", N_("Someone has died"), N_("Deaths are looked into by the people's government itself.")),
    (
        "collective_decision",
        N_("The leaders decided it together"),
        N_("For example a closure, a withdrawn licence or a large fine"),
    ),
)

REVIEWS = (
    ("none", N_("There is no decision that I could challenge")),
    ("eligible", N_("There is a decision, and I have not challenged it")),
    ("pending", N_("I have applied for review, and it is still open")),
    ("decided", N_("The review has been decided")),
)
LITIGATIONS = (
    ("none", N_("No")),
    ("pending", N_("Yes, and the court has not decided yet")),
    ("decided", N_("Yes, and the court has decided")),
)

IDENTITIES = (
    (
        "real_name",
        N_("With my name"),
        N_("The body that investigates knows your name and can ring you up. It answers you in writing."),
    ),
    (
        "confidential",
        N_("With my name, but hidden"),
        N_("Only this intake holds your name. Those who investigate do not see it."),
    ),
    (
        "anonymous",
        N_("Without my name"),
        N_(
            "Nothing about you is asked or kept. "
            "You can still read the answer and write to us with your receipt code."
        ),
    ),
)

COMPLAINANTS = (
    (ComplainantKind.CITIZEN, N_("A private person")),
    (ComplainantKind.EMPLOYEE, N_("Someone who works there")),
    (ComplainantKind.ENTERPRISE, N_("A business")),
    (ComplainantKind.REPRESENTATIVE, N_("Someone who speaks for others")),
    (ComplainantKind.OTHER, N_("Other")),
)


def items(table: tuple[tuple[str, ...], ...]) -> list[Choice]:
    """The rows of a table for radios or checkboxes, in the language in use."""
    return [
        {"value": str(row[0]), "text": gettext(row[1]), "hint": gettext(row[2]) if len(row) > 2 else ""}
        for row in table
    ]


def options(table: tuple[tuple[str, ...], ...]) -> list[tuple[str, str]]:
    """The rows of a table for a select."""
    return [(str(row[0]), gettext(row[1])) for row in table]


def said(table: tuple[tuple[str, ...], ...], value: str | None) -> str:
    """What a chosen value is called."""
    return next((gettext(row[1]) for row in table if str(row[0]) == value), "")
