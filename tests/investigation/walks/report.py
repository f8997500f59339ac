"""docs/walks.md: what was walked, what came about, what never did."""

from tests.investigation.walks.walk import Count

HEAD = """# Walks over the core of investigation

`make walks` lets random people try random things: fifteen accounts (investigators with a certificate, without one and
with one that is over; heads, one of them away with a deputy on some days; one who is both; one whom the complaint accuses;
colleagues of another body; the head above; a clerk without a desk) on four cases of two bodies, one of them a second
recheck, while days pass, claims lapse, clocks that stand still run again and the year ends. More than half of the steps
are what somebody may do at that moment, the others are anything. Each is answered by the pure core
(`services/investigation/domain/`), and after each one a ledger kept apart from it (`tests/investigation/walks/ledger.py`)
says what must never be:

- closed without an approval, without the six checks of art. 4, or with a correction owed;
- decided or answered without an approval; issued with a mandatory content missing or a day that is past;
- approved, or otherwise judged, by the proposer or by anybody who ever had a hand in the case – also as a deputy;
- an act of the accused, of somebody who withdrew, of another body or without a desk;
- a case taken up or given without a certificate; a queue with a team, a team without a lead or with two;
- more time asked for twice, given by whoever asked, given after the term, moved twice or too far; a recheck extended;
- a pause decided by whoever asked for it or had a hand in the case; two at once; a clock that stands still after the term,
  or for longer than the province allows at once or in all (the law's hearing at the second recheck apart);
- an ended case that goes on; a gap or a double in the numbers of a body, kind and year;
- a case that nobody can take on and nobody can give to the body above.

What a step writes down is told a second time in `walks/core.py`, `hands.py` and `clock.py`; that it is what the
application does is shown by walks through the real application on PostgreSQL
(`tests/investigation/test_same_as_core.py`), each answer compared.
A short walk, and walks with one rule taken away that must be noticed, are in the tests.

"""


def page(count: Count, seconds: float) -> str:
    lines = [
        f"**{count.steps:,} steps** in {count.walks:,} walks, {seconds:.0f} s; {sum(count.done.values()):,} were done,",
        f"{sum(count.refused.values()):,} reasons for refusing given, {count.documents:,} documents numbered.",
        "Nothing forbidden was reached.",
        "",
        "| state at the end of a walk | cases |",
        "|---|--:|",
        *(f"| {state} | {number:,} |" for state, number in count.ends.most_common()),
        "",
        "| done | times | | refused | times |",
        "|---|--:|---|---|--:|",
    ]
    done, refused = count.done.most_common(), count.refused.most_common()
    for place in range(max(len(done), len(refused))):
        left = f"{done[place][0]} | {done[place][1]:,}" if place < len(done) else " | "
        right = f"{refused[place][0]} | {refused[place][1]:,}" if place < len(refused) else " | "
        lines.append(f"| {left} | | {right} |")
    return HEAD + "\n".join(lines) + "\n"
