"""What is due today and this week, and who has how much."""

from flask import render_template, request

from services.investigation import agenda
from services.investigation.colleagues import colleagues_of
from services.investigation.desk import DESK, reading_desk
from services.investigation.domain import certificates
from services.investigation.domain.agenda import pressing
from services.investigation.views.blueprint import blueprint
from shared.staff.web import require_role


@blueprint.get("/due")
@require_role(*DESK)
def due() -> str:
    mine = request.args.get("mine") == "yes"
    with reading_desk() as (session, caller, today):
        groups = pressing(agenda.items(session, caller, today, mine=mine), today)
        loads = agenda.workload(session, caller, today)
        papers = certificates.ending(colleagues_of(session, caller.home).values(), caller, today)
    return render_template(
        "investigation/due.html", groups=groups, loads=loads, certificates=papers, mine=mine, today=today
    )
