"""Notes that one process writes and others read."""

import json
from pathlib import Path


def note(file: Path, said: dict[str, object]) -> None:
    """Write ``said`` as JSON, for the owner's eyes.

    Who reads meanwhile finds the old note or the new one, never half of one.
    """
    draft = file.with_name(file.name + ".draft")
    draft.touch(mode=0o600)
    draft.write_text(json.dumps(said))
    draft.replace(file)
