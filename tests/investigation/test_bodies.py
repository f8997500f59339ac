"""A body's own system: what it is told and what not, and how each report is answered."""

import json
from base64 import b64decode, b64encode
from collections.abc import Callable
from typing import Any
from uuid import UUID, uuid4

import jsonschema
import pytest
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
from sqlalchemy import delete, select

from services.investigation.bodies import contract, letters, links, reports, telling
from services.investigation.bodies.actions import TABLE
from services.investigation.models import Base, BodyReport, Case
from shared import boxes, settings
from shared.contracts.events import ComplaintAssessed, ComplaintErased
from shared.contracts.routing import REPORTS_KEY
from shared.contracts.terms import Role
from shared.messaging.one_by_one import Message
from shared.settings import Settings
from shared.work import SYSTEM, Works
from tests.investigation.builders import BODY, NOW, STATEMENT, accepted, fields_for

DIVISION = BODY.removeprefix("SUP-")
ACCOUNT = f"jiandu-body-{DIVISION}"
Json = dict[str, Any]


class System:
    """The other side: it holds the private key, and the broker puts account and key onto what it sends."""

    def __init__(self, works: Works, configured: Settings) -> None:
        self.works, self.settings = works, configured
        self.private = X25519PrivateKey.generate()
        self.division, self.account = DIVISION, ACCOUNT
        self._read: set[UUID] = set()

    def link(self) -> None:
        with self.works.begin(SYSTEM) as work:
            links.link(work, DIVISION, ACCOUNT, self.private.public_key().public_bytes_raw())

    def rotate(self, private: X25519PrivateKey | None) -> None:
        self.private = private or self.private
        with self.works.begin(SYSTEM) as work:
            key = private.public_key().public_bytes_raw() if private else None
            links.change_key(work, DIVISION, key)

    def told(self) -> list[tuple[str, Json]]:
        """What is told now: rounds are made until nothing more comes."""
        while telling.once(self.works):
            pass
        return self.new()

    def new(self) -> list[tuple[str, Json]]:
        """Letters in the outbox that were not read yet, opened."""
        outbox, found = Base.metadata.tables["outbox"], []
        with self.works.reading() as session:
            mine = select(outbox).where(outbox.c.name == f"body.{DIVISION}").order_by(outbox.c.id)
            rows = session.execute(mine).all()
        for row in rows:
            if row.message_id not in self._read:
                self._read.add(row.message_id)
                envelope = json.loads(bytes(row.body))
                said = letters.info(envelope["type"], envelope["id"])
                box = b64decode(envelope["data"]["box"])
                found.append((envelope["type"], json.loads(boxes.open_box(self.private, said, box))))
        return found

    def report(self, kind: str, case: str, contents: Json | None = None, /, **said: Any) -> Json:
        """Send one report; what is answered. `said` replaces parts of it."""
        message_id = said.pop("message_id", str(uuid4()))
        plain = {"as": "anna", "case": case, "contents": contents or {}} | said
        return self.send(sealed(kind, message_id, plain), message_id)

    def send(self, body: bytes, message_id: str | None, user: str | None = None) -> Json:
        came = Message(body, self.division, user or self.account, message_id)
        reports.take(self.works, self.settings, came)
        [(kind, answer)] = self.new()
        return {"kind": kind, **answer}


def sealed(kind: str, message_id: str, plain: Json, **envelope: Any) -> bytes:
    public = boxes.house_public_key(REPORTS_KEY)
    box = boxes.fill(public, letters.info(kind, message_id), json.dumps(plain).encode())
    said = {"id": message_id, "type": kind, "dataschema": letters.CONTRACT}
    return json.dumps(said | {"data": {"box": b64encode(box).decode()}} | envelope).encode()


@pytest.fixture
def system(works: Works, app: Any, enrol: Callable[..., Any]) -> System:
    enrol("anna")
    enrol("bert")
    enrol("head", Role.HEAD)
    made = System(works, settings.load())
    made.link()
    return made


def kinds(told: list[tuple[str, Json]]) -> list[str]:
    return [kind for kind, _ in told]


def test_a_case_is_told_when_it_opens_and_when_it_changes_and_nothing_else_is(
    system: System, opened: Callable[..., str]
) -> None:
    case = opened()
    opened(body="SUP-330110")

    [(kind, said)] = system.told()
    assert (kind, said["case"]["id"], said["serial"]) == ("case.opened", case, 1)
    assert said["case"]["statement"] == STATEMENT
    assert system.told() == []
    assert system.report("case.claim", case)["kind"] == "report.accepted"
    assert kinds(system.told()) == ["case.changed"]


