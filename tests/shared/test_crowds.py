"""The embedded default's door counts who sends how much, and tells the inside no address."""

from shared import crowds
from shared.crowds import BUSY, CROWDED, LINES, MOST_KEPT, RATE, Crowds

COMPLAINT = "/api/v1/complaints"


class Seconds:
    now = 0.0

    def __call__(self) -> float:
        return self.now


def words(counted: Crowds, times: int, address: str = "192.0.2.7") -> list[str]:
    return [counted.told("POST", COMPLAINT, address).split()[0] for _ in range(times)]


def test_a_crowd_grows_and_is_forgotten_and_others_are_not_meant() -> None:
    clock = Seconds()
    counted = Crowds(clock)

    told = words(counted, 2 * CROWDED)
    assert (told[0], told[BUSY - 1], told[BUSY], told[CROWDED]) == ("calm", "calm", "busy", "crowded")
    assert told[-1] == "crowded"
    assert words(counted, 1, "192.0.2.8") == ["calm"]
    assert counted.told("GET", "/", "192.0.2.7").startswith("calm")
    clock.now = CROWDED / RATE
    assert words(counted, 1) == ["calm"]


def test_five_hundred_in_ten_minutes_are_no_crowd() -> None:
    clock = Seconds()
    counted = Crowds(clock)
    for number in range(500):
        clock.now = number * 1.2
        assert words(counted, 1) == ["calm"]


def test_a_line_says_next_to_nothing_of_an_address() -> None:
    counted = Crowds()
    lines = {counted.told("GET", "/", f"192.0.2.{last}").split()[1] for last in range(256)}

    assert lines == {str(line) for line in range(LINES)}
    assert "192.0.2" not in repr(counted)


def test_a_household_is_one_caller_and_what_is_counted_has_an_end() -> None:
    assert crowds.home("2001:db8:1:2:3::4") == crowds.home("2001:db8:1:2:ffff::1")
    assert crowds.home("2001:db8:1:2::1") != crowds.home("2001:db8:1:3::1")
    counted = Crowds()
    for number in range(MOST_KEPT + 10):
        counted.told("POST", COMPLAINT, f"{number}")
    assert len(counted._counted) <= MOST_KEPT
