"""Who else could be turned to is told by facts first, by words where no authority of ours is named."""

import pytest

from services.intake.domain.complaint import Circumstances, Litigation, Respondent, Review, Submission
from services.intake.domain.elsewhere import Elsewhere, elsewhere
from shared.contracts.terms import Identity, RespondentKind

OFFICER = (Respondent(kind=RespondentKind.OFFICER, division="330106"),)
FIRE = (Respondent(kind=RespondentKind.OTHER_AGENCY, sector="fire"),)


def found(statement: str, *respondents: Respondent, **around: object) -> list[Elsewhere]:
    return elsewhere(
        Submission(
            identity=Identity.ANONYMOUS,
            statement=statement,
            respondents=respondents,
            circumstances=Circumstances(**around),  # type: ignore[arg-type]
        )
    )


@pytest.mark.parametrize(
    "statement",
    [
        "车间的安全出口被货物堵住了",
        "厂里煤气泄漏",
        "老板让我们没系安全带就上架子",
        "The fire exit is locked.",
    ],
)
def test_a_hazard_told_in_words_is_the_tip_line_s_unless_the_authority_is_what_it_is_about(statement):
    assert found(statement) == [Elsewhere.HAZARD]
    assert found(statement, *OFFICER) == []
    assert found(statement, *OFFICER, hazard=True) == [Elsewhere.HAZARD]


@pytest.mark.parametrize(
    ("statement", "respondents", "around", "expected"),
    [
        ("执法人员没有出示证件。", OFFICER, {}, []),
        ("老板拖欠三个月工资", (), {}, [Elsewhere.WAGES]),
        ("消防来检查时态度恶劣", FIRE, {}, [Elsewhere.OTHER_AGENCY]),
        ("罚款两万元", OFFICER, {"review": Review.PENDING}, [Elsewhere.PENDING]),
        ("罚款两万元", OFFICER, {"litigation": Litigation.PENDING}, [Elsewhere.PENDING]),
        ("罚款两万元", OFFICER, {"litigation": Litigation.DECIDED}, []),
        ("有隐患，还欠薪", FIRE, {}, [Elsewhere.HAZARD, Elsewhere.WAGES, Elsewhere.OTHER_AGENCY]),
    ],
)
def test_who_else_is_named(statement, respondents, around, expected):
    assert found(statement, *respondents, **around) == expected
