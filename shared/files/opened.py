"""A part of a file that somebody may have, with what it is called."""

from dataclasses import dataclass

from shared.files.kinds import TYPES, Kind
from shared.files.sealed import Reader

ENDINGS: dict[Kind, tuple[str, ...]] = {
    Kind.JPEG: ("jpg", "jpeg", "jpe", "jfif"),
    Kind.TIFF: ("tif", "tiff"),
    Kind.HEIC: ("heic", "heif", "avif"),
    Kind.MP4: ("mp4", "m4v"),
    Kind.MOV: ("mov", "qt"),
    Kind.THREE_GP: ("3gp", "3gpp", "3g2"),
    Kind.WMV: ("wmv", "asf", "wma"),
    Kind.M4A: ("m4a", "m4b"),
    Kind.AMR: ("amr", "awb"),
    Kind.OGG: ("ogg", "oga", "ogv", "opus"),
    Kind.DOCX: ("docx", "docm"),
    Kind.XLSX: ("xlsx", "xlsm", "xlsb"),
    Kind.PPTX: ("pptx", "pptm", "ppsx"),
    Kind.DOC: ("doc", "wps"),
    Kind.XLS: ("xls", "et"),
    Kind.PPT: ("ppt", "pps", "dps"),
}
"""How names end of what each kind is; of those not named, as the kind is called."""


def saved_as(name: str, kind: Kind) -> str:
    """A name under which it opens as what it is by its content: by its ending a computer decides what to do
    with it, and a text called `run.bat` would be carried out."""
    endings = ENDINGS.get(kind, (str(kind),))
    return name if name.lower().endswith(tuple(f".{each}" for each in endings)) else f"{name}.{endings[0]}"


@dataclass(frozen=True)
class Opened:
    """A part to be sent."""

    reader: Reader
    kind: Kind
    filename: str
    etag: str
    shown: bool
    """Whether a browser may show it by itself; else it is saved."""

    @property
    def media(self) -> str:
        return TYPES[self.kind].media
