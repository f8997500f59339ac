"""What gunicorn cannot parse is answered as a problem, and the log knows neither who sent it nor what it said."""

import json
import logging

import pytest
from gunicorn.config import Config

from shared.unparsed import Discreet, answer


@pytest.mark.parametrize("status", [400, 403, 414, 431, 501])
def test_the_answer_is_a_problem_of_the_right_length(status: int) -> None:
    head, _, body = answer(status).partition(b"\r\n\r\n")

    assert head.startswith(f"HTTP/1.1 {status} ".encode())
    assert f"Content-Length: {len(body)}".encode() in head
    assert b"application/problem+json" in head
    assert json.loads(body)["status"] == status


def test_the_log_names_no_address_and_nothing_that_was_sent(caplog: pytest.LogCaptureFixture) -> None:
    log = Discreet(Config())
    log.error_log.propagate = True
    with caplog.at_level(logging.WARNING, logger="gunicorn.error"):
        log.warning("Invalid request from ip=192.0.2.7: Invalid Request Line 'GET /complaints/resume/abc'")
        log.warning("Worker %s was late", 7)

    assert [one.getMessage() for one in caplog.records] == [
        "A request could not be parsed.",
        "Worker 7 was late",
    ]
