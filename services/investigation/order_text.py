"""What a supervision notice orders, as a sentence with its article (Measures art. 15 to 18)."""

from services.investigation.domain.outcomes import Outcome
from services.investigation.replies import official
from services.investigation.wording import official_article
from shared.i18n import N_

ORDERS = {
    "O3": N_("Under %(article)s, you are to complete what is missing in the document named above."),
    "O4": N_("Under %(article)s, you are to correct the document named above."),
    "O5": N_("Under %(article)s, you are to make the document named above anew and serve it."),
    "O6": N_("Under %(article)s, you are to deal with the violations of the enterprise named above by law."),
    "O8": N_("Under %(article)s, you are to put things right as the decision or judgment named above rules."),
}
REVOCATIONS = {
    "self": N_("Under %(article)s, you are to revoke the enforcement act named above."),
    "superior": N_(
        "Under %(article)s, the enforcement act named above is hereby revoked by this department; "
        "do what follows from it."
    ),
    "government": N_(
        "Under %(article)s, the people's government is asked to revoke the enforcement act named above; do "
        "what follows from its decision, and report that."
    ),
}


def ordered(outcome: Outcome) -> tuple[str, ...]:
    """Nothing for an opinion: it says its own decision."""
    said = REVOCATIONS.get(outcome.fields.get("revoked_by", "")) or ORDERS.get(outcome.code)
    return (official(said, article=official_article(outcome.spec.article)),) if said else ()
