"""The queues are such that nothing is lost, whatever the broker's own defaults are in its next version."""

from itertools import islice

from shared.contracts.routing import DEAD_EXCHANGE
from shared.messaging import consumer, gathering, publisher, topology
from shared.messaging.backoff import CAP_SECONDS, Backoff


def test_an_inbox_holds_back_rather_than_drops() -> None:
    inboxes = [queue for queue in topology.plan() if queue.exchange == topology.EXCHANGE]

    assert inboxes
    for queue in inboxes:
        assert queue.arguments["x-queue-type"] == "quorum"
        assert queue.arguments["x-overflow"] == "reject-publish"
        assert queue.arguments["x-dead-letter-strategy"] == "at-least-once"
        assert queue.arguments["x-dead-letter-exchange"] == DEAD_EXCHANGE
        assert queue.arguments["x-delivery-limit"] >= 20


def test_every_inbox_has_a_dead_queue_that_never_gives_up() -> None:
    dead = {queue.keys[0]: queue for queue in topology.plan() if queue.exchange == DEAD_EXCHANGE}

    for queue in topology.plan():
        key = queue.arguments.get("x-dead-letter-routing-key")
        assert key is None or dead[key].arguments["x-queue-type"] == "quorum"
    assert all(queue.arguments["x-delivery-limit"] >= 10_000 for queue in dead.values())


def test_waits_are_shorter_than_what_the_broker_forgives() -> None:
    """Heartbeats twice within their time; a held batch is given back before the 30 minutes are over."""
    assert consumer.HEARTBEAT_CHECK_SECONDS * 2 < publisher.HEARTBEAT_SECONDS
    assert consumer.HOLD_SECONDS < 30 * 60 / 2
    assert gathering.BATCH < consumer.PREFETCH


def test_a_crowd_does_not_come_back_at_once_and_nobody_waits_long() -> None:
    waits = [list(islice(Backoff(), 8)) for _ in range(20)]

    assert all(0 < wait <= CAP_SECONDS for one in waits for wait in one)
    assert len({one[0] for one in waits}) > 1
