"""Messages as they travel, made from the stored examples, each about a complaint of its own."""

import json
from collections.abc import Iterator
from dataclasses import replace
from hashlib import sha256
from itertools import count
from uuid import UUID

from shared.contracts.samples import Sample, samples
from shared.messaging import outbox

_number = count(1)


def some(name: str, how_many: int) -> Iterator[bytes]:
    """Messages of that name that no one has met."""
    sample = next(one for one in samples() if one.name == name)
    for _ in range(how_many):
        yield _another(sample, next(_number)).on_the_wire(outbox.seal)


def _another(sample: Sample, number: int) -> Sample:
    """The same said of another complaint, of another person, under another id."""
    said = sample.document
    text = json.dumps(said, ensure_ascii=False)
    data = said["data"]
    for known in {said["id"], data["complaint_id"], data.get("case_id")} - {None}:
        text = text.replace(known, str(UUID(int=UUID(known).int ^ number << 64)))
    text = text.replace(data["tracking_number"], f"{data['tracking_number'][:5]}{number:09d}")
    for fields in [part["fields"] for part in data.get("sealed", {}).values()]:
        if person := fields.get("same_person"):
            text = text.replace(person, sha256(str(number).encode()).hexdigest()[:32])
    return replace(sample, document=json.loads(text))
