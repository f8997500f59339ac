"""The official AsyncAPI schema, installed by npm at first use: a copy of it is not ours to keep."""

import fcntl
import json
import os
import subprocess
from pathlib import Path
from typing import Any

from shared.web.assets.build import node_folder

HERE = Path(__file__).resolve().parent
SCHEMA = HERE / "node_modules" / "@asyncapi" / "specs" / "schemas" / "3.0.0-without-$id.json"


def asyncapi_schema() -> dict[str, Any]:
    """The schema of AsyncAPI 3.0.0 documents. Raises what the installation raises; never skips."""
    if not SCHEMA.exists():
        install(HERE, node_folder())
    schema: dict[str, Any] = json.loads(SCHEMA.read_text("utf-8"))
    return schema


def install(folder: Path, tools: Path) -> None:
    """Bring what `folder`/package-lock.json names into its node_modules. Raises CalledProcessError."""
    environment = os.environ | {"PATH": f"{tools}{os.pathsep}{os.environ.get('PATH', '')}"}
    with (folder / "package.json").open() as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        command = [str(tools / "npm"), "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--silent"]
        subprocess.run(command, cwd=folder, env=environment, check=True)
