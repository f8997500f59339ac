"""回避决定书: who was to withdraw from which case, at whose instance, what was decided, by whom and why."""

from services.investigation.document_text import Letterhead
from services.investigation.domain.documents import DocumentKind
from services.investigation.domain.ties import ARTICLES, Tie
from services.investigation.models import Recusal
from services.investigation.replies import WHY, official
from services.investigation.wording import official_article
from services.investigation.words.terms import SIDES
from shared.i18n import N_
from shared.papers import Paper

ASKED = N_("That %(name)s withdraw from case %(case)s was %(side)s. It was looked into.")
WITHDRAWS = N_("It is decided under %(article)s that %(name)s withdraws from the case.")
STAYS = N_("It does not fall under %(article)s; it is decided to refuse the application.")
DECIDED_BY = N_("Decided by: %(name)s.")


def recusal(row: Recusal, granted: bool, why: str, by: str, head: Letterhead) -> Paper:
    """Who complained is told by no side: it names a part in the case, not a person."""
    asked = official(ASKED, name=row.name, case=head.case, side=official(SIDES[row.side]))
    article = official_article(ARTICLES[Tie(row.tie)])
    decided = official(WITHDRAWS if granted else STAYS, name=row.name, article=article)
    reason = (official(WHY, reason=why),) if why else ()
    lines = (asked, decided, *reason, official(DECIDED_BY, name=by))
    return head.paper(DocumentKind.RECUSAL, row.name, [("", lines)])