def test_what_tells_who_complained_is_not_among_it(system: System, opened: Callable[..., str]) -> None:
    opened()

    [(_, said)] = system.told()
    schemas = {"$ref": "#/components/schemas/CaseLetter", "components": contract.document()["components"]}
    jsonschema.Draft202012Validator(schemas).validate(said)
    assert not {"identity", "channel", "contactable", "complaint_id", "messages", "files"} & set(said["case"])


@pytest.mark.parametrize("barred", [BODY, f"PERSON-{DIVISION}:bert"])
def test_a_case_that_anybody_of_the_body_must_not_see_stays_at_the_desk(
    system: System, opened: Callable[..., str], barred: str
) -> None:
    opened(barred=[barred])

    assert system.told() == []


def test_what_must_not_be_known_any_more_is_withdrawn_and_not_told_again(
    system: System, opened: Callable[..., str], hear: Callable[..., None]
) -> None:
    event = accepted()
    case = opened(event)
    system.told()

    hear(_assessed(event, [f"PERSON-{DIVISION}:bert"]))

    [(kind, said)] = system.told()
    assert (kind, said["case"]) == ("case.withdrawn", {"id": case})
    assert system.report("case.claim", case)["code"] == "not_found"
    assert system.told() == []


def test_what_was_erased_is_forgotten_there_too(
    system: System, opened: Callable[..., str], hear: Callable[..., None], works: Works
) -> None:
    event = accepted()
    case = opened(event)
    system.told()
    with works.begin(SYSTEM) as work:
        work.session.get_one(Case, UUID(case)).state = "closed"
        work.session.get_one(Case, UUID(case)).version += 1
    assert kinds(system.told()) == ["case.ended"]

    hear(
        ComplaintErased(
            id=uuid4(), at=NOW, complaint_id=event.complaint_id, tracking_number=event.tracking_number,
            version=9, rule="cases", erased_at=NOW,
        )
    )  # fmt: skip

    assert telling.forget_erased(works) == 1
    assert kinds(system.new()) == ["case.withdrawn"]
    assert telling.forget_erased(works) == 0


def test_a_case_is_carried_from_the_claim_to_the_proposal(
    system: System, opened: Callable[..., str], seat: Callable[..., Any]
) -> None:
    case = opened()
    version = system.report("case.claim", case)["case"]["version"]
    for kind, contents in [
        ("case.task", {"fields": {"task": "核对存根", "by_whom": "甲", "due": "2027-01-10"}}),
        ("case.finding", _finding()),
        ("case.propose", {"outcomes": [{"code": "O3", "fields": fields_for("O3")}]}),
    ]:
        answer = system.report(kind, case, contents, version=version)
        assert answer["kind"] == "report.accepted", answer
        version = answer["case"]["version"]

    assert answer["case"]["state"] == "proposed"
    head = seat("head", Role.HEAD)
    head.change(case, "approval", {"decision": "return", "reason": "写清期限。"})
    [(_, told)] = system.told()
    assert told["case"]["returned"] == "写清期限。"
    assert [each["kind"] for each in told["case"]["records"]] == ["task"]


def test_a_system_gets_no_more_than_any_colleague_at_the_desk(
    system: System, opened: Callable[..., str], seat: Any
) -> None:
    case, said = opened(), "某甲涉嫌收受财物"
    system.report("case.claim", case)
    version = system.told()[-1][1]["case"]["version"]
    kept = system.report("case.finding", case, _finding(), version=version)
    version = kept["case"]["version"]
    outcomes = [
        {"code": "O2", "fields": fields_for("O2")},
        {"code": "O10", "fields": fields_for("O10", suspicion=said, receiver=said)},
    ]
    system.report("case.propose", case, {"outcomes": outcomes}, version=version)
    head = seat("head", Role.HEAD)
    head.change(case, "approval", {"decision": "return", "reason": f"{said}，写明线索来源。"})
    returned = system.told()[-1][1]["case"]
    version = returned["version"]
    answer = system.report("case.propose", case, {"outcomes": outcomes}, version=version)
    head.change(case, "approval", {"decision": "approve", "reason": f"{said}，属实。"})
    letters_since = [*system.told(), ("answer", answer)]

    assert (returned["returned"], returned["returned_sealed"]) == (None, True)
    assert said not in json.dumps([returned, letters_since], ensure_ascii=False)
    assert said not in seat("bert").get(f"/cases/{case}").get_data(as_text=True)


