"""What every command starts with."""

import click

from shared import assembly, logs
from shared.assembly import ServiceParts
from shared.i18n import N_
from shared.settings import Settings, load

SERVICE_OPTION = click.option(
    "--service",
    "names",
    multiple=True,
    type=click.Choice(assembly.installed()),
    help=N_("Only this service (default: all installed)."),
)


def chosen(names: tuple[str, ...]) -> list[str]:
    """The services named, or all that are installed."""
    return list(names) or assembly.installed()


def ready() -> Settings:
    """Settings read, logging set up, keys unlocked."""
    settings = load()
    logs.configure(settings.log_level, settings.log_form)
    assembly.unlock(settings)
    return settings


def service(name: str) -> ServiceParts:
    return assembly.assemble(name, ready())
