"""What people get while they type the name of a place."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.contracts.terms import Level
from shared.divisions import divisions, search
from shared.divisions.readings import readings

TABLE = divisions()


def first(query, **narrowed):
    found = search(query, limit=1, **narrowed)
    return TABLE.full_name(found[0].code) if found else None


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("330106", "浙江省杭州市西湖区"),
        ("西湖", "浙江省杭州市西湖区"),
        ("西湖区", "浙江省杭州市西湖区"),
        ("杭州市西湖区", "浙江省杭州市西湖区"),
        ("杭州西湖", "浙江省杭州市西湖区"),
        ("浙江 西湖", "浙江省杭州市西湖区"),
        ("hangzhou", "浙江省杭州市"),
        ("HangZhou", "浙江省杭州市"),
        ("hangzhou xihu", "浙江省杭州市西湖区"),
        ("hzxh", "浙江省杭州市西湖区"),
        ("hz", "浙江省杭州市"),
        ("jiangsu gulou", "江苏省南京市鼓楼区"),
        ("gongyeyuan", "江苏省苏州市苏州工业园区"),
        ("bt", "新疆生产建设兵团"),
        ("石河子", "新疆生产建设兵团石河子市"),
        ("harbin", "黑龙江省哈尔滨市"),
        ("全国", "全国"),
        ("１１００００", "北京市"),
    ],
)
def test_the_first_hit(query, expected):
    assert first(query) == expected


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("chongqing", "重庆市"),
        ("xiamen", "福建省厦门市"),
        ("luan", "安徽省六安市"),
        ("taizhoushi", "江苏省泰州市"),
        ("lishui", "浙江省丽水市"),
        ("changzhi", "山西省长治市"),
        ("zhangzi", "山西省长治市长子县"),
        ("hongtong", "山西省临汾市洪洞县"),
        ("guoyang", "安徽省亳州市涡阳县"),
        ("luohe", "河南省漯河市"),
        ("yueqing", "浙江省温州市乐清市"),
        ("laoling", "山东省德州市乐陵市"),
        ("minhang", "上海市闵行区"),
        ("hunchun", "吉林省延边朝鲜族自治州珲春市"),
        ("junlian", "四川省宜宾市筠连县"),
        ("luhe", "江苏省南京市六合区"),
        ("lvliang", "山西省吕梁市"),
        ("luliang", "山西省吕梁市"),
        ("lüliang", "山西省吕梁市"),
        ("xi'an", "陕西省西安市"),
        ("panyu", "广东省广州市番禺区"),
        ("qianwei", "四川省乐山市犍为县"),
        ("xunxian", "河南省鹤壁市浚县"),
        ("shanxian", "山东省菏泽市单县"),
    ],
)
def test_place_names_are_read_as_people_read_them(typed, expected):
    assert first(typed) == expected


def test_both_taizhou_are_found():
    found = {TABLE.full_name(row.code) for row in search("taizhou", level=Level.CITY)}

    assert found == {"浙江省台州市", "江苏省泰州市"}


def test_names_that_are_not_unique_are_all_offered():
    found = search("鼓楼区")

    assert len(found) == 4
    assert len({TABLE.full_name(row.code) for row in found}) == 4


def test_level_and_region_narrow_the_search():
    assert all(row.level is Level.CITY for row in search("z", level=Level.CITY))
    assert first("西湖", within="360000") == "江西省南昌市西湖区"
    assert search("西湖", within="110000") == []


def test_a_retired_code_finds_its_successors():
    assert [row.code for row in search("110103")] == ["110101"]


@pytest.mark.parametrize("query", ["", "   ", "香港", "710000", "%", "查无此地", "'"])
def test_nothing_is_found_for_nothing(query):
    assert search(query) == []


@given(st.sampled_from([row for row in TABLE if row.in_system]))
def test_every_division_is_found_by_code_name_and_pinyin(row):
    pinyin = "".join(readings()[row.code].spoken[0]).replace("ü", "v")

    assert search(row.code)[0] == row
    assert row in search(row.name, limit=20)
    assert row in search(TABLE.full_name(row.code), limit=3)
    assert row in search(pinyin, limit=20)


@given(st.text(max_size=30))
def test_any_text_may_be_typed(query):
    assert len(search(query, limit=5)) <= 5


def test_the_index_has_a_reading_for_every_division():
    for row in TABLE:
        assert len(readings()[row.code].spoken[0]) == len(row.name)


def test_a_query_takes_less_than_five_milliseconds():
    search("warm")
    queries = ["西湖", "区", "x", "hz", "zhejiang", "330106", "hangzhou xihu", "z", "浙江 西湖"]

    started = time.process_time()
    for query in queries * 5:
        search(query)
    mean = (time.process_time() - started) / (5 * len(queries))

    assert mean < 0.005
