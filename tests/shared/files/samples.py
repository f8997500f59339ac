"""Files of every kind with secrets in their metadata, and hostile ones; all made here, all small."""

import struct
import wave
import zipfile
import zlib
from collections.abc import Callable
from io import BytesIO

import pikepdf
from docx import Document
from pikepdf import Dictionary, Name
from PIL import Image, PngImagePlugin

from shared.files.kinds import Kind, Reason

SECRET = "Zhang-Weiming-13800001111"
"""Stands in the metadata of every file that can hold any."""
_BYTES = SECRET.encode()


def picture(size: tuple[int, int] = (64, 32)) -> Image.Image:
    return Image.linear_gradient("L").resize(size).convert("RGB")


def jpeg(orientation: int = 6) -> bytes:
    exif = Image.Exif()
    exif[0x0112], exif[0x010F], exif[0x9286] = orientation, SECRET, SECRET
    exif.get_ifd(0x8825)[1] = "N"
    target = BytesIO()
    picture().save(target, "JPEG", exif=exif, comment=_BYTES)
    return target.getvalue()


def png() -> bytes:
    said, target = PngImagePlugin.PngInfo(), BytesIO()
    said.add_text("Author", SECRET)
    said.add_itxt("XML:com.adobe.xmp", SECRET)
    picture().save(target, "PNG", pnginfo=said)
    return target.getvalue()


def gif(frames: int = 2) -> bytes:
    target = BytesIO()
    picture().save(
        target,
        "GIF",
        save_all=True,
        append_images=[picture().transpose(Image.Transpose.ROTATE_180)] * (frames - 1),
        comment=_BYTES,
    )
    return target.getvalue()


def _drawn(form: str, **more: object) -> bytes:
    target = BytesIO()
    picture().save(target, form, **more)
    return target.getvalue()


def tiff() -> bytes:
    return _drawn(
        "TIFF", save_all=True, append_images=[picture((40, 60))], tiffinfo={270: SECRET, 315: SECRET}
    )


def pdf() -> bytes:
    made = pikepdf.new()
    made.add_blank_page(page_size=(200, 100))
    script = Dictionary(S=Name("/JavaScript"), JS=f"app.alert('{SECRET}')")
    made.Root.OpenAction = made.make_indirect(script)
    made.Root.Names = Dictionary(JavaScript=Dictionary(Names=["a", script]))
    made.attachments["list.txt"] = _BYTES
    photo = pikepdf.Stream(made, jpeg())
    photo.Type, photo.Subtype, photo.Filter = Name("/XObject"), Name("/Image"), Name("/DCTDecode")
    photo.Width, photo.Height, photo.BitsPerComponent, photo.ColorSpace = 64, 32, 8, Name("/DeviceRGB")
    page = made.pages[0]
    page.Resources = Dictionary(XObject=Dictionary(I=made.make_indirect(photo)))
    page.Contents = made.make_stream(b"q 100 0 0 50 20 20 cm /I Do Q")
    page.Annots = [
        Dictionary(Type=Name("/Annot"), Subtype=Name("/Text"), T=SECRET, Contents="note", Rect=[0, 0, 9, 9]),
        Dictionary(
            Type=Name("/Annot"), Subtype=Name("/Link"), Rect=[0, 0, 9, 9],
            A=Dictionary(S=Name("/Launch"), F=SECRET),
        ),
    ]  # fmt: skip
    with made.open_metadata() as meta:
        meta["dc:creator"] = [SECRET]
    made.docinfo["/Author"] = SECRET
    target = BytesIO()
    made.save(target, compress_streams=False, object_stream_mode=pikepdf.ObjectStreamMode.disable)
    return target.getvalue()


def docx(macros: bool = False) -> bytes:
    made, target = Document(), BytesIO()
    made.core_properties.author = made.core_properties.last_modified_by = SECRET
    paragraph = made.add_paragraph("检查记录：二车间没有灭火器。")
    made.add_comment(paragraph.runs, "请核对", author=SECRET, initials="ZW")
    made.add_picture(BytesIO(jpeg()))
    made.save(target)
    return _with_macros(target.getvalue()) if macros else target.getvalue()


