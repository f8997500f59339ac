"""Tables of a bureau's own template: cells keep their places, what is broken is told."""

from typing import Any

from services.investigation.domain.templates import names, needed
from services.investigation.handlers.templates import sample
from services.investigation.written import by_template
from shared.papers import pdf, template
from tests.investigation.builders import TODAY
from tests.investigation.templated import OPINION, changed, own, upload


def test_a_cell_that_a_row_leaves_out_moves_no_other() -> None:
    def ragged(made: Any) -> None:
        table = made.add_table(rows=2, cols=3)
        for at, cell in enumerate(table._cells):
            cell.text = f"格{at}"
        table.rows[0]._tr.remove(table.rows[0]._tr.tc_lst[2])
        wide = made.add_table(rows=1, cols=1)
        wide.cell(0, 0)._tc.grid_span = 5

    set_as = by_template(changed(ragged), sample(OPINION, TODAY), 1).set_as
    tables = [each for each in (set_as or {})["blocks"] if each["kind"] == "table"]
    said = [
        "".join(run["text"] for line in cell["lines"] for run in line["runs"]) for cell in tables[1]["cells"]
    ]

    assert said == ["格0", "格1", "", "格3", "格4", "格5"]
    assert len(tables[2]["columns"]) == 5


def test_a_cell_over_several_rows_stands_once_and_moves_no_other() -> None:
    def over_rows(made: Any) -> None:
        table = made.add_table(rows=3, cols=3)
        for at, cell in enumerate(table._cells):
            cell.text = f"格{at}"
        for at in (3, 6, 4, 7):  # what Word keeps in them is not shown
            table._cells[at].text = ""
        table.cell(0, 0).merge(table.cell(2, 0))
        table.cell(1, 1).merge(table.cell(2, 1))

    assert template.flaws(changed(over_rows), names(OPINION), needed(OPINION)) == []
    made = by_template(changed(over_rows), sample(OPINION, TODAY), 1)
    table = [each for each in (made.set_as or {})["blocks"] if each["kind"] == "table"][1]
    stand = {
        "".join(run["text"] for line in cell["lines"] for run in line["runs"]).strip(): (
            cell["x"], cell["y"], cell["span"], cell["rows"],
        )
        for cell in table["cells"]
    }  # fmt: skip

    assert stand == {
        "格0": (0, 0, 1, 3), "格1": (1, 0, 1, 1), "格2": (2, 0, 1, 1),
        "": (1, 1, 1, 2), "格5": (2, 1, 1, 1), "格8": (2, 2, 1, 1),
    }  # fmt: skip
    assert made.file("pdf").startswith(b"%PDF")


def test_what_was_set_before_cells_knew_their_place_is_set_as_it_was() -> None:
    made = by_template(own(), sample(OPINION, TODAY), 1).set_as or {}
    today = pdf.render(made)
    for block in made["blocks"]:
        for cell in block.get("cells", ()):
            for name in ("x", "y", "rows", "stands"):
                del cell[name]

    assert pdf.render(made) == today


def test_a_table_wider_than_word_allows_is_told(opened: Any, seat: Any) -> None:
    def wide(made: Any) -> None:
        made.tables[0].cell(0, 0)._tc.grid_span = 10**9

    assert upload(seat, changed(wide)).status_code == 422


def test_a_file_whose_tables_are_broken_is_told(opened: Any, seat: Any) -> None:
    def gridless(made: Any) -> None:
        made.tables[0]._tbl.remove(made.tables[0]._tbl.tblGrid)

    assert upload(seat, changed(gridless)).status_code == 422
