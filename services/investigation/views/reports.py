"""The annual report as a page to print, and as a table to go on counting with."""

import csv
from io import StringIO
from typing import Any

from flask import Response, render_template, request

from services.investigation import annual
from services.investigation.annual import NotYours
from services.investigation.desk import DESK, reading_desk
from services.investigation.views.blueprint import blueprint, category_name
from services.investigation.words import law as words_law
from services.investigation.words import own as words_own
from services.investigation.words import report as words_report
from services.investigation.words import terms as words
from shared.clock import china_day
from shared.contracts.terms import Role
from shared.i18n import gettext
from shared.staff.web import require_role
from shared.web import works
from shared.web.problems import problem

LEADS_A_FORMULA = ("=", "+", "-", "@")
VALUES = {
    "by_channel": words.CHANNELS,
    "by_identity": words.IDENTITIES,
    "by_state": words.STATES,
    "recheck_results": words.FIRST_RESULTS,
    "findings": words.FINDINGS,
    "natures": words.NATURES,
    "by_code": words_law.OUTCOMES,
    "findings_annulled": words.FINDINGS,
    "outcomes_fallen": words_law.OUTCOMES,
    "revocations_by_ground": words_law.CHOICES,
    "by_origin": words_own.ORIGINS,
    "own_states": words.STATES,
    "own_findings": words.FINDINGS,
    "own_outcomes": words_law.OUTCOMES,
    "own_outcomes_fallen": words_law.OUTCOMES,
}


@blueprint.get("/reports/annual")
@require_role(*DESK, Role.STATISTICIAN)
def annual_report() -> str:
    found = _report()
    latest = min(found["year"] + 1, china_day(works().clock()).year)
    years = range(latest, found["year"] - 4, -1)
    shown = {"report": found, "lines": lines(found), "years": years, "counted": words_report.COUNTED}
    return render_template("investigation/annual.html", **shown)


@blueprint.get("/reports/annual.csv")
@require_role(*DESK, Role.STATISTICIAN)
def annual_table() -> Response:
    found = _report()
    file = StringIO()
    writer = csv.writer(file)
    writer.writerow([gettext("Part"), gettext("What"), gettext("Count")])
    for part, label, count in lines(found):
        writer.writerow([_safe(part), _safe(label), count])
    name = f"annual-{found['body']}-{found['year']}.csv"
    answer = Response("\ufeff" + file.getvalue(), content_type="text/csv; charset=utf-8")
    answer.headers.set("Content-Disposition", "attachment", filename=name)
    return answer


def _report() -> dict[str, Any]:
    year = request.args.get("year", "")
    wanted = int(year) if year.isascii() and year.isdigit() and len(year) == 4 else 0
    with reading_desk() as (session, caller, today):
        try:
            body = request.args.get("body") or None
            return annual.report(session, caller, today, wanted or today.year, body)
        except NotYours as error:
            raise problem(404, "not_found") from error


def lines(found: dict[str, Any]) -> list[tuple[str, str, str]]:
    """Part, what, count; a small cell that is left out says so."""
    rows = []
    for part in words_report.PARTS:
        for name, value in found[part].items():
            label = gettext(words_report.LABELS[name])
            if isinstance(value, dict):
                cells = ((f"{label} · {_word(name, key)}", count) for key, count in value.items())
                rows += [(part, text, _count(count)) for text, count in cells]
            else:
                rows.append((part, label, _count(value)))
    return [(gettext(words_report.PARTS[part]), label, count) for part, label, count in rows]


def _word(name: str, key: str) -> str:
    if name in ("by_category", "categories_found"):
        return f"{key} {category_name(key)}"
    known = VALUES[name].get(key)
    return gettext(known) if known else key


def _count(value: int | None) -> str:
    return "—" if value is None else str(value)


def _safe(text: str) -> str:
    return f"'{text}" if text.startswith(LEADS_A_FORMULA) else text
