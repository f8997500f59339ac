"""`jiandu`: one program for everything an operator does."""

import errno
import sqlite3
import sys
from typing import NoReturn

import click
import psycopg
from alembic.util.exc import CommandError
from environs import EnvError
from pika.exceptions import AMQPError
from sqlalchemy.exc import SQLAlchemyError

from shared import i18n
from shared.cli import (
    absences,
    audit,
    backup,
    bodies,
    database,
    definitions,
    doctor,
    keys,
    letters,
    logs_key,
    provinces,
    queues,
    registers,
    retention,
    run,
    similar,
    staff,
    words,
    workdays,
)
from shared.i18n import N_
from shared.messaging.broker import BROKER_TROUBLE
from shared.messaging.failure import reason_of
from shared.settings import SettingsError

COMMANDS = (
    run.run,
    run.web,
    run.relay,
    run.worker,
    staff.staff,
    absences.absences,
    provinces.settings,
    registers.registers,
    workdays.workdays,
    database.db,
    definitions.queues,
    bodies.bodies,
    queues.outbox,
    letters.dead_letters,
    queues.prune,
    backup.backup,
    backup.restore,
    doctor.doctor,
    audit.audit_group,
    keys.keys_group,
    logs_key.logs_group,
    similar.similar,
    retention.retention,
)


@click.group(
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 110},
    help=N_("Jiandu: complaints about work-safety enforcement, from receipt to outcome."),
)
def jiandu() -> None:
    pass


for command in COMMANDS:
    jiandu.add_command(command)


def main() -> None:
    words.speak()
    words.translate(jiandu)
    try:
        jiandu()
    except (SettingsError, EnvError) as error:
        _give_up(str(error), 2)
    except CommandError as error:  # of migrations: names revisions at most
        _give_up(i18n.gettext("database: %(reason)s", reason=error), 3)
    except SQLAlchemyError as error:
        _give_up(i18n.gettext("database: %(reason)s", reason=reason_of(error)), 3)
    except (sqlite3.Error, psycopg.Error) as error:
        _give_up(i18n.gettext("database: %(reason)s", reason=reason_of(error)), 3)
    except (AMQPError, *BROKER_TROUBLE) as error:
        if isinstance(error, OSError) and _of_a_file(error):
            named = f": {error.filename}" if error.filename else ""
            _give_up(i18n.gettext("file: %(reason)s", reason=f"{error.strerror}{named}"), 3)
        _give_up(i18n.gettext("broker: %(reason)s", reason=reason_of(error)), 3)


def _of_a_file(error: OSError) -> bool:
    """Whether it is about a file or the disk, and no connection."""
    full = (errno.ENOSPC, errno.EDQUOT, errno.EROFS, errno.EFBIG, errno.EMFILE)
    return error.filename is not None or error.errno in full


def _give_up(text: str, code: int) -> NoReturn:
    """One line instead of a trace: a trace may quote what must not be seen, and helps no operator."""
    click.echo(f"jiandu: {text}", err=True)
    sys.exit(code)
