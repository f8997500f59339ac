"""No random bytes are given out twice: not to another thread, not on both sides of a fork."""

import os
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

from shared import randomness


def test_no_bytes_are_given_twice_also_not_by_threads_at_once() -> None:
    together = Barrier(8)

    def take(_: int) -> list[bytes]:
        together.wait()
        return [randomness.public(16) for _ in range(500)]

    with ThreadPoolExecutor(8) as pool:
        given = [one for each in pool.map(take, range(8)) for one in each]

    assert {len(one) for one in given} == {16}
    assert len(set(given)) == 4000


def test_more_than_is_drawn_at_once_comes_whole() -> None:
    assert len(randomness.public(5000)) == 5000


def test_a_fork_goes_another_way_than_its_parent() -> None:
    randomness.public(1)  # something is drawn and left
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        os.write(writing, randomness.public(16))
        os._exit(0)
    os.waitpid(child, 0)

    assert os.read(reading, 16) != randomness.public(16)
    os.close(reading)
    os.close(writing)
