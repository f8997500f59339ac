"""A few of the rounds that `make crowd` runs a hundred of: the answer is lost, the complaint is not."""

from pathlib import Path

import pytest

from tests.faults import lost_answers


@pytest.mark.timeout(120)
def test_who_sends_again_after_a_lost_answer_has_one_complaint_and_a_working_code(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(lost_answers, "MOMENTS", ("committed",))
    monkeypatch.setattr(lost_answers, "CITIZENS", (lost_answers.by_form, lost_answers.by_program_with_key))

    lost_answers.rounds(2, tmp_path)
