"""The list of the files of evidence as it stands in the archived file."""

from collections.abc import Sequence

from sqlalchemy.orm import Session

from services.investigation.evidence import keeping
from services.investigation.models import EvidenceFile, Record
from services.investigation.replies import official
from services.investigation.sheets import Masthead
from services.investigation.words.archive import PIECES
from shared.clock import china_day
from shared.papers import Sheet


def listed(session: Session, files: Sequence[EvidenceFile], head: Masthead) -> Sheet:
    """Each file of evidence by the name that the folder gives it, with the piece that it belongs to. Not by
    its own name: that may tell who complained, and a court and both parties there read the list."""
    lines = tuple(
        (
            keeping.name_in_folder(each),
            f"{(exhibit := session.get_one(Record, each.record_id)).number}. {exhibit.contents['item']}",
            str(each.size),
            str(each.sha256),
        )
        for each in files
    )
    columns = ("name_of_file", "of_exhibit", "bytes", "hash")
    title = official(PIECES["evidence_files"])
    return head.table(title, china_day(files[-1].at), columns, widths=(4, 4, 2, 9), lines=lines)