def _with_macros(data: bytes) -> bytes:
    target = BytesIO()
    with zipfile.ZipFile(BytesIO(data)) as source, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as made:
        for entry in source.infolist():
            content = source.read(entry)
            if entry.filename == "[Content_Types].xml":
                content = content.replace(
                    b"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml",
                    b"application/vnd.ms-word.document.macroEnabled.main+xml",
                ).replace(
                    b"</Types>",
                    b'<Override PartName="/word/vbaProject.bin" ContentType="application/vnd.ms-office.vbaProject"/></Types>',
                )
            if entry.filename == "word/_rels/document.xml.rels":
                content = content.replace(
                    b"</Relationships>",
                    b'<Relationship Id="rM" Type="http://schemas.microsoft.com/office/2006/relationships/vbaProject"'
                    b' Target="vbaProject.bin"/><Relationship Id="rT" Type="http://schemas.openxmlformats.org/office'
                    b'Document/2006/relationships/attachedTemplate" Target="http://example.org/track" '
                    b'TargetMode="External"/></Relationships>',
                )
            made.writestr(entry, content)
        made.writestr("word/vbaProject.bin", MACRO)
    return target.getvalue()


MACRO = b"Sub AutoOpen" + _BYTES


def zipped(parts: dict[str, bytes], first: tuple[str, bytes] | None = None) -> bytes:
    target = BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as made:
        if first:
            made.writestr(zipfile.ZipInfo(first[0]), first[1])
        for name, content in parts.items():
            made.writestr(name, content)
    return target.getvalue()


def xlsx() -> bytes:
    core = f"<cp:coreProperties><dc:creator>{SECRET}</dc:creator></cp:coreProperties>"
    return zipped(
        {
            "[Content_Types].xml": b'<Types><Override PartName="/docProps/core.xml" ContentType="x"/></Types>',
            "_rels/.rels": b'<Relationships><Relationship Id="r1" Type="t" Target="docProps/core.xml"/></Relationships>',
            "docProps/core.xml": core.encode(),
            "xl/workbook.xml": b"<workbook/>",
            "xl/comments1.xml": f"<comments><authors><author>{SECRET}</author></authors></comments>".encode(),
        }
    )


def odt() -> bytes:
    return zipped(
        {
            "content.xml": f"<office:annotation><dc:creator>{SECRET}</dc:creator></office:annotation>".encode(),
            "meta.xml": f"<meta:initial-creator>{SECRET}</meta:initial-creator>".encode(),
            "META-INF/manifest.xml": b'<manifest:manifest><manifest:file-entry manifest:full-path="meta.xml" '
            b'manifest:media-type="text/xml"/></manifest:manifest>',
        },
        ("mimetype", b"application/vnd.oasis.opendocument.text"),
    )


def doc(stream: str = "WordDocument") -> bytes:
    entry = stream.encode("utf-16-le").ljust(128, b"\x00")
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1".ljust(512, b"\x00") + entry * 4 + _BYTES


def box(name: bytes, *inner: bytes) -> bytes:
    content = b"".join(inner)
    return struct.pack(">I4s", len(content) + 8, name) + content


def _handler(kind: bytes) -> bytes:
    return box(b"hdlr", bytes(8), kind, bytes(12), _BYTES + b"\x00")


def mp4(brand: bytes = b"isom") -> bytes:
    times = struct.pack(">II", 3_900_000_000, 3_900_000_001)
    head = box(b"mvhd", bytes(4), times, bytes(80))
    seen = box(b"trak", box(b"tkhd", bytes(4), times, bytes(60)), box(b"mdia", _handler(b"vide")))
    path = box(b"trak", box(b"mdia", _handler(b"meta")), _BYTES)
    said = box(b"udta", box(b"\xa9xyz", b"+30.2-120.1/" + _BYTES))
    return (
        box(b"ftyp", brand, bytes(4), b"isom")
        + box(b"moov", head, seen, path, said)
        + box(b"mdat", b"frames")
    )


def mp3() -> bytes:
    frame = b"\xff\xfb\x90\x00".ljust(417, b"\x55")
    said = b"TPE1" + struct.pack(">I", len(_BYTES) + 1) + b"\x00\x00\x03" + _BYTES
    tag = b"ID3\x04\x00\x00" + bytes([0, 0, len(said) >> 7, len(said) & 0x7F]) + said
    return tag + frame * 4 + b"TAG" + _BYTES.ljust(125, b"\x00")


