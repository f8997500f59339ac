"""The house's own words for seats: for every call, for each kind of respondent. Bureaus may change them."""

from services.intake.domain.scripts import Script
from services.intake.form.payload import UNKNOWN
from shared.contracts.terms import RespondentKind
from shared.i18n import N_

OPENING = (
    N_("Good day, this is the hotline for complaints about work-safety enforcement. What happened?"),
    N_("You may complain with your name, with your name hidden from those who investigate, or without it."),
    N_("People in danger now? Ring 119 first; hazards go to 12350. I stay on the line."),
)
WHO_WHEN = N_("Name, badge number or looks of those who came; how many they were")
PAPERS = N_("Which papers were shown or handed over, and their numbers")

SCRIPTS: dict[str, Script] = {
    RespondentKind.OFFICER: Script(
        N_("It helps to know who came, on which day, and what they showed and said."),
        (WHO_WHEN, N_("Did they show their certificates?"), PAPERS,
         N_("Was money or a purchase asked for? Is there a receipt, a picture or a recording?")),
    ),
    RespondentKind.AUXILIARY: Script(
        N_("Helpers may not inspect or fine by themselves."),
        (N_("Did an officer with a certificate come along?"), WHO_WHEN,
         N_("What did the helper do alone: inspect, fine, seal, sign?")),
    ),
    RespondentKind.INTERNAL_UNIT: Script(
        N_("Which section was it, and what did it decide or leave undone?"),
        (N_("What the section is called, and where it sits"), PAPERS,
         N_("When it was asked last, and what it answered")),
    ),
    RespondentKind.DEPARTMENT: Script(
        N_("A complaint about the department as such goes to the body above it."),
        (PAPERS, N_("Did the leaders decide it together?"),
         N_("Has review or a court been asked, and when does the time for that end?")),
    ),
    RespondentKind.LEADER: Script(
        N_("A complaint about a leader goes to the body above. Nobody in that department learns of it."),
        (N_("Name and post of the leader"), N_("What the leader did or ordered, and who heard it"),
         N_("Is it about money or favours? Then the discipline inspection is told as well.")),
    ),
    RespondentKind.ENTRUSTED_AGENCY: Script(
        N_("Townships and parks act in a department's name only where it entrusted them."),
        (N_("Whose name and stamp are on the paper"), WHO_WHEN, PAPERS),
    ),
    RespondentKind.SUPERVISION_BODY: Script(
        N_("A complaint about the supervision body goes to the one above it."),
        (N_("The number of the earlier complaint"), N_("What was promised, and by when"),
         N_("What was answered, and what is missing in it")),
    ),
    RespondentKind.SUPERVISION_STAFF: Script(
        N_("A complaint about supervision staff is never handled by those it is about."),
        (N_("Name of the person, and in which matter"), N_("The number of the earlier complaint"),
         N_("Did somebody learn of the complaint who must not?")),
    ),
    RespondentKind.OTHER_AGENCY: Script(
        N_("Another authority is in charge of this. We pass it on and tell you to whom."),
        (N_("Which authority, and of which place"), N_("Was it asked already, and what did it answer?")),
    ),
    UNKNOWN: Script(
        N_("That does not matter. What did their clothes, car or papers say?"),
        (N_("Uniform, badge, car plate, stamp on a paper"), N_("Which place they said they came from"),
         N_("What they wanted to see, and for how long they stayed")),
    ),
}  # fmt: skip
