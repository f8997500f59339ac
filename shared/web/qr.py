"""QR codes, made here: no page asks anybody else for a picture."""

import segno
from segno.encoder import DataOverflowError


def rows(text: str) -> list[str]:
    """The text as a QR code, a row of 0 and 1 each; none for a text that is too long for one."""
    code = _made(text)
    return ["".join("1" if dark else "0" for dark in row) for row in code.matrix] if code else []


def svg(text: str) -> str:
    """The same as markup for a page."""
    code = _made(text)
    return str(code.svg_inline(border=2, omitsize=True, svgclass="jd-qr__code")) if code else ""


def _made(text: str) -> "segno.QRCode | None":
    try:
        return segno.make_qr(text, error="m")
    except DataOverflowError:
        return None
