"""Help and errors of `jiandu` in the operator's language (LANGUAGE, LC_ALL, LC_MESSAGES or LANG).

click asks the standard gettext for its own words; they stand in the shared catalogue beside ours.
"""

import gettext as stdlib_gettext
import os

import click

from shared import i18n
from shared.i18n import N_

CLICKS_OWN = (
    N_("Usage:"),
    N_("Options"),
    N_("Commands"),
    N_("Show this message and exit."),
    N_("Error: {message}"),
    N_("Try '{command} {option}' for help."),
    N_("No such command {name!r}."),
    N_("Missing command."),
    N_("Missing argument"),
    N_("Missing option"),
    N_("Got unexpected extra argument ({args})"),
    N_("default: {default}"),
    N_("required"),
    N_("Aborted!"),
)
"""What click says, as it writes it."""


def speak() -> None:
    """Use the language that the environment asks for; English when it asks for another or for none."""
    stdlib_gettext.bindtextdomain("messages", str(i18n.ROOT / "shared" / "translations"))
    names = ("LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG")
    wanted = next((value for name in names if (value := os.environ.get(name))), "")
    i18n.use(i18n.DEFAULT if wanted.lower().startswith("zh") else i18n.SOURCE)


def translate(command: click.Command) -> None:
    """Put the help texts of a command, its options and subcommands into the language in use."""
    if command.help:
        command.help = i18n.gettext(command.help)
    for parameter in command.params:
        if isinstance(parameter, click.Option) and parameter.help:
            parameter.help = i18n.gettext(parameter.help)
    if isinstance(command, click.Group):
        for child in command.commands.values():
            translate(child)
