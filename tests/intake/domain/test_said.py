"""What a submission said, as plain JSON: nothing of it is missing, also when it gets further fields."""

import json
from dataclasses import asdict
from datetime import date

import pytest

from services.intake.domain.complaint import (
    Circumstances,
    Claims,
    Complainant,
    Litigation,
    Respondent,
    Submission,
)
from shared.contracts.terms import Identity, Nature, RespondentKind

WHOLE = Submission(
    identity=Identity.REAL_NAME,
    statement="检查人员收了钱",
    complainant=Complainant(name="陈投诉", phone="13800000001"),
    occurred_on=date(2026, 10, 12),
    occurred_in="330106",
    respondents=(
        Respondent(kind=RespondentKind.OFFICER, division="330106", name="王小明"),
        Respondent(kind=RespondentKind.INTERNAL_UNIT, division="330106"),
    ),
    claims=Claims(natures=(Nature.UNLAWFUL,), categories=("C4.1",)),
    circumstances=Circumstances(litigation=Litigation.PENDING, deaths=True),
)


@pytest.mark.parametrize("submission", [WHOLE, Submission(identity=Identity.ANONYMOUS, statement="一句")])
def test_all_that_was_said_is_plain_json(submission: Submission) -> None:
    expected = asdict(submission)
    expected["occurred_on"] = submission.occurred_on and submission.occurred_on.isoformat()

    assert submission.said() == expected
    assert list(submission.said()) == list(expected)  # the same text, however it is written
    assert json.loads(json.dumps(submission.said()))["respondents"] == [
        asdict(respondent) for respondent in submission.respondents
    ]
