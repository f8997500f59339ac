"""What triage tells the others once a ruling stands, in the transaction of the ruling."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import select

from services.triage import contesting, ties
from services.triage.domain.allegations import allegations
from services.triage.domain.assessment import Assessment
from services.triage.domain.competence import object_by
from services.triage.domain.deadlines import OPENS_A_CASE
from services.triage.domain.decisions import Ruling
from services.triage.domain.policy import Policy
from services.triage.domain.reasons import Reason
from services.triage.judging import Judged
from services.triage.models import Complaint, Objection
from services.triage.rules import rules_of
from services.triage.wording import body_name, in_language, names_of, reason_json, referral_json
from shared import i18n
from shared.clock import china_day
from shared.contracts import pauses
from shared.contracts.events import (
    ComplaintAccepted,
    ComplaintAssessed,
    ComplaintDecided,
    InformationRequested,
)
from shared.contracts.terms import Decision
from shared.divisions import body_code
from shared.work import Work


def tell_assessed(work: Work, complaint: Complaint, assessment: Assessment) -> None:
    """Who must never see it; that much everybody has to know at once."""
    work.emit(
        work.event(
            ComplaintAssessed,
            complaint_id=complaint.id,
            tracking_number=complaint.tracking_number,
            version=complaint.revision,
            barred=list(assessment.barred),
            kept_away=[code for code in assessment.kept_away if code.startswith("DEP-")],
            desk=complaint.desk,
        )
    )


def tell_ruling(work: Work, complaint: Complaint, judged: Judged, ruling: Ruling, extra: "Extra") -> None:
    """Accepted, asked back or ended: each has its own event."""
    if ruling.decision is Decision.PENDING_INFO:
        _tell_asked(work, complaint, ruling, extra)
    elif ruling.decision in OPENS_A_CASE and ruling.body is not None:
        _tell_accepted(work, complaint, judged, ruling, extra)
    else:
        _tell_decided(work, complaint, ruling, extra)


class Extra:
    """What the officer wrote to the complainant, which complaint this one joins, since when it is accepted,
    if not from now on, and which body had the case until now."""

    def __init__(
        self,
        text: str = "",
        merged_into: str | None = None,
        since: datetime | None = None,
        taken_from: str | None = None,
    ) -> None:
        self.text = text
        self.merged_into = merged_into
        self.since = since
        self.taken_from = taken_from


def investigation_days(decision: Decision, policy: Policy) -> int:
    """How long the body has."""
    return policy.recheck_days if decision is Decision.RECHECK else policy.investigation_days


def terms(decision: Decision, policy: Policy) -> dict[str, Any]:
    """What the case has to keep to, in days, under the settings of the judgment."""
    return {
        "policy": policy.version,
        "investigation": investigation_days(decision, policy),
        "extension": policy.extension_days,
        "rectification": policy.rectification_days,
        "unit_objection": policy.objection_days,
        "unit_objection_answer": policy.objection_answer_days,
        "recheck_application": policy.recheck_window_days,
        "transfer_receipt": policy.value("transfer_receipt"),
        "advice_answer": policy.value("advice_answer"),
        "keep_measures": policy.value("keep_measures"),
        "keep_cases": policy.value("keep_cases"),
        "approval_chain": policy.value("approval_chain"),
        **{key: policy.value(key) for key in pauses.KEYS},
    }


def _tell_accepted(work: Work, complaint: Complaint, judged: Judged, ruling: Ruling, extra: "Extra") -> None:
    body, accepted = ruling.body or "", extra.since or work.now
    assessment = judged.assessment
    work.emit(
        work.event(
            ComplaintAccepted,
            complaint_id=complaint.id,
            tracking_number=complaint.tracking_number,
            version=complaint.revision,
            decision=ruling.decision.value,
            body=body_code(body),
            body_name=_official_name(work, body),
            accepted_at=accepted,
            investigate_by=investigate_by(work, ruling, judged, china_day(accepted)),
            terms=terms(ruling.decision, judged.policy),
            identity=complaint.identity,
            channel=complaint.channel,
            contactable=complaint.contactable,
            recheck_body=body_code(ruling.recheck) if ruling.recheck else None,
            recheck_of=_rechecked(work, complaint, judged) if ruling.decision is Decision.RECHECK else None,
            **_given(work, complaint, judged, ruling, extra),
            taken_from=extra.taken_from,
            flags=list(assessment.flags),
            reasons=[_both(work, one) for one in assessment.reasons],
            barred=list(assessment.barred),
            statement=complaint.statement,
            facts=complaint.known,
            allegations=_allegations(complaint.id, judged),
            referrals=_referrals(work, ruling),
        )
    )


def _given(
    work: Work, complaint: Complaint, judged: Judged, ruling: Ruling, extra: "Extra"
) -> dict[str, Any]:
    """Which other desk gave it to the body by hand, and until when the body may object: once, and never
    after a designation (petition art. 23, 24)."""
    by_hand = complaint.desk is not None and complaint.desk != body_code(ruling.body or "")
    if not by_hand or extra.since is not None or work.session.get(Objection, complaint.id) is not None:
        return {}
    calendar = rules_of(work.session, work.today).calendar
    until = object_by(work.today, complaint.channel, judged.assessment, judged.policy, calendar)
    return {"given_by": complaint.desk, "object_by": until.day}


def _rechecked(work: Work, complaint: Complaint, judged: Judged) -> UUID:
    """The complaint whose case gave the reply: another one, where this was merged, or was made anew about one
    that is closed."""
    earlier = judged.facts.circumstances.earlier
    if earlier is not None and earlier.contested:
        return contesting.answered_in(work.session, complaint, earlier.body).id
    if complaint.rechecks:
        given = contesting.answers(work.session, contesting.together(work.session, complaint))
        return contesting.answered_in(work.session, complaint, given[complaint.rechecks - 1].body).id
    number = earlier.tracking_number if earlier else None
    named = work.session.scalar(select(Complaint).where(Complaint.tracking_number == number))
    return ties.survivor(work.session, named or complaint).id


def investigate_by(work: Work, ruling: Ruling, judged: Judged, accepted: date) -> date:
    """The last day for a case that is accepted on that day."""
    calendar = rules_of(work.session, work.today).calendar
    return calendar.add_days(accepted, investigation_days(ruling.decision, judged.policy))


def _allegations(complaint: UUID, judged: Judged) -> list[dict[str, Any]]:
    return list(allegations(complaint, judged.matter.accused, judged.assessment.claims))


def _tell_decided(work: Work, complaint: Complaint, ruling: Ruling, extra: Extra) -> None:
    ended = Decision.REFER if ruling.decision in OPENS_A_CASE else ruling.decision
    work.emit(
        work.event(
            ComplaintDecided,
            complaint_id=complaint.id,
            tracking_number=complaint.tracking_number,
            version=complaint.revision,
            decision=ended.value,
            body=body_code(ruling.body) if ruling.body else None,
            body_name=_official_name(work, ruling.body) if ruling.body else None,
            decided_at=work.now,
            text=extra.text,
            referrals=_referrals(work, ruling),
            merged_into=extra.merged_into,
        )
    )


def _tell_asked(work: Work, complaint: Complaint, ruling: Ruling, extra: Extra) -> None:
    work.emit(
        work.event(
            InformationRequested,
            complaint_id=complaint.id,
            tracking_number=complaint.tracking_number,
            version=complaint.revision,
            message_id=work.new_id(),
            body_name=_official_name(work, ruling.body) if ruling.body else None,
            text=extra.text,
        )
    )


def _official_name(work: Work, division: str) -> str:
    """Bodies are called by their Chinese names between services; each shows them as it likes."""
    return in_language(i18n.DEFAULT, lambda: body_name(division, names_of(work.settings)))


def _referrals(work: Work, ruling: Ruling) -> list[dict[str, Any]]:
    known = names_of(work.settings)
    return in_language(i18n.DEFAULT, lambda: [referral_json(one, known) for one in ruling.referrals])


def _both(work: Work, reason: Reason) -> dict[str, Any]:
    """A reason in both languages, since the others do not have our texts."""
    known = names_of(work.settings)
    chinese = in_language(i18n.DEFAULT, lambda: reason_json(reason, known))
    english = in_language(i18n.SOURCE, lambda: reason_json(reason, known))
    return {
        "rule": reason.rule,
        "article": reason.article,
        "text": chinese["text"],
        "text_en": english["text"],
    }