def test_who_was_given_a_part_declares_over_the_queue_before_they_find(
    system: System, opened: Callable[..., str], seat: Any
) -> None:
    case = opened()
    system.report("case.claim", case)
    seat("anna").change(case, "assignment", {"username": "bert"})
    told = system.told()[-1][1]["case"]
    assert {each["username"]: each["declared"] for each in told["team"]} == {"anna": True, "bert": False}
    answer = system.report("case.finding", case, _finding(), version=told["version"], **{"as": "bert"})
    assert (answer["kind"], answer["code"]) == ("report.refused", "not_declared")
    assert system.report("case.declare", case, **{"as": "bert"})["kind"] == "report.accepted"
    told = system.told()[-1][1]["case"]
    answer = system.report("case.finding", case, _finding(), version=told["version"], **{"as": "bert"})

    assert answer["kind"] == "report.accepted", answer
    assert all(each["declared"] for each in told["team"])


def test_nothing_that_a_head_decides_can_be_reported() -> None:
    assert not {"case.approve", "case.return", "case.decide_recusal", "case.decide_extension"} & set(TABLE)


@pytest.mark.parametrize(
    ("said", "code"),
    [
        ({"as": "head"}, "unknown_person"),
        ({"as": "nobody"}, "unknown_person"),
        ({"contents": {"reason": "x"}}, "invalid"),
        ({"case": str(uuid4())}, "not_found"),
        ({"case": "7"}, "incomplete"),
        ({"version": "two"}, "incomplete"),
    ],
)
def test_a_report_that_is_wrong_is_refused_with_the_reason(
    system: System, opened: Callable[..., str], said: Json, code: str
) -> None:
    answer = system.report("case.claim", opened(), **said)

    assert (answer["kind"], answer["code"]) == ("report.refused", code)
    assert answer["text"]


def test_the_case_of_another_body_is_not_there(system: System, opened: Callable[..., str]) -> None:
    assert system.report("case.claim", opened(body="SUP-330110"))["code"] == "not_found"


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"id": str(uuid4())}, "other_id"),
        ({"dataschema": "urn:jiandu:bodies:9"}, "other_contract"),
        ({"type": "case.finding"}, "unreadable"),
        ({"data": {}}, "no_box"),
        ({"data": {"box": "AAAAAAAA"}}, "wrong_key"),
    ],
)
def test_an_envelope_that_was_changed_is_refused(
    system: System, opened: Callable[..., str], change: Json, code: str
) -> None:
    message_id = str(uuid4())
    body = sealed("case.claim", message_id, {"as": "anna", "case": opened()}, **change)

    assert system.send(body, message_id)["code"] == code


def test_noise_is_answered_too(system: System) -> None:
    assert system.send(b"\xff\x00", str(uuid4()))["code"] == "not_json"
    assert system.send(b"{}", None)["code"] == "no_id"
    assert system.send(b"{}", str(uuid4()), user="jiandu-body-330110")["code"] == "other_account"


def test_a_stale_version_is_refused_and_changes_nothing(system: System, opened: Callable[..., str]) -> None:
    case = opened()
    now = system.report("case.claim", case)["case"]["version"]

    answer = system.report("case.finding", case, _finding(), version=now - 1)

    assert (answer["code"], answer["version"]) == ("stale", now)
    assert system.report("case.finding", case, _finding(), version=now)["kind"] == "report.accepted"


def test_what_the_rules_forbid_at_the_desk_they_forbid_here(
    system: System, opened: Callable[..., str], enrol: Callable[..., Any]
) -> None:
    enrol("carl", certified=False)
    case = opened()

    assert system.report("case.claim", case, **{"as": "carl"})["code"] == "certificate_missing"
    version = system.report("case.claim", case)["case"]["version"]
    other = system.report("case.finding", case, _finding(), version=version, **{"as": "bert"})
    assert other["code"] == "not_yours"
    incomplete = system.report("case.propose", case, {"outcomes": [{"code": "O3"}]}, version=version)
    assert incomplete["code"] == "invalid"
    assert all(each["pointer"] for each in incomplete["errors"])


