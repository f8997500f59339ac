"""Whom only words accuse is kept away until another desk has looked; what was given sets the road."""

from dataclasses import replace

from services.triage.domain.caution import accusing, cautious, looked_at, suspects, taken_at_their_word
from services.triage.domain.clearcut import is_clear_cut
from services.triage.domain.finding import find
from services.triage.records import kept, restored
from shared.divisions import divisions
from tests.triage.builders import HANGZHOU, NATION, XIHU, ZHEJIANG, about, judged, respondent

BRIBED = "西湖区应急局执法人员收了现金，区应急局局长收了好处包庇他。"
GIVEN = judged(respondent())
ACCUSED = judged(respondent(), respondent("leader"))


def told(text: str) -> list[tuple[str, str]]:
    return [(one["kind"], one["division"]) for one in suspects(find(text, divisions(), [XIHU]), text)]


def test_leaders_and_bodies_are_watched_and_departments_are_not() -> None:
    assert told(BRIBED) == [("leader", XIHU)]
    assert told("区应急局执法监督科的人泄露了我的举报，我要投诉执法监督科。") == [("supervision_body", XIHU)]
    assert told("西湖区应急局一直不受理我的举报。") == []
    assert told("执法人员态度恶劣，请局长重视。") == []
    assert told("应急管理部的部领导收了好处。") == []


def test_who_was_only_turned_to_is_not_watched() -> None:
    assert told("执法人员收了现金，我向西湖区应急局局长多次反映，没有结果。") == []
    assert told("执法人员收了现金，我给区应急局局长写信，没有答复。") == []
    assert told("执法人员给区应急局局长送钱。") == [("leader", XIHU)]
    assert told("执法人员同区应急局局长一起收了现金。") == [("leader", XIHU)]
    assert told("我向区应急局局长反映，区应急局局长反而包庇他。") == [("leader", XIHU)]


def test_the_road_stands_and_another_desk_looks_first() -> None:
    made = cautious(GIVEN, ACCUSED, [XIHU])

    assert (made.decision, made.body, made.recheck) == (GIVEN.decision, XIHU, GIVEN.recheck)
    assert made.desk == HANGZHOU
    assert made.kept_away == ("DEP-330106", "SUP-330106")
    assert made.barred == GIVEN.barred
    assert "WORDS_ACCUSE" in made.flags
    (told,) = [one for one in made.reasons if one.key == "BARRED.words"]
    assert (told.article, told.params) == ("petition:30(3)", {"division": XIHU})
    assert not is_clear_cut(made)


def test_a_leader_further_up_takes_it_past_that_desk_as_well() -> None:
    made = cautious(GIVEN, judged(respondent(), respondent("leader", HANGZHOU)), [HANGZHOU])

    assert (made.body, made.desk) == (XIHU, ZHEJIANG)
    assert made.kept_away == ("DEP-330100", "SUP-330100")


def test_only_those_are_kept_away_of_whom_the_words_tell() -> None:
    reviewed = {"legally_reviewed_by_body": True}
    accused = about(respondent(), respondent("leader"), **reviewed)

    assert "SUP-330100" in accused.barred
    made = cautious(about(respondent(), **reviewed), accused, [XIHU])
    assert made.kept_away == ("DEP-330106",)


def test_who_is_barred_already_needs_no_caution() -> None:
    leader = judged(respondent("leader"))

    assert cautious(leader, judged(respondent("leader"), respondent("supervision_body")), [XIHU]) is leader


def test_where_nobody_inside_looks_at_it_nothing_moves() -> None:
    outside = judged(respondent("leader", NATION))
    sealed = about(respondent(), discipline_clue="only")

    assert cautious(GIVEN, outside, [NATION]) is GIVEN
    assert cautious(sealed, ACCUSED, [XIHU]) is sealed


def test_once_looked_at_nothing_of_the_suspicion_travels_on() -> None:
    assert looked_at(cautious(GIVEN, ACCUSED, [XIHU])) == replace(GIVEN, desk=HANGZHOU)
    assert looked_at(GIVEN) is GIVEN


def test_whom_the_words_accuse_is_barred_where_another_body_takes_it() -> None:
    """Petition art. 30(3): they may be true, so it is kept from those accused as if the facts named them."""
    taken = taken_at_their_word(cautious(GIVEN, ACCUSED, [XIHU]))

    assert taken == replace(GIVEN, desk=HANGZHOU, barred=("DEP-330106", "SUP-330106", *GIVEN.barred))


def test_it_is_kept_as_it_was_made() -> None:
    made = cautious(GIVEN, ACCUSED, [XIHU])

    assert restored(kept(made)).kept_away == made.kept_away
    before = {name: value for name, value in kept(made).items() if name != "kept_away"}
    assert restored(before).kept_away == ()


def test_those_told_of_stand_beside_those_given() -> None:
    leader = respondent("leader")

    assert accusing({"respondents": [respondent()]}, [leader])["respondents"] == [respondent(), leader]
    assert accusing({"respondents": None}, [leader])["respondents"] == [leader]
