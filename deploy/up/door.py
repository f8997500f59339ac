"""The front door on this machine: nginx with the containers' templates, filled in."""

import os
import re
from collections.abc import Mapping
from pathlib import Path

from deploy.servers.postgres import lent_to
from deploy.servers.private import find_program
from deploy.up.configuration import CONFIG, Addresses, front_address, read_env
from deploy.up.place import DEPLOY, Place

TEMPLATES = DEPLOY / "nginx" / "templates"
FOLDERS = ("/usr/sbin", "/usr/local/sbin", "/usr/local/nginx/sbin")
_VARIABLE = re.compile(r"\$\{(JIANDU_[A-Z_]+)\}")


def values(place: Place, addresses: Addresses) -> dict[str, str]:
    """door.env, moved to this machine: HTTP on loopback, and folders of ours."""
    here = {
        "JIANDU_DOOR_LISTEN": front_address(),
        "JIANDU_DOOR_TRANSPORT": "plain",
        "JIANDU_DOOR_RUN": str(place.door),
        "JIANDU_DOOR_FILES": str(DEPLOY / "nginx" / "answers"),
        "JIANDU_DOOR_SECRETS": str(place.secrets),
    }
    web = {f"JIANDU_{name.upper()}_WEB": f"127.0.0.1:{port}" for name, port in addresses.web.items()}
    wished = {name: value for name, value in os.environ.items() if name.startswith("JIANDU_DOOR_")}
    return read_env(CONFIG / "door.env") | here | web | wished


def fill_in(templates: Path, target: Path, said: Mapping[str, str]) -> None:
    """Write each template with its ${JIANDU_...} filled in, as the container's entry point does."""
    for template in templates.glob("*.template"):
        text = _VARIABLE.sub(lambda found: said[found[1]], template.read_text("utf-8"))
        (target / template.name.removesuffix(".template")).write_text(text, "utf-8")


def command(place: Place, addresses: Addresses) -> list[str]:
    """How nginx is started in the foreground. Raises ServerMissing where it is not installed."""
    program = find_program("nginx", FOLDERS, "nginx-light")
    fill_in(TEMPLATES, place.door, values(place, addresses))
    said = "daemon off;"
    if lent_to() is not None:
        # Its workers are nobody, in the one group that may walk to the door's folder.
        said += f" user nobody {place.door.group()};"
    return [program, "-p", str(place.door), "-c", str(place.door / "nginx.conf"), "-g", said]
