"""Pictures, drawn anew: turned as they were meant to be seen, without place, time, device or comments."""

import warnings
from io import BytesIO

from PIL import Image, ImageOps, ImageSequence

from shared.files.cleaning.made import COPY, Cannot, Made
from shared.files.kinds import TYPES, Kind, Note
from shared.files.sniff.pictures import MOST_PIXELS

Image.MAX_IMAGE_PIXELS = MOST_PIXELS
PREVIEW_SIDE = 640
QUALITY = 92
MOST_FRAMES = 30
_READERS = {
    Kind.JPEG: ("JPEG", "MPO"),
    Kind.PNG: ("PNG",),
    Kind.GIF: ("GIF",),
    Kind.WEBP: ("WEBP",),
    Kind.BMP: ("BMP",),
    Kind.TIFF: ("TIFF",),
}


def clean(kind: Kind, data: bytes) -> Made:
    warnings.simplefilter("error", Image.DecompressionBombWarning)
    made = Made()
    with Image.open(BytesIO(data), formats=_READERS[kind]) as picture:
        frames = getattr(picture, "n_frames", 1)
        if kind is Kind.TIFF:
            made.parts[COPY], first = _as_pdf(picture, frames)
        else:
            first = _plain(picture)
            made.parts[COPY] = _saved(first, TYPES[kind].copy)
    if frames > 1 and kind in (Kind.GIF, Kind.WEBP, Kind.PNG):
        made.notes.add(Note.ANIMATED)
    if frames > MOST_FRAMES and kind is Kind.TIFF:
        made.notes.add(Note.PAGES)
    made.preview(small(first))
    return made


def small(picture: Image.Image, side: int = PREVIEW_SIDE) -> bytes:
    """A JPEG of at most `side` pixels each way."""
    seen = picture.copy()
    seen.thumbnail((side, side))
    return _saved(_on_white(seen), Kind.JPEG, 80)


def _plain(picture: Image.Image) -> Image.Image:
    """Nothing but pixels, the right way up."""
    turned = ImageOps.exif_transpose(picture)
    deep = turned.mode in ("RGBA", "LA", "PA") or "transparency" in turned.info
    plain = turned.convert("RGBA" if deep else "L" if turned.mode in ("1", "L") else "RGB")
    plain.info = {}
    return plain


def _on_white(picture: Image.Image) -> Image.Image:
    if picture.mode != "RGBA":
        return picture
    ground = Image.new("RGB", picture.size, "white")
    ground.paste(picture, mask=picture.getchannel("A"))
    return ground


def _saved(picture: Image.Image, kind: Kind | None, quality: int = QUALITY) -> bytes:
    target = BytesIO()
    if kind is Kind.JPEG:
        _on_white(picture).save(target, "JPEG", quality=quality)
    elif kind is Kind.PNG:
        picture.save(target, "PNG")
    else:
        raise Cannot("no copy of this kind")
    return target.getvalue()


def _as_pdf(picture: Image.Image, frames: int) -> tuple[bytes, Image.Image]:
    """Each page of a fax or scan as a page."""
    pages = []
    for number, frame in enumerate(ImageSequence.Iterator(picture)):
        if number == MOST_FRAMES:
            break
        pages.append(_on_white(_plain(frame)))
        if sum(page.width * page.height for page in pages) > MOST_PIXELS:
            raise Cannot("too many pixels")
    target = BytesIO()
    pages[0].save(target, "PDF", save_all=True, append_images=pages[1:], quality=QUALITY)
    return target.getvalue(), pages[0]
