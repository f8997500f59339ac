"""Every kind of file that is known, why a file is refused, and what is said about one that is taken. Pure."""

from dataclasses import dataclass
from enum import StrEnum


class Group(StrEnum):
    IMAGE = "image"
    VIDEO = "video"
    AUDIO = "audio"
    PDF = "pdf"
    OFFICE = "office"
    TEXT = "text"


class Kind(StrEnum):
    """What a file is by its content; the name it came with does not count."""

    JPEG = "jpeg"
    PNG = "png"
    GIF = "gif"
    WEBP = "webp"
    BMP = "bmp"
    TIFF = "tiff"
    HEIC = "heic"
    MP4 = "mp4"
    MOV = "mov"
    THREE_GP = "3gp"
    WEBM = "webm"
    MKV = "mkv"
    AVI = "avi"
    WMV = "wmv"
    M4A = "m4a"
    MP3 = "mp3"
    AAC = "aac"
    WAV = "wav"
    FLAC = "flac"
    AMR = "amr"
    OGG = "ogg"
    PDF = "pdf"
    DOCX = "docx"
    XLSX = "xlsx"
    PPTX = "pptx"
    ODT = "odt"
    ODS = "ods"
    ODP = "odp"
    DOC = "doc"
    XLS = "xls"
    PPT = "ppt"
    TEXT = "txt"


@dataclass(frozen=True)
class Type:
    """How a kind is told to a browser. `copy` is what its cleaned copy is; None: none can be made of it."""

    group: Group
    media: str
    copy: Kind | None


_OPEN_XML = "application/vnd.openxmlformats-officedocument"
_ODF = "application/vnd.oasis.opendocument"

TYPES: dict[Kind, Type] = {
    Kind.JPEG: Type(Group.IMAGE, "image/jpeg", Kind.JPEG),
    Kind.PNG: Type(Group.IMAGE, "image/png", Kind.PNG),
    Kind.GIF: Type(Group.IMAGE, "image/gif", Kind.PNG),
    Kind.WEBP: Type(Group.IMAGE, "image/webp", Kind.JPEG),
    Kind.BMP: Type(Group.IMAGE, "image/bmp", Kind.PNG),
    Kind.TIFF: Type(Group.IMAGE, "image/tiff", Kind.PDF),
    Kind.HEIC: Type(Group.IMAGE, "image/heic", None),
    Kind.MP4: Type(Group.VIDEO, "video/mp4", Kind.MP4),
    Kind.MOV: Type(Group.VIDEO, "video/quicktime", Kind.MOV),
    Kind.THREE_GP: Type(Group.VIDEO, "video/3gpp", Kind.THREE_GP),
    Kind.WEBM: Type(Group.VIDEO, "video/webm", None),
    Kind.MKV: Type(Group.VIDEO, "video/x-matroska", None),
    Kind.AVI: Type(Group.VIDEO, "video/x-msvideo", None),
    Kind.WMV: Type(Group.VIDEO, "video/x-ms-asf", None),
    Kind.M4A: Type(Group.AUDIO, "audio/mp4", Kind.M4A),
    Kind.MP3: Type(Group.AUDIO, "audio/mpeg", Kind.MP3),
    Kind.AAC: Type(Group.AUDIO, "audio/aac", Kind.AAC),
    Kind.WAV: Type(Group.AUDIO, "audio/wav", Kind.WAV),
    Kind.FLAC: Type(Group.AUDIO, "audio/flac", Kind.FLAC),
    Kind.AMR: Type(Group.AUDIO, "audio/amr", Kind.AMR),
    Kind.OGG: Type(Group.AUDIO, "audio/ogg", None),
    Kind.PDF: Type(Group.PDF, "application/pdf", Kind.PDF),
    Kind.DOCX: Type(Group.OFFICE, f"{_OPEN_XML}.wordprocessingml.document", Kind.DOCX),
    Kind.XLSX: Type(Group.OFFICE, f"{_OPEN_XML}.spreadsheetml.sheet", Kind.XLSX),
    Kind.PPTX: Type(Group.OFFICE, f"{_OPEN_XML}.presentationml.presentation", Kind.PPTX),
    Kind.ODT: Type(Group.OFFICE, f"{_ODF}.text", Kind.ODT),
    Kind.ODS: Type(Group.OFFICE, f"{_ODF}.spreadsheet", Kind.ODS),
    Kind.ODP: Type(Group.OFFICE, f"{_ODF}.presentation", Kind.ODP),
    Kind.DOC: Type(Group.OFFICE, "application/msword", None),
    Kind.XLS: Type(Group.OFFICE, "application/vnd.ms-excel", None),
    Kind.PPT: Type(Group.OFFICE, "application/vnd.ms-powerpoint", None),
    Kind.TEXT: Type(Group.TEXT, "text/plain; charset=utf-8", Kind.TEXT),
}


class Reason(StrEnum):
    """Why a file is refused."""

    EMPTY = "empty"
    TOO_LARGE = "too_large"
    TOO_MANY = "too_many"
    ARCHIVE = "archive"
    PROGRAM = "program"
    MARKUP = "markup"
    """A web page or a drawing that may carry scripts."""
    ENCRYPTED = "encrypted"
    TWO_FORMATS = "two_formats"
    """It is two kinds at once, so that one reader sees what another does not."""
    BOMB = "bomb"
    """Opened, it would be far larger than it looks."""
    DAMAGED = "damaged"
    UNKNOWN = "unknown"
    INFECTED = "infected"
    DIFFERENT = "different"
    """What arrived is not what was announced."""


class Note(StrEnum):
    """What a reader of a file should know."""

    MACROS = "macros"
    """It holds programs; the copy does not."""
    LINKS_OUT = "links_out"
    """It would fetch something from elsewhere when opened; the copy does not."""
    EMBEDDED = "embedded"
    """It holds further files, which are left in the copy as they are."""
    ANIMATED = "animated"
    """The copy shows the first picture only."""
    TRACK = "track"
    """A track beside picture and sound (a path on the map, perhaps) was silenced in the copy."""
    PAGES = "pages"
    """The copy holds the first pages only."""


class Unfit(ValueError):
    """The file is refused; `reason` says why."""

    def __init__(self, reason: Reason) -> None:
        super().__init__(reason.value)
        self.reason = reason


@dataclass(frozen=True)
class Found:
    """What a file is, and what was noticed on the way."""

    kind: Kind
    notes: tuple[Note, ...] = ()
