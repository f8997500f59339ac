"""What departments and supervision bodies are called."""

import pytest

from shared.divisions import Names, NoDepartment, body_code, department_code, division_of, divisions
from shared.divisions.names import NamesFileError

TABLE = divisions()
NAMES = Names(TABLE)


@pytest.mark.parametrize(
    ("code", "department", "body"),
    [
        ("330106", "杭州市西湖区应急管理局", "杭州市西湖区应急管理局执法监督科"),
        ("330100", "杭州市应急管理局", "杭州市应急管理局执法监督处"),
        ("330400", "嘉兴市应急管理局", "嘉兴市应急管理局执法监督科"),
        ("330000", "浙江省应急管理厅", "浙江省应急管理厅执法监督处"),
        ("150000", "内蒙古自治区应急管理厅", "内蒙古自治区应急管理厅执法监督处"),
        ("110000", "北京市应急管理局", "北京市应急管理局执法监督处"),
        ("110101", "北京市东城区应急管理局", "北京市东城区应急管理局执法监督科"),
        ("000000", "应急管理部", "应急管理部执法监督局"),
        ("XPCC", "新疆生产建设兵团应急管理局", "新疆生产建设兵团应急管理局执法监督处"),
        ("659001", "石河子市应急管理局", "石河子市应急管理局执法监督科"),
        ("419001", "济源市应急管理局", "济源市应急管理局执法监督科"),
        ("441900", "东莞市应急管理局", "东莞市应急管理局执法监督科"),
        ("320571", "苏州工业园区应急管理局", "苏州工业园区应急管理局执法监督科"),
    ],
)
def test_names_in_chinese(code, department, body):
    assert NAMES.department_name(code) == department
    assert NAMES.body_name(code) == body


@pytest.mark.parametrize(
    ("code", "department", "body"),
    [
        (
            "330106",
            "Emergency Management Bureau, Xihu District (Hangzhou)",
            "Supervision body, Xihu District (Hangzhou)",
        ),
        ("330000", "Department of Emergency Management, Zhejiang", "Supervision body, Zhejiang"),
        (
            "000000",
            "Ministry of Emergency Management",
            "Supervision body, Ministry of Emergency Management",
        ),
        ("659001", "Emergency Management Bureau, Shihezi", "Supervision body, Shihezi"),
    ],
)
def test_names_in_english(code, department, body):
    assert NAMES.department_name(code, "en") == department
    assert NAMES.body_name(code, "en") == body


def test_every_body_has_a_name_of_its_own_in_chinese():
    names = [NAMES.body_name(row.code) for row in TABLE.with_body()]

    assert len(set(names)) == len(names)


def test_every_division_can_be_named_in_english_letters():
    for row in TABLE:
        name = NAMES.division_name(row.code, "en")

        assert name.replace("ü", "u").isascii(), row
        assert name[0].isupper(), row


def test_no_department_where_the_measures_do_not_apply():
    with pytest.raises(NoDepartment):
        NAMES.department_name("710000")


def test_codes_of_parties_lead_back_to_their_division():
    for row in TABLE:
        assert division_of(department_code(row.code)) == row.code
        assert division_of(body_code(row.code)) == row.code
    assert department_code("330106") == "DEP-330106"
    assert division_of("UNIT-330106:危化科") == "330106"
    for wrong in ("330106", "", "-330106", "SUP-"):
        with pytest.raises(ValueError, match="not the code"):
            division_of(wrong)


def test_a_file_overrides_names_one_by_one(tmp_path):
    path = tmp_path / "names.csv"
    path.write_text(
        "code,kind,name\n330106,body,西湖区安全生产执法监督室\n330110,department,杭州市余杭区应急管理和消防局\n",
        encoding="utf-8",
    )

    names = Names(TABLE, path)

    assert names.body_name("330106") == "西湖区安全生产执法监督室"
    assert names.department_name("330106") == "杭州市西湖区应急管理局"
    assert names.body_name("330110") == "杭州市余杭区应急管理和消防局执法监督科"
    assert names.party_name("SUP-330106") == "西湖区安全生产执法监督室"
    assert names.party_name("DEP-330106") == "杭州市西湖区应急管理局"


@pytest.mark.parametrize("line", ["999999,body,某局", "330106,office,某局", "330106,body, "])
def test_a_bad_line_of_the_file_is_named(tmp_path, line):
    path = tmp_path / "names.csv"
    path.write_text(f"code,kind,name\n{line}\n", encoding="utf-8")

    with pytest.raises(NamesFileError, match="line 2"):
        Names(TABLE, path)


@pytest.mark.parametrize(
    ("party", "chinese", "english"),
    [
        ("UNIT-330106:危化科", "危化科（浙江省杭州市西湖区）", "危化科 (Xihu District, Hangzhou, Zhejiang)"),
        ("PERSON-330106:王某", "王某（浙江省杭州市西湖区）", "王某 (Xihu District, Hangzhou, Zhejiang)"),
        ("PERSON-999999:王某", "王某（999999）", "王某 (999999)"),
    ],
)
def test_a_unit_or_person_is_named_with_its_place(party, chinese, english):
    names = Names(TABLE)

    assert names.party_name(party) == chinese
    assert names.party_name(party, "en") == english
