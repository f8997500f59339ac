"""Files of evidence as a program sends them, and what is left of them."""

from typing import Any

from services.investigation import rounds
from services.investigation.domain import evidence as rules
from services.investigation.models import EvidenceFile
from shared import settings
from shared.files.store import LocalStore
from tests.investigation.conftest import Seat

BASE = "/investigation/api/v1"
EDGE = "multipart/form-data; boundary=edge"


def form_of(*files: tuple[str, bytes], **fields: str) -> bytes:
    """The body of a form with files."""
    said = [(f'name="{name}"', text.encode()) for name, text in fields.items()]
    said += [(f'name="file"; filename="{name}"', data) for name, data in files]
    parts = [
        f"--edge\r\nContent-Disposition: form-data; {head}\r\n\r\n".encode() + data for head, data in said
    ]
    return b"\r\n".join([*parts, b"--edge--\r\n"])


def send(who: Seat, case: str, exhibit: str, data: bytes, name: str = "现场照片.jpg", **headers: str) -> Any:
    path = f"{BASE}/cases/{case}/exhibits/{exhibit}/files"
    return who.client.post(path, data=form_of((name, data)), content_type=EDGE, headers=who.headers | headers)


def files(who: Seat, case: str) -> list[dict[str, Any]]:
    records = who.get(f"/cases/{case}").get_json()["records"]
    return [file for row in records for file in row["files"]]


def rows(works: Any) -> list[EvidenceFile]:
    with works.reading() as session:
        return list(session.query(EvidenceFile))


def forgotten(works: Any, store: LocalStore) -> None:
    """What was begun is gone after the next rounds, from the store and from the table."""
    while rounds.once(works, settings.load()):
        pass
    assert not [row for row in rows(works) if row.state != rules.State.KEPT]
    kept = {str(row.id) for row in rows(works)}
    assert {each.parent.name for each in store.folder.rglob("original*")} <= kept
