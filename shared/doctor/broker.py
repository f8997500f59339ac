"""The broker: reachable, every queue there, somebody listening, nothing dead."""

from collections.abc import Iterator

from amqp.exceptions import AccessRefused, NotAllowed
from sqlalchemy.exc import SQLAlchemyError

from shared import assembly
from shared.doctor.finding import Finding, fault, fine, warning
from shared.doctor.stores import dead_letters
from shared.i18n import gettext
from shared.messaging.broker import BROKER_TROUBLE
from shared.messaging.failure import reason_of
from shared.messaging.lines import Line, inbox
from shared.messaging.looking import LineState, QueueState, at_broker
from shared.settings import Settings


def broker(config: Settings) -> Iterator[Finding]:
    if config.broker_url is None:
        yield fine("broker", gettext("None is needed: events are delivered within the one process."))
        return
    try:
        for name in assembly.installed():
            part = assembly.assemble(name, config)
            for each in at_broker(config.broker_url, assembly.lines(part)):
                yield from _line(name, each, config.topology == "given")
    except SQLAlchemyError:
        return  # said by `databases`
    except (AccessRefused, NotAllowed) as error:
        yield fault(
            "broker",
            gettext("The broker does not let this account in: %(reason)s", reason=reason_of(error)),
            gettext("Correct account, password or virtual host in JIANDU_BROKER_URL, or its definitions."),
        )
    except BROKER_TROUBLE as error:
        yield fault(
            "broker",
            gettext("The broker does not answer: %(reason)s", reason=reason_of(error)),
            gettext("Start it, or correct JIANDU_BROKER_URL. Nothing is lost meanwhile: events wait."),
        )


def _line(name: str, seen: LineState, given: bool) -> Iterator[Finding]:
    missing = [each for each in (seen.queue, seen.dead) if each.missing]
    for each in missing:
        yield _missing(name, seen.line, each, given)
    if not seen.queue.missing:
        yield _queue(name, seen.line, seen.queue)
    if seen.dead.ready:
        yield dead_letters(name, seen.dead.ready, seen.line)
    elif not seen.dead.missing and seen.line == inbox(name):
        yield fine(name, gettext("No dead letters."))


def _missing(name: str, line: Line, state: QueueState, given: bool) -> Finding:
    told = gettext("The queue %(queue)s is missing.", queue=state.queue)
    if line.ours and given:
        # No service may make it; and what another service hears as well went on without this one.
        again = gettext(
            "Import the definitions again (jiandu queues definitions). If it was there before, say again "
            "what was sent since: jiandu outbox replay --since …"
        )
        return fault(name, told, again)
    if line.ours:
        return warning(name, told, gettext("Start a worker or a relay: it makes the queues."))
    rotate = gettext("Make it again: jiandu bodies amqp rotate, and import its file; or revoke the link.")
    return warning(name, told, rotate)


def _queue(name: str, line: Line, state: QueueState) -> Finding:
    said = {"queue": state.queue, "count": state.ready}
    if state.consumers:
        return fine(name, gettext("%(queue)s: %(count)d events wait.", **said))
    nobody = gettext("Nobody takes events from %(queue)s; %(count)d wait.", **said)
    if line.ours:
        return fault(name, nobody, gettext("Start: jiandu worker %(name)s", name=name))
    return warning(name, nobody, gettext("Tell the body: its system does not take its cases."))
