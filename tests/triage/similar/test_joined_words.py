"""What is written under a complaint that was joined to another one: read with that one, and no sooner."""

from dataclasses import replace
from uuid import UUID, uuid4

from shared.contracts.events import ComplaintAssessed, ComplaintJoined, FileAdded, WordsPassed
from shared.contracts.terms import Service
from tests.triage.builders import NOW, supplemented
from tests.triage.similar.alike import RETOLD, Hear, Said, Sit, act, merged, told


def test_what_is_written_under_a_joined_complaint_is_read_with_the_other_once(
    hear: Hear, seat: Sit, said: Said
) -> None:
    """Nobody has a case of its own that would show it."""
    first, second = merged(hear, seat())
    letter = replace(supplemented(second), text="当时有同事在场，可以作证。", held=True)
    hear(letter, letter)

    (handed,) = [one for one in said(ComplaintJoined) if one.held]
    assert (handed.complaint_id, handed.text) == (first.complaint_id, letter.text)
    assert handed.id in [one.said_id for one in said(WordsPassed)]


def test_an_accusation_under_a_joined_complaint_waits_as_under_the_other(
    hear: Hear, seat: Sit, said: Said
) -> None:
    first, second = merged(hear, seat())
    seat().decide(first.tracking_number, decision="confirm")
    hear(replace(supplemented(second), text="你们局长收了老板的钱，根本不想查。", held=True))

    (handed,) = [one for one in said(ComplaintJoined) if one.held]
    assert handed.id not in [one.said_id for one in said(WordsPassed)]
    assert seat().get(f"/triage/api/v1/complaints/{first.tracking_number}").status_code == 404
    joined = seat().get(f"/triage/api/v1/complaints/{second.tracking_number}")
    assert (joined.status_code, joined.get_json()["messages"]) == (200, [])
    above = seat("SUP-330100").get(f"/triage/api/v1/complaints/{first.tracking_number}").get_json()
    assert above["handled_by"] == "SUP-330106"


def test_before_anybody_decided_an_accusation_under_a_joined_complaint_is_read_by_the_desk_above_alone(
    hear: Hear, seat: Sit
) -> None:
    first, second = merged(hear, seat())
    words = "你们局长收了老板的钱，根本不想查。"
    hear(replace(supplemented(second), text=words, held=True))

    for event in (first, second):
        for door in ("/triage/api/v1/complaints", "/triage/complaints"):
            assert words not in seat().get(f"{door}/{event.tracking_number}").get_data(as_text=True)
    assert seat().get(f"/triage/api/v1/complaints/{first.tracking_number}").status_code == 404
    assert words in seat("SUP-330100").get(f"/triage/complaints/{first.tracking_number}").get_data(
        as_text=True
    )


def test_who_turns_out_to_be_accused_gets_blind_for_what_joined_as_well(
    hear: Hear, seat: Sit, said: Said
) -> None:
    """The desk above takes the words of the one for an accusation: nothing of either is left below."""
    first, second = merged(hear, seat())
    seat().decide(first.tracking_number, decision="confirm")
    hear(replace(supplemented(second), text="你们局长收了老板的钱，根本不想查。", held=True))
    above = seat("SUP-330100")

    took = above.decide(first.tracking_number, decision="accept", body="SUP-330100", reason="局长被控告。")

    assert took.status_code == 200, took.get_json()
    for event in (first, second):
        path = f"/triage/api/v1/complaints/{event.tracking_number}"
        assert (seat().get(path).status_code, above.get(path).status_code) == (404, 200)
    told = [one for one in said(ComplaintAssessed, Service.INTAKE) if one.complaint_id == second.complaint_id]
    assert "SUP-330106" in told[-1].barred
    assert told[-1].desk == "SUP-330100"

    parted = act(above, second, "separation", reason="不是同一事项")

    assert parted.status_code == 200, parted.get_json()
    alone = above.get(f"/triage/api/v1/complaints/{second.tracking_number}").get_json()
    assert (alone["state"], alone["assessment"]["body"]["code"]) == ("awaiting_decision", "SUP-330100")


def test_files_of_a_joined_complaint_are_listed_with_the_other(hear: Hear, seat: Sit) -> None:
    first, second = merged(hear, seat())
    about = {"complaint_id": second.complaint_id, "tracking_number": second.tracking_number, "at": NOW}
    hear(
        FileAdded(
            id=uuid4(), version=2, file_id=UUID(int=5), number=1, kind="jpeg", group="image", size=9,
            sha256="0" * 64, copy="ready", added_at=NOW, **about,
        )
    )  # fmt: skip

    (file,) = seat().get(f"/triage/api/v1/complaints/{first.tracking_number}").get_json()["files"]
    assert (file["id"], file["joined"]) == (str(UUID(int=5)), 1)


def test_what_was_written_before_it_was_joined_goes_along(hear: Hear, seat: Sit, said: Said) -> None:
    first, second = told(same_person="one"), told(RETOLD, same_person="one")
    hear(first, second, replace(supplemented(second), text="还有录像。", held=True))
    seat().decide(second.tracking_number, decision="merge", merged_into=first.tracking_number, reason="x")

    assert [one.text for one in said(ComplaintJoined) if one.held] == ["还有录像。"]
