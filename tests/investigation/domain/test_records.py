"""The table of what investigators keep: whole, and strict about what must be said."""

from collections.abc import Mapping
from datetime import date, timedelta

import pytest

from services.investigation.domain import extensions, records
from services.investigation.domain.limits import Limits
from services.investigation.domain.outcomes import Kind
from services.investigation.domain.records import RESOURCES, SPECS, RecordKind
from services.investigation.words import work as words_work
from tests.investigation.builders import TODAY, record_fields

USUAL = Limits()
LATER = (TODAY + timedelta(days=1)).isoformat()


def test_every_kind_has_its_contents_address_and_words() -> None:
    assert set(SPECS) == set(RESOURCES) == set(RecordKind)
    assert set(words_work.KINDS) == set(words_work.HINTS) == {str(kind) for kind in RecordKind}
    for spec in SPECS.values():
        for each in spec.fields + spec.ending:
            assert each.name in words_work.FIELDS
            assert set(each.choices) <= set(words_work.CHOICES)


@pytest.mark.parametrize("kind", RecordKind)
def test_what_is_complete_is_kept_and_each_gap_is_named(kind: RecordKind) -> None:
    spec, whole = SPECS[kind], record_fields(kind)

    assert records.faults(spec, whole, spec.supervisors, TODAY) == []
    for each in spec.fields:
        gap = {name: text for name, text in whole.items() if name != each.name}
        pointers = [fault.pointer for fault in records.faults(spec, gap, spec.supervisors, TODAY)]
        assert pointers == ([f"/fields/{each.name}"] if each.required else [])


@pytest.mark.parametrize("kind", [RecordKind.INTERVIEW, RecordKind.VISIT])
def test_two_certified_investigators_hear_and_enter(kind: RecordKind) -> None:
    faults = records.faults(SPECS[kind], record_fields(kind), 1, TODAY)

    assert [(fault.pointer, fault.code) for fault in faults] == [("/supervisors", "two_needed")]


def test_a_refused_signature_says_why() -> None:
    said = record_fields(RecordKind.INTERVIEW) | {"signature": "refused"}
    spec = SPECS[RecordKind.INTERVIEW]

    assert [each.pointer for each in records.faults(spec, said, 2, TODAY)] == ["/fields/refusal"]
    assert records.faults(spec, said | {"refusal": "称须请示"}, 2, TODAY) == []
    both = said | {"signature": "signed", "refusal": "称须请示"}
    assert [each.code for each in records.faults(spec, both, 2, TODAY)] == ["signed_not_refused"]


def test_what_is_no_hash_is_not_kept_as_one() -> None:
    said, spec = record_fields(RecordKind.EXHIBIT), SPECS[RecordKind.EXHIBIT]

    assert records.faults(spec, said | {"sha256": "9F86D0818" + "0" * 55}, 0, TODAY) == []
    for wrong in ("9f86d081", "g" * 64):
        assert [each.code for each in records.faults(spec, said | {"sha256": wrong}, 0, TODAY)] == [
            "not_a_hash"
        ]


def test_what_happened_lies_behind_and_what_is_due_before_us() -> None:
    visit = record_fields(RecordKind.VISIT) | {"day": LATER}
    task = record_fields(RecordKind.TASK) | {"due": (TODAY - timedelta(days=1)).isoformat()}

    assert [each.code for each in records.faults(SPECS[RecordKind.VISIT], visit, 2, TODAY)] == [
        "day_is_to_come"
    ]
    assert [each.code for each in records.faults(SPECS[RecordKind.TASK], task, 0, TODAY)] == ["day_is_past"]


@pytest.mark.parametrize(("day", "code"), [("20261120", "not_a_day"), ("0001-01-01", "too_long_ago")])
def test_what_happened_has_a_day_that_can_be_right(day: str, code: str) -> None:
    act = record_fields(RecordKind.CHALLENGED_ACT, day=day)

    assert [each.code for each in records.faults(SPECS[RecordKind.CHALLENGED_ACT], act, 0, TODAY)] == [code]


def test_recordings_are_due_before_they_would_be_deleted() -> None:
    said = record_fields(RecordKind.EVIDENCE_REQUEST) | {"due": "2026-12-20", "kept_until": "2026-12-01"}

    assert due(RecordKind.EVIDENCE_REQUEST, said) == date(2026, 12, 1)
    assert due(RecordKind.NOTE, {"text": "……"}) is None


def due(kind: RecordKind, said: Mapping[str, str], limit: Limits = USUAL) -> date | None:
    return records.due_of(SPECS[kind], said, limit, lambda day, days: day + timedelta(days=days))


@pytest.mark.parametrize(
    ("kind", "days"),
    [(RecordKind.TRANSFER, 7), (RecordKind.ACCOUNTABILITY, 30), (RecordKind.COMMENDATION, 30)],
)
def test_what_went_to_another_authority_has_a_day_for_its_receipt(kind: RecordKind, days: int) -> None:
    said = record_fields(kind, day="2026-11-20")

    assert due(kind, said) == date(2026, 11, 20) + timedelta(days=days)
    assert due(kind, said, Limits(transfer_receipt=3, advice_answer=3)) == date(2026, 11, 23)


def test_whatever_comes_to_an_end_by_others_hands_has_a_day() -> None:
    """But a piece of evidence, which is kept as long as it is needed."""
    without = {kind for kind, spec in SPECS.items() if spec.ending and not (spec.due or spec.term)}

    assert without == {RecordKind.EXHIBIT}


def test_dates_are_dates_and_choices_are_of_the_list() -> None:
    for spec in SPECS.values():
        for each in spec.fields:
            odd = record_fields(spec.kind) | {each.name: "2026-02-30"}
            codes = {fault.code for fault in records.faults(spec, odd, 2, TODAY)}
            expected = {Kind.DAY: "not_a_day", Kind.PAST: "not_a_day", Kind.CHOICE: "unknown_choice"}
            by_name = {"sha256": "not_a_hash", "refusal": "signed_not_refused"}
            wrong = by_name.get(each.name, expected.get(each.kind))
            assert codes == ({wrong} if wrong else set())


@pytest.mark.parametrize(("days", "good"), [(0, False), (1, True), (30, True), (31, False)])
def test_an_extension_is_of_one_to_thirty_days(days: int, good: bool) -> None:
    assert (extensions.faults(days, "需要鉴定") == []) is good
    assert [each.pointer for each in extensions.faults(30, " ")] == ["/reason"]


def test_an_extended_term_never_ends_on_a_day_off() -> None:
    assert extensions.extended(date(2027, 1, 22), 30, lambda day: day) == date(2027, 2, 21)
    assert extensions.extended(date(2027, 1, 22), 30, lambda day: day + timedelta(days=1)) == date(
        2027, 2, 22
    )
