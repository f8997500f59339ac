"""Orders for tests: good bodies, files of every kind, and a system that wants to be told."""

import csv
import io
import threading
import zipfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import Any
from xml.sax.saxutils import escape

DOOR = "/api/v1/hotline/orders"
BODY: dict[str, Any] = {
    "identity": "confidential",
    "complainant": {"name": "王小明", "phone": "13800001234"},
    "statement": "10月1日上午，执法人员到厂里检查时没有出示证件。",
    "dispatched_at": "2026-11-23T09:00:00+08:00",
}
HEAD = (
    "工单编号",
    "派发时间",
    "姓名",
    "联系电话",
    "诉求内容",
    "被投诉对象类别",
    "被投诉对象",
    "被投诉对象所在地",
)
LINE = (
    "HZ-1",
    "2026-11-20 16:00",
    "王小明",
    "13800001234",
    "检查时没有出示证件，\n态度恶劣。",
    "执法人员",
    "张三",
    "330106",
)


def body(number: str = "HZ-1", **more: Any) -> dict[str, Any]:
    return BODY | {"external_order": {"system": "12345", "number": number}} | more


def csv_of(*rows: Sequence[str], delimiter: str = ",") -> str:
    out = io.StringIO()
    csv.writer(out, delimiter=delimiter).writerows(rows)
    return out.getvalue()


def xlsx(rows: Sequence[Sequence[Any]], **parts: str) -> bytes:
    """A workbook as a program writes it; a tuple is a cell of its own making: (attributes, inner XML)."""

    def cell(value: Any) -> str:
        if isinstance(value, tuple):
            return f"<c {value[0]}>{value[1]}</c>"
        return f'<c t="inlineStr"><is><t>{escape(str(value))}</t></is></c>' if value != "" else "<c/>"

    lines = "".join(f"<row>{''.join(map(cell, row))}</row>" for row in rows)
    made = {
        "[Content_Types].xml": "<Types/>",
        "xl/workbook.xml": '<workbook xmlns:r="r"><sheets><sheet name="工单" sheetId="1" r:id="rId1"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": '<Relationships><Relationship Id="rId1" Target="worksheets/sheet1.xml"/></Relationships>',
        "xl/styles.xml": '<styleSheet><cellXfs><xf numFmtId="0"/><xf numFmtId="22"/></cellXfs></styleSheet>',
        "xl/worksheets/sheet1.xml": f"<worksheet><sheetData>{lines}</sheetData></worksheet>",
    } | parts
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in made.items():
            archive.writestr(name, text)
    return out.getvalue()


class Receiver:
    """A small HTTP server that keeps what it is told and answers as it is bid."""

    def __init__(self) -> None:
        self.heard: list[tuple[dict[str, str], bytes]] = []
        self.status = 204

    def hear(self, request: BaseHTTPRequestHandler) -> None:
        length = int(request.headers["Content-Length"])
        self.heard.append(
            ({name.lower(): value for name, value in request.headers.items()}, request.rfile.read(length))
        )
        request.send_response(self.status)
        request.send_header("Content-Length", "0")
        request.end_headers()


@contextmanager
def listening() -> Iterator[tuple[Receiver, str]]:
    receiver = Receiver()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            receiver.hear(self)

        def log_message(self, *_: Any) -> None: ...

    server = HTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield receiver, f"http://127.0.0.1:{server.server_port}/orders?of=jiandu"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
