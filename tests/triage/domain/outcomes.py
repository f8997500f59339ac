"""Every row and case judged in full, kept to the letter in outcomes.txt.

`oracle.py` holds the decisions to the table; here nothing of a judgment changes unnoticed, down to the articles.
`python -m tests.triage.domain.outcomes` writes it anew when a change is meant.
"""

from collections.abc import Iterator
from pathlib import Path

from services.triage.domain.assessment import Assessment
from services.triage.domain.clearcut import is_clear_cut
from services.triage.domain.policy import Policy
from services.triage.domain.reasons import Reason
from tests.triage.builders import judged
from tests.triage.domain.cases import CASES, NARROW, UNDER_A_NARROW_POLICY, Case
from tests.triage.domain.rows import ROWS, together

KEPT = Path(__file__).with_name("outcomes.txt")


def outcomes() -> str:
    lines: list[str] = []
    for name, row in ROWS.items():
        sent = together(row)
        lines += _case(name, (sent.pop("respondents"), sent))
    for name, each in CASES.items():
        lines += _case(name, each)
    for name, each in UNDER_A_NARROW_POLICY.items():
        lines += _case(f"narrow: {name}", each, NARROW)
    return "\n".join(lines) + "\n"


def _case(name: str, case: Case, policy: Policy | None = None) -> Iterator[str]:
    respondents, said = case
    found = judged(*respondents, policy=policy, **said)
    yield f"== {name}"
    yield from _lines(found)


def _lines(found: Assessment) -> Iterator[str]:
    clear = (" opens-a-case" if found.opens_a_case else "") + (" clear-cut" if is_clear_cut(found) else "")
    yield f"{found.decision} body={found.body} desk={found.desk} recheck={found.recheck}{clear}"
    yield from (f"to {one.to} {one.part} {one.key}" for one in found.referrals)
    if found.barred:
        yield "barred " + " ".join(found.barred)
    if found.flags:
        yield "flags " + " ".join(found.flags)
    clocks = found.deadlines
    yield f"by {clocks.accept_by} {clocks.investigate_by} {clocks.report_back_by} {clocks.provisional}"
    claims = found.claims
    yield f"claims {' '.join(claims.natures)} / {' '.join(claims.categories)} {claims.proposed} {found.policy}"
    yield "proposed " + " ".join(found.proposed)
    yield from map(_reason, found.reasons)


def _reason(one: Reason) -> str:
    params = " ".join(f"{name}={value}" for name, value in sorted(one.params.items()))
    return f"- {one.rule} {one.article} {one.key} {params}".rstrip()


if __name__ == "__main__":
    KEPT.write_text(outcomes(), "utf-8")