def aac() -> bytes:
    length = 64
    head = bytes([0xFF, 0xF1, 0x50, 0x80 | length >> 11, length >> 3 & 0xFF, (length & 7) << 5 | 0x1F, 0xFC])
    return head.ljust(length, b"\x21") * 4


def wav() -> bytes:
    target = BytesIO()
    with wave.open(target, "wb") as made:
        made.setnchannels(1)
        made.setsampwidth(2)
        made.setframerate(8000)
        made.writeframes(b"\x01\x02" * 200)
    said = (
        b"LIST"
        + struct.pack("<I", 4 + 8 + len(_BYTES) + 1)
        + b"INFOIART"
        + struct.pack("<I", len(_BYTES))
        + _BYTES
        + b"\x00"
    )
    data = target.getvalue() + said
    return data[:4] + struct.pack("<I", len(data) - 8) + data[8:]


def flac() -> bytes:
    def block(kind: int, body: bytes, last: bool = False) -> bytes:
        return bytes([kind | (0x80 if last else 0)]) + len(body).to_bytes(3, "big") + body

    return b"fLaC" + block(0, bytes(34)) + block(4, _BYTES, last=True) + b"\xff\xf8sound"


GOOD: dict[Kind, Callable[[], bytes]] = {
    Kind.JPEG: jpeg,
    Kind.PNG: png,
    Kind.GIF: gif,
    Kind.WEBP: lambda: _drawn("WEBP"),
    Kind.BMP: lambda: _drawn("BMP"),
    Kind.TIFF: tiff,
    Kind.HEIC: lambda: box(b"ftyp", b"heic", bytes(4), b"mif1") + box(b"mdat", _BYTES),
    Kind.MP4: mp4,
    Kind.MOV: lambda: mp4(b"qt  "),
    Kind.THREE_GP: lambda: mp4(b"3gp5"),
    Kind.M4A: lambda: mp4(b"M4A "),
    Kind.WEBM: lambda: b"\x1a\x45\xdf\xa3\x93\x42\x82\x84webm" + _BYTES,
    Kind.MKV: lambda: b"\x1a\x45\xdf\xa3\x97\x42\x82\x88matroska" + _BYTES,
    Kind.AVI: lambda: b"RIFF\x40\x00\x00\x00AVI LIST" + _BYTES,
    Kind.WMV: lambda: bytes.fromhex("3026b2758e66cf11a6d900aa0062ce6c") + _BYTES,
    Kind.MP3: mp3,
    Kind.AAC: aac,
    Kind.WAV: wav,
    Kind.FLAC: flac,
    Kind.AMR: lambda: b"#!AMR\n" + b"\x3c" + bytes(31),
    Kind.OGG: lambda: b"OggS\x00\x02" + _BYTES,
    Kind.PDF: pdf,
    Kind.DOCX: docx,
    Kind.XLSX: xlsx,
    Kind.PPTX: lambda: zipped({"[Content_Types].xml": b"<Types/>", "ppt/presentation.xml": b"<p/>"}),
    Kind.ODT: odt,
    Kind.ODS: lambda: zipped(
        {"content.xml": b"<a/>"}, ("mimetype", b"application/vnd.oasis.opendocument.spreadsheet")
    ),
    Kind.ODP: lambda: zipped(
        {"content.xml": b"<a/>"}, ("mimetype", b"application/vnd.oasis.opendocument.presentation")
    ),
    Kind.DOC: doc,
    Kind.XLS: lambda: doc("Workbook"),
    Kind.PPT: lambda: doc("PowerPoint Document"),
    Kind.TEXT: lambda: "张某10月12日当场收取现金两千元。\n".encode("gb18030"),
}
"""One of each kind."""


def flat_png(width: int, height: int) -> bytes:
    """A picture whose header claims this size."""

    def chunk(name: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))

    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(b"")) + chunk(b"IEND", b"")
    )


def _office(extra: dict[str, bytes]) -> bytes:
    return zipped({"[Content_Types].xml": b"<Types/>", "word/document.xml": b"<w/>"} | extra)


