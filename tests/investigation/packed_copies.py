"""The folder of copies as intake gives it, and a complaint with files."""

import io
import json
import zipfile
from collections.abc import Callable, Sequence
from hashlib import sha256
from typing import Any
from uuid import UUID, uuid4

from shared.contracts.events import FileAdded
from tests.investigation.builders import NOW
from tests.investigation.conftest import Seat
from tests.investigation.evidence.sending import BASE, EDGE, form_of
from tests.investigation.test_retention import COMPLAINT
from tests.shared.files.samples import jpeg

COPY = jpeg()
NUMBER = f"JD-{COMPLAINT.hex[:8].upper()}"


def original(number: int) -> str:
    return sha256(f"original {number}".encode()).hexdigest()


def came(number: int) -> FileAdded:
    """The event of a file of the complaint."""
    return FileAdded(
        id=uuid4(), at=NOW, complaint_id=COMPLAINT, tracking_number=NUMBER, version=1, file_id=UUID(int=900 + number),
        number=number, kind="jpeg", group="image", size=10 * number, sha256=original(number), copy="ready",
        previews=1, notes=[], added_at=NOW,
    )  # fmt: skip


def listed(number: int, **said: Any) -> dict[str, Any]:
    return {
        "number": number,
        "joined": None,
        "kind": "jpeg",
        "added_at": NOW.isoformat(),
        "original": {"sha256": original(number), "size": 10 * number},
        "file": f"copies/{number:03}.jpg",
        "sha256": sha256(COPY).hexdigest(),
        "note": "副本",
        "left_out": None,
    } | said


def withheld(number: int) -> dict[str, Any]:
    said = listed(number, file=None, left_out="withheld", note="不宜外传")
    del said["sha256"]
    return said


def packed(
    *files: dict[str, Any],
    number: str = NUMBER,
    change: Callable[[dict[str, bytes]], None] = lambda inside: None,
    after: Callable[[dict[str, bytes]], None] = lambda inside: None,
) -> bytes:
    """`change` before it is summed up, `after` when it is."""
    inside = {each["file"]: COPY for each in files if each["file"]}
    told = {"complaint": number, "at": NOW.isoformat(), "files": list(files)}
    inside |= {"copies/list.json": json.dumps(told).encode(), "copies/README.txt": "说明\n".encode()}
    change(inside)
    sums = "".join(f"{sha256(data).hexdigest()}  {name}\n" for name, data in sorted(inside.items()))
    inside["copies/SHA256SUMS"] = sums.encode()
    after(inside)
    return zipped(inside)


def zipped(inside: dict[str, bytes]) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as folder:
        for name, data in inside.items():
            folder.writestr(name, data)
    return made.getvalue()


def bring(who: Seat, case: str, data: bytes, **headers: str) -> Any:
    path = f"{BASE}/cases/{case}/archive/copies"
    sent = form_of(("copies.zip", data))
    return who.client.post(path, data=sent, content_type=EDGE, headers=who.headers | headers)


def codes(answer: Any) -> Sequence[str]:
    assert answer.status_code == 422, answer.get_json()
    return [each["code"] for each in answer.get_json()["errors"]]