def test_a_report_takes_effect_once_and_its_answer_is_given_again(
    system: System, opened: Callable[..., str], works: Works
) -> None:
    message_id, case = str(uuid4()), opened()
    body = sealed("case.claim", message_id, {"as": "anna", "case": case})
    first = system.send(body, message_id)

    again = system.send(sealed("case.claim", message_id, {"as": "anna", "case": case}), message_id)

    assert again == first | {"repeated": True}
    other = sealed("case.release", message_id, {"as": "anna", "case": case})
    assert system.send(other, message_id)["code"] == "id_used"
    with works.begin(SYSTEM) as work:
        assert work.session.scalars(select(BodyReport)).one().answer["letter"] == "report.accepted"
        work.session.execute(delete(BodyReport))
    assert system.send(body, message_id)["kind"] == "report.accepted", "claiming what one has changes nothing"


def test_a_stranger_has_no_queue_to_be_answered_into(system: System, works: Works) -> None:
    with works.begin(SYSTEM) as work:
        links.end(work, DIVISION)

    with pytest.raises(reports.Stranger):
        reports.take(works, system.settings, Message(b"{}", DIVISION, ACCOUNT, str(uuid4())))
    assert system.told() == []


def test_what_was_answered_long_ago_is_forgotten(
    system: System, opened: Callable[..., str], time: Any, works: Works
) -> None:
    system.report("case.claim", opened())

    assert reports.forget_reports(works) == 0
    time.pass_days(reports.KEPT_DAYS + 1)
    assert reports.forget_reports(works) == 1


def test_a_body_has_one_link_at_a_time_and_must_be_one(system: System, works: Works) -> None:
    with pytest.raises(links.LinkedAlready):
        system.link()
    with works.begin(SYSTEM) as work, pytest.raises(links.NoSuchBody):
        links.link(work, "999999", ACCOUNT, bytes(32))


def test_half_a_character_in_what_is_refused_is_told_back(system: System, opened: Callable[..., str]) -> None:
    """The name of a field, or an id, that no UTF-8 can hold: the answer to it could not be written."""
    answer = system.report("case.claim", opened(), {"\ud800": 1})

    assert (answer["code"], answer["errors"][0]["pointer"]) == ("invalid", "/?")
    assert system.send(b"{}", "\ud800")["code"] == "no_id"


def test_for_a_new_key_all_is_told_again_that_may_lie_unread_under_the_old_one(
    system: System, opened: Callable[..., str], hear: Callable[..., None], time: Any, works: Works
) -> None:
    open_one, event, over = opened(), accepted(), opened()
    gone = opened(event)
    system.told()
    with works.begin(SYSTEM) as work:
        work.session.get_one(Case, UUID(over)).state = "closed"
        work.session.get_one(Case, UUID(over)).version += 1
    hear(_assessed(event, [f"PERSON-{DIVISION}:bert"]))
    system.told()

    system.rotate(None)
    assert system.told() == [], "a password changes nothing"
    system.rotate(X25519PrivateKey.generate())
    again = {said["case"]["id"]: (kind, said["serial"]) for kind, said in system.told()}
    assert again == {
        open_one: ("case.changed", 2), over: ("case.ended", 3), gone: ("case.withdrawn", 3)
    }  # fmt: skip
    assert system.told() == []

    time.pass_days(links.MAY_LIE_THERE_DAYS + 1)
    system.rotate(X25519PrivateKey.generate())
    assert [said["case"]["id"] for _, said in system.told()] == [open_one]


def test_what_waits_for_a_body_that_gave_it_up_is_never_sent(
    system: System, opened: Callable[..., str], works: Works
) -> None:
    opened()
    telling.once(works)
    with works.begin(SYSTEM) as work:
        links.end(work, DIVISION)

    assert system.new() == []
    with works.reading() as session:
        assert session.scalars(select(Base.metadata.tables["outbox"].c.name)).all() == ["case.opened"]


def _finding() -> Json:
    return {
        "allegation": "1", "finding": "substantiated", "category": "C4.1", "nature": "unlawful",
        "facts": "属实。", "reasons": "违反规定。", "told": "已查清。",
    }  # fmt: skip


def _assessed(event: Any, barred: list[str]) -> ComplaintAssessed:
    return ComplaintAssessed(
        id=uuid4(), at=NOW, complaint_id=event.complaint_id, tracking_number=event.tracking_number,
        version=3, barred=barred,
    )  # fmt: skip
