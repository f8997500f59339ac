"""The databases: reachable, migrated, in step with the clock, nothing stuck, the trail whole."""

from collections.abc import Iterator
from datetime import UTC, datetime

from sqlalchemy import func, select, text
from sqlalchemy.exc import SQLAlchemyError

from shared import assembly, audit, migrate
from shared.assembly import ServiceParts
from shared.doctor.finding import Finding, fault, fine, warning
from shared.i18n import gettext
from shared.messaging import replay
from shared.messaging.failure import reason_of
from shared.messaging.lines import Line, inbox
from shared.messaging.tables import dead_letter
from shared.settings import Settings

SKEW_SECONDS = 5
STALE_SECONDS = 60


def databases(config: Settings) -> Iterator[Finding]:
    """For each service: the first thing that is wrong hides what depends on it."""
    for name in assembly.installed():
        service = assembly.assemble(name, config)
        try:
            yield from _database(service)
        except SQLAlchemyError as error:
            yield fault(
                name,
                gettext("The database does not answer: %(reason)s", reason=reason_of(error)),
                gettext("Start it, or correct JIANDU_%(name)s_DATABASE_URL.", name=name.upper()),
            )
        finally:
            service.works.database.dispose()


def _database(service: ServiceParts) -> Iterator[Finding]:
    behind = migrate.pending(service.name, service.works.database)
    if behind:
        told = gettext("%(count)d migrations are to be applied.", count=behind)
        yield fault(service.name, told, gettext("Run: jiandu db migrate"))
        return
    if migrate.ahead(service.name, service.works.database):
        told = gettext("The database is of a newer version than this program.")
        yield warning(service.name, told, gettext("Bring every program of the house to the newest version."))
    else:
        yield fine(service.name, gettext("The database answers and is up to date."))
    yield from _skew(service)
    yield from _outbox(service)
    yield from _dead(service)


def _skew(service: ServiceParts) -> Iterator[Finding]:
    if service.works.database.engine.dialect.name == "sqlite":
        return
    with service.works.reading() as session:
        there = session.execute(text("SELECT clock_timestamp()")).scalar_one()
    seconds = abs((datetime.now(UTC) - there).total_seconds())
    if seconds > SKEW_SECONDS:
        yield warning(
            service.name,
            gettext("The database's clock is %(seconds)d seconds off this machine's.", seconds=int(seconds)),
            gettext("Have both keep time by NTP."),
        )


def _outbox(service: ServiceParts) -> Iterator[Finding]:
    with service.works.reading() as session:
        found = replay.waiting(session)
    age = (datetime.now(UTC) - found.oldest_at).total_seconds() if found.oldest_at else 0
    if age > STALE_SECONDS or found.refused:
        yield warning(
            service.name,
            gettext(
                "%(count)d events wait to be sent, the oldest for %(age)d seconds.",
                count=found.waiting,
                age=int(age),
            ),
            gettext("See that the relay runs and the broker answers: jiandu queues status"),
        )


def _dead(service: ServiceParts) -> Iterator[Finding]:
    with service.works.reading() as session:
        count = session.scalar(select(func.count()).select_from(dead_letter)) or 0
    if count:
        yield dead_letters(service.name, count)


def dead_letters(name: str, count: int, line: Line | None = None) -> Finding:
    told = gettext("%(count)d events could not take effect.", count=count)
    if line is not None and line != inbox(name):
        told = gettext("%(count)d letters of %(queue)s died.", count=count, queue=line.queue)
    return warning(
        name,
        told,
        gettext("See why: jiandu dead-letters list. Mend the cause, then: jiandu dead-letters retry --all"),
    )


def contents(config: Settings) -> Iterator[Finding]:
    """What each service finds in what it keeps. Its database must answer and be up to date: `databases`."""
    for name in assembly.installed():
        service = assembly.assemble(name, config)
        try:
            if not migrate.pending(service.name, service.works.database):
                yield from assembly.findings(service)
        except SQLAlchemyError:
            continue  # said above
        finally:
            service.works.database.dispose()


def own_keys(config: Settings) -> Iterator[Finding]:
    """Whether the keys are those of what is kept: a key file of another house reads as well as ours."""
    for name in assembly.installed():
        service = assembly.assemble(name, config)
        try:
            with service.works.reading() as session:
                ours = audit.under_our_keys(session)
        except SQLAlchemyError:
            continue  # said above, by `databases`
        finally:
            service.works.database.dispose()
        if not ours:
            yield fault(
                name,
                gettext("The master keys are not those of what is kept."),
                gettext("Stop the services, and bring back the keys that they had."),
            )


def trail(config: Settings) -> Iterator[Finding]:
    """Every row of the audit trail; on a large house this takes a while."""
    for name in assembly.installed():
        service = assembly.assemble(name, config)
        try:
            with service.works.database.snapshot() as session:
                found, rows = list(audit.verify(session)), audit.count(session)
        except SQLAlchemyError:
            continue  # said above, by `databases`
        if found:
            yield fault(
                name,
                gettext("The audit trail was tampered with: %(count)d faults.", count=len(found)),
                gettext(
                    "Keep the machine as it is and tell whoever is responsible. Details: jiandu audit verify"
                ),
            )
        else:
            yield fine(name, gettext("The audit trail is whole (%(rows)d rows).", rows=rows))
