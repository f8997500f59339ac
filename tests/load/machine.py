"""The machine and the servers that figures were measured on, for whoever reads them later."""

import os
import platform
import subprocess
from datetime import UTC, datetime
from pathlib import Path

from deploy.servers.postgres import FOLDERS
from deploy.servers.private import find_program


def shape() -> dict[str, str]:
    """Date, cores, memory, kernel and versions; nothing that names the machine."""
    return {
        "date": datetime.now(UTC).date().isoformat(),
        "cores": str(os.cpu_count()),
        "processor": _of("/proc/cpuinfo", "model name"),
        "memory": f"{int(_of('/proc/meminfo', 'MemTotal').split()[0]) / 2**20:.0f} GB",
        "system": f"{platform.system()} {platform.release().split('-')[0]}",
        "python": platform.python_version(),
        "postgresql": _postgresql(),
        "rabbitmq": _rabbitmq(),
    }


def in_words(found: dict[str, str]) -> str:
    return (
        f"Measured on {found['date']}: {found['cores']} cores ({found['processor']}), {found['memory']}, "
        f"{found['system']}, Python {found['python']}, PostgreSQL {found['postgresql']}, "
        f"RabbitMQ {found['rabbitmq']}; servers, programs and load all on this machine."
    )


def _of(file: str, name: str) -> str:
    for line in Path(file).read_text().splitlines():
        key, _, value = line.partition(":")
        if key.strip() == name:
            return value.strip()
    return "unknown"


def _postgresql() -> str:
    program = find_program("postgres", FOLDERS, "postgresql")
    said = subprocess.run([program, "--version"], capture_output=True, text=True, check=True).stdout
    return said.split()[2]


def _rabbitmq() -> str:
    """From the folder that its package puts it into; asking the server itself takes seconds."""
    found = sorted(Path("/usr/lib/rabbitmq/lib").glob("rabbitmq_server-*"))
    return found[-1].name.removeprefix("rabbitmq_server-") if found else "unknown"
