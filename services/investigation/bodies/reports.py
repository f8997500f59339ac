"""What becomes of a report: it takes effect once, and is answered into the body's queue in any case.

Whose it is, the broker vouches for twice: nobody but the body's account may use its routing key, and
`user_id` is the account's. For whom it acts it says itself: an investigator of the body, to whom the same
rules apply as at the desk. What was refused changed nothing.
"""

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any
from uuid import UUID

from marshmallow import ValidationError
from sqlalchemy import delete, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from services.investigation import wording
from services.investigation.bodies import letters, links
from services.investigation.bodies.actions import TABLE, Reported
from services.investigation.bodies.refusals import Refused
from services.investigation.bodies.telling import write
from services.investigation.cabinet import NoSuchCase, open_folder
from services.investigation.colleagues import colleagues_of
from services.investigation.desk import Desk
from services.investigation.domain.bodies import Letter
from services.investigation.domain.case import Caller
from services.investigation.domain.states import Forbidden
from services.investigation.handlers.steps import Rejected
from services.investigation.models import BodyLink, BodyReport, Case
from services.investigation.sight import for_the_system_of
from shared import crypto, party_names, tracing
from shared.contracts.terms import Role
from shared.i18n import DEFAULT, speaking
from shared.messaging.one_by_one import Message
from shared.settings import Settings
from shared.web.validation import field_errors
from shared.work import SYSTEM, Actor, Work, Works

Json = dict[str, Any]
KEPT_DAYS = 60
TRIES = 2
"""Two workers with the same report: the second finds it answered."""


class Stranger(Exception):
    """Nobody is linked under this key: there is no queue to answer into."""


def take(works: Works, settings: Settings, came: Message) -> str:
    """Carry it out or refuse it, and answer; what became of it. Raises Stranger, and what a database does."""
    for again in reversed(range(TRIES)):
        try:
            with speaking(DEFAULT):
                return _take(works, settings, came)
        except IntegrityError:
            if not again:
                raise
    raise AssertionError("unreachable")


def _take(works: Works, settings: Settings, came: Message) -> str:
    with works.reading() as session:
        link = links.standing_of(session, f"SUP-{came.key}")
        if link is None:
            raise Stranger(came.key)
    try:
        report = _read(link, came)
    except Refused as refused:
        # Not kept: the same report, sealed as it should be, may come under the same id.
        return _refuse(works, link, came, None, refused)
    with works.reading() as session:
        kept = session.get(BodyReport, (link.id, UUID(came.message_id)))
    try:
        if kept is not None:
            return _again(works, link, report, kept)
        return _carry_out(works, settings, link, came, report)
    except Refused as refused:
        return _refuse(works, link, came, None if kept else report, refused)


def _read(link: BodyLink, came: Message) -> letters.Report:
    if came.user_id != link.account:
        raise Refused("other_account")
    try:
        UUID(came.message_id or "")
        return letters.read(came.body, str(came.message_id))
    except letters.Unfit as unfit:
        raise Refused(unfit.code) from unfit
    except ValueError as error:
        raise Refused("no_id") from error


def _again(works: Works, link: BodyLink, report: letters.Report, kept: BodyReport) -> str:
    if kept.digest != _digest(report):
        raise Refused("id_used")
    with works.begin(Actor("body", link.body)) as work:
        write(work, link, Letter(kept.answer["letter"]), kept.answer["contents"] | {"repeated": True})
    return "repeated"


def _carry_out(
    works: Works, settings: Settings, link: BodyLink, came: Message, report: letters.Report
) -> str:
    kind = TABLE.get(report.kind)
    if kind is None:
        raise Refused("unknown_kind")
    try:
        contents = kind.body().load(report.contents)
    except ValidationError as wrong:
        raise Refused("invalid", errors=field_errors(wrong.messages)) from wrong
    with works.reading() as session:
        caller = _person(session, link, report.acting)
    actor = Actor("body", f"{link.body}/{caller.staff_id}", caller.name)
    with tracing.span(works.service, "consumer", report.kind, report.traceparent), works.begin(actor) as work:
        desk = _open(work, link, caller, report, kind)
        _act(desk, kind, contents, _name_of(settings))
        work.session.flush()
        case = desk.folder.case
        now = {"id": str(case.id), "version": case.version, "state": case.state}
        _answer(work, link, came, report, Letter.ACCEPTED, {"about": came.message_id, "case": now})
    return "accepted"


