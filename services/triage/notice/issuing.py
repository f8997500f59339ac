"""Notices to the complainant are written, numbered and kept with the ruling, and handed to intake."""

from services.triage.dispatch import investigate_by
from services.triage.domain.decisions import Ruling, confirmed
from services.triage.domain.notices import notice
from services.triage.domain.reading import read
from services.triage.judging import Judged
from services.triage.letter import issuing as letters
from services.triage.models import Complaint
from services.triage.notice.text import Told, paper
from services.triage.wording import COMPLAINANT, names_of
from shared.clock import china_day
from shared.contracts.events import NoticeIssued
from shared.papers import Paper
from shared.work import Work


def issue(work: Work, complaint: Complaint, judged: Judged, ruling: Ruling, text: str) -> None:
    """The notice that the ruling asks for, if any. It speaks of the facts as the complainant gave them."""
    kind = notice(ruling, judged.assessment, complaint.identity, complaint.contactable)
    if kind is None or complaint.received_at is None:
        return
    stands = ruling == confirmed(judged.assessment)
    told = Told(
        kind=kind,
        tracking=complaint.tracking_number,
        received=china_day(complaint.received_at),
        channel=complaint.channel,
        facts=read(complaint.facts),
        ruling=ruling,
        investigate_by=investigate_by(work, ruling, judged, china_day(complaint.decided_at or work.now)),
        reasons=judged.assessment.reasons if stands else (),
        text=text,
    )
    known = names_of(work.settings)

    def write(signed: str, desk: str) -> Paper:
        return paper(told, signed, desk, work.today, known)

    made = letters.keep(work, complaint, kind, COMPLAINANT, write)
    work.emit(
        work.event(
            NoticeIssued,
            complaint_id=complaint.id,
            tracking_number=complaint.tracking_number,
            version=complaint.revision,
            notice_id=made.id,
            notice=made.kind,
            paper=made.content,
        )
    )
