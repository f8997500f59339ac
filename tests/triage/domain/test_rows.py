"""What every row of the decision table (domain §4.2) gives besides: mode, days, reasons."""

from services.triage.domain.reasons import ADDRESSEES, TEXTS
from tests.triage.builders import about, judged, respondent


def test_special_supervision_is_proposed_from_five_linked_or_on_assignment() -> None:
    assert "ART12_SPECIAL" not in about(respondent(), similar_open_90d=4).flags
    assert "ART12_SPECIAL" in about(respondent(), similar_open_90d=5).flags
    assert about(respondent(), assigned_by=" ").flags == about(respondent(), assigned_by=None).flags == ()
    assigned = about(respondent(), assigned_by="SUP-330000", report_back_days=20)
    assert {"ART12_SPECIAL", "REPORT_BACK"} <= set(assigned.flags)
    assert str(assigned.deadlines.report_back_by) == "2026-12-14"


def test_deadlines_end_on_working_days() -> None:
    found = judged(respondent())

    assert str(found.deadlines.accept_by) == "2026-12-08"
    assert str(found.deadlines.investigate_by) == "2027-01-22"


def test_every_reason_has_a_text_and_every_rule_is_a_row() -> None:
    found = about(respondent("leader", name="甲"), respondent("officer", "320102"), hazard=True)

    assert all(one.key in TEXTS for one in found.reasons)
    assert all(one.key in ADDRESSEES for one in found.referrals)