def overlapping() -> bytes:
    """Two names for one packed content, as bombs without nesting have."""
    data = bytearray(_office({"word/a.xml": b"a" * 50, "word/b.xml": b"b" * 50}))
    at = data.rfind(b"PK\x01\x02")
    before = data.rfind(b"PK\x01\x02", 0, at)
    data[at + 42 : at + 46] = data[before + 42 : before + 46]
    return bytes(data)


def locked() -> bytes:
    data = bytearray(_office({}))
    at = data.find(b"PK\x01\x02")
    while at >= 0:
        data[at + 8] |= 1
        at = data.find(b"PK\x01\x02", at + 1)
    return bytes(data)


BAD: dict[str, tuple[bytes, Reason]] = {
    "nothing": (b"", Reason.EMPTY),
    "a zip archive": (zipped({"a.jpg": b"x"}), Reason.ARCHIVE),
    "an empty zip archive": (b"PK\x05\x06" + bytes(18), Reason.ARCHIVE),
    "a rar archive": (b"Rar!\x1a\x07\x01\x00" + bytes(40), Reason.ARCHIVE),
    "a 7z archive": (b"7z\xbc\xaf\x27\x1c" + bytes(40), Reason.ARCHIVE),
    "a tar archive": (b"a".ljust(257, b"\x00") + b"ustar\x00".ljust(300, b"\x00"), Reason.ARCHIVE),
    "a gzip file": (b"\x1f\x8b\x08" + bytes(40), Reason.ARCHIVE),
    "a program for Windows": (b"MZ" + bytes(100), Reason.PROGRAM),
    "a program for Linux": (b"\x7fELF" + bytes(100), Reason.PROGRAM),
    "a shell script": (b"#!/bin/sh\nrm -rf /\n", Reason.PROGRAM),
    "a jar": (zipped({"META-INF/MANIFEST.MF": b"x", "A.class": b"\xca\xfe"}), Reason.PROGRAM),
    "a web page": (b"<!DOCTYPE html><script>alert(1)</script>", Reason.MARKUP),
    "a web page after blanks": (b"\xef\xbb\xbf \n\t<html>", Reason.MARKUP),
    "a drawing with a script": (b'<svg xmlns="http://www.w3.org/2000/svg"><script/></svg>', Reason.MARKUP),
    "text with a script": (b"hello <script>alert(1)</script>", Reason.MARKUP),
    "a rich text file": (b"{\\rtf1 hello}", Reason.MARKUP),
    "a PDF that is an archive too": (pdf() + zipped({"a": b"x"}), Reason.TWO_FORMATS),
    "a picture that is an archive too": (jpeg() + zipped({"a": b"x"}), Reason.TWO_FORMATS),
    "a picture that is a web page too": (b"GIF89a" + bytes([1, 0, 1, 0]) + b"<html><script>", Reason.TWO_FORMATS),
    "a picture that is a PDF too": (b"BM" + bytes(4) + bytes(4) + b"\x36\x00\x00\x00\x28\x00\x00\x00\x01\x00\x00\x00"
                                    b"\x01\x00\x00\x00" + b"%PDF-1.4", Reason.TWO_FORMATS),
    "a picture with something after it": (png() + b"something", Reason.TWO_FORMATS),
    "an office file behind something": (b"PK\x03\x04" + _office({}), Reason.TWO_FORMATS),
    "a locked office file": (locked(), Reason.ENCRYPTED),
    "a locked office file of the former format": (doc("EncryptedPackage"), Reason.ENCRYPTED),
    "an office file that is a bomb": (_office({"word/a.xml": bytes(20 << 20)}), Reason.BOMB),
    "an office file whose parts overlap": (overlapping(), Reason.BOMB),
    "an office file that climbs out": (_office({"../../etc/passwd": b"x"}), Reason.TWO_FORMATS),
    "a picture that is a bomb": (flat_png(30_000, 30_000), Reason.BOMB),
    "a picture without extent": (flat_png(0, 5), Reason.DAMAGED),
    "a PDF cut short": (pdf()[:300], Reason.DAMAGED),
    "a picture cut short": (png()[:60], Reason.DAMAGED),
    "an office file cut short": (docx()[:-30], Reason.DAMAGED),
    "noise": (bytes(range(256)) * 4, Reason.UNKNOWN),
}  # fmt: skip
"""What is refused, and why."""
