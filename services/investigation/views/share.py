"""Several cases of the queue at once: taken up, or given to somebody. Each is a step of its own."""

from uuid import UUID

from flask import flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from services.investigation import agenda, queue
from services.investigation.answering import refusal
from services.investigation.cabinet import NoSuchCase
from services.investigation.desk import DESK, any_version, changing, reading_desk
from services.investigation.domain.case import State
from services.investigation.domain.states import Forbidden
from services.investigation.handlers import people
from services.investigation.handlers.steps import Rejected
from services.investigation.views.blueprint import blueprint, with_load
from services.investigation.wording import errors
from shared.contracts.terms import Role
from shared.i18n import N_, gettext, ngettext
from shared.staff import directory
from shared.staff.web import require_role

MOST = 50
GIVEN = N_("%(number)s: %(why)s")


@blueprint.get("/share")
@require_role(*DESK)
def share() -> str:
    return _shown({})


@blueprint.post("/share")
@require_role(*DESK)
def share_out() -> Response | tuple[str, int]:
    chosen = [each for each in (_id(text) for text in request.form.getlist("cases")) if each][:MOST]
    username = request.form.get("username", "").strip()[:80]
    if not chosen:
        return _shown({"cases": gettext("Choose at least one case.")}), 422
    done = sum(_one(case_id, username) for case_id in dict.fromkeys(chosen))
    text = ngettext("%(num)d case has somebody now.", "%(num)d cases have somebody now.", done)
    flash(text, "done" if done else "near")
    return redirect(url_for("desk.share"), 303)


def _one(case_id: UUID, username: str) -> bool:
    """Claimed, or given to `username`; why it could not be is told beside the others."""
    try:
        with changing(case_id, any_version) as at:
            number = at.folder.case.tracking_number
            if username:
                people.share_out(at.work, at.folder, at.caller, username)
            else:
                people.claim(at.work, at.folder, at.caller)
        return True
    except NoSuchCase:
        return False
    except Forbidden as error:
        why = refusal(error).detail or ""
    except Rejected as error:
        why = errors(error.faults, {})[0]["message"]
    flash(gettext(GIVEN, number=number, why=why), "near")
    return False


def _id(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None


def _shown(wrong: dict[str, str]) -> str:
    with reading_desk() as (session, caller, today):
        rows = queue.listed(session, caller, queue.Wanted((State.QUEUED,), limit=MOST), today)[:MOST]
        loads = {each.staff_id: each.leads + each.seconds for each in agenda.workload(session, caller, today)}
        able = [
            (row.username, with_load(row.display_name, loads.get(str(row.staff_id), 0)))
            for row in directory.colleagues(session, caller.home)
            if Role.INVESTIGATOR in row.roles.split() and directory.certified(row, today)
        ]
        return render_template(
            "investigation/share.html", rows=rows, colleagues=able, errors=wrong, today=today,
            is_head=Role.HEAD in caller.roles, takes=Role.INVESTIGATOR in caller.roles,
        )  # fmt: skip
