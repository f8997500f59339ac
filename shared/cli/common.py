"""What every command starts with."""

from shared import assembly, logs
from shared.assembly import ServiceParts
from shared.settings import Settings, load


def ready() -> Settings:
    """Settings read, logging set up, keys unlocked."""
    settings = load()
    logs.configure()
    assembly.unlock(settings)
    return settings


def service(name: str) -> ServiceParts:
    return assembly.assemble(name, ready())
