"""How many pages a PDF of our own making has."""

import pypdfium2


def count_pages(file: bytes) -> int:
    """For papers set here only: what comes from outside is opened in a process of its own."""
    with pypdfium2.PdfDocument(file) as opened:
        return len(opened)