def _person(session: Session, link: BodyLink, username: str) -> Caller:
    """The investigator for whom the system acts; of a head only what an investigator may do."""
    found = colleagues_of(session, link.body).get(username)
    if found is None or Role.INVESTIGATOR not in found.roles:
        raise Refused("unknown_person")
    return replace(found, roles=frozenset({Role.INVESTIGATOR}))


def _open(work: Work, link: BodyLink, caller: Caller, report: letters.Report, kind: Reported) -> Desk:
    reach = for_the_system_of(link.body, colleagues_of(work.session, link.body).values())
    try:
        if work.session.scalar(select(Case.id).where(Case.id == report.case_id, reach)) is None:
            raise NoSuchCase(report.case_id)
        folder = open_folder(work.session, report.case_id, caller, to_change=True)
    except NoSuchCase as error:
        raise Refused("not_found") from error
    if kind.versioned and report.version != folder.case.version:
        raise Refused("stale", version=folder.case.version)
    return Desk(work, folder, caller)


def _act(desk: Desk, kind: Reported, contents: Json, name_of: Callable[[str], str]) -> None:
    positions = {each.ref: each.position for each in desk.folder.allegations}
    try:
        kind.act(desk, contents, name_of)
    except Forbidden as closed:
        why = closed.closed
        raise Refused(why.code, text=wording.reason(why), article=why.article) from closed
    except Rejected as error:
        raise Refused("invalid", errors=wording.errors(error.faults, positions)) from error
    except NoSuchCase as error:
        raise Refused("not_found") from error


def _refuse(
    works: Works, link: BodyLink, came: Message, report: letters.Report | None, refused: Refused
) -> str:
    with works.begin(Actor("body", link.body)) as work:
        _answer(work, link, came, report, Letter.REFUSED, refused.as_json(came.message_id))
        work.record("report.refused", f"body:{link.body}", {"code": refused.code})
    return refused.code


def _answer(
    work: Work, link: BodyLink, came: Message, report: letters.Report | None, letter: Letter, contents: Json
) -> None:
    """Into the body's queue; of a report that could be read, kept for whoever asks again."""
    contents = _writable(contents)
    write(work, link, letter, contents)
    if report is not None:
        said = {"letter": letter, "contents": contents}
        row = {"link_id": link.id, "message_id": UUID(came.message_id), "at": work.now}
        work.session.add(BodyReport(digest=_digest(report), answer=said, **row))


def _writable(contents: Json) -> Json:
    """A report may name a field, or itself, with half a character, which nothing can be written with."""
    text = json.dumps(contents, ensure_ascii=False).encode("utf-8", "replace")
    found: Json = json.loads(text)
    return found


def forget_reports(works: Works) -> int:
    """Answers are kept as long as anybody may reasonably ask again; once an hour."""
    with works.begin(SYSTEM) as work:
        old = delete(BodyReport).where(BodyReport.at < work.now - timedelta(days=KEPT_DAYS))
        return len(work.session.scalars(old.returning(BodyReport.message_id)).all())


def _digest(report: letters.Report) -> str:
    """Of what it says: sealed again, the same report has other bytes."""
    said = [report.kind, report.acting, str(report.case_id), report.version, report.contents]
    return crypto.keyring().blind_index("investigation:body_report", json.dumps(said, sort_keys=True))


def _name_of(settings: Settings) -> Callable[[str], str]:
    return lambda code: str(party_names.in_use(settings.names_file).party_name(code))
