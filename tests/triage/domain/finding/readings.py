"""What the rules read in each text of the two sets and in sentences that try one thing each, kept to the letter in readings.txt.

A change of the tables or of the code shows there, line by line; `python -m tests.triage.domain.finding.readings`
writes it anew when the change is meant.
"""

from pathlib import Path

from services.triage.domain.finding import find
from services.triage.domain.finding.proposals import Proposal
from shared.divisions import divisions
from tests.triage.domain.finding.sentences import SENTENCES
from tests.triage.texts import statements

KEPT = Path(__file__).with_name("readings.txt")


def readings() -> str:
    """One line a proposal, under the id of its text."""
    lines: list[str] = []
    for text in [*statements("building"), *statements("held")]:
        found = find(text["text"], divisions(), text.get("near") or ())
        lines += [f"== {text['id']}", *map(_line, found.proposals)]
    for sentence in SENTENCES:
        lines += [f"== {sentence}", *map(_line, find(sentence, divisions()).proposals)]
        lines += [
            f"near {one}" for one in map(_line, find(sentence, divisions(), ["330100", "nowhere"]).proposals)
        ]
    return "\n".join(lines) + "\n"


def _line(one: Proposal) -> str:
    detail = " ".join(f"{name}={value}" for name, value in one.detail)
    marks = " ".join(f"{mark.start}-{mark.end}:{mark.rule}" for mark in one.marks)
    return f"{one.pointer} {one.value} {one.score} [{detail}] {marks}".rstrip()


if __name__ == "__main__":
    KEPT.write_text(readings(), "utf-8")
