"""By which words a writer could be known."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from services.intake.domain.telling import Tells, is_id_card, passages

TOLD = [
    ("请打我电话13812345678联系", Tells.PHONE, "13812345678"),
    ("电话１３８１２３４５６７８", Tells.PHONE, "１３８１２３４５６７８"),
    ("座机0571-88776655。", Tells.PHONE, "0571-88776655"),
    ("身份证11010519491231002X。", Tells.ID_CARD, "11010519491231002X"),
    ("写信到 a.b@example.com 给", Tells.EMAIL, "a.b@example.com"),
    ("加微信号：abc_12345", Tells.CHAT, "微信号：abc_12345"),
    ("我的车浙A·12345停在门口", Tells.PLATE, "浙A·12345"),
    ("我叫李小明，", Tells.NAME, "我叫李小明"),
    ("本人王芳，", Tells.NAME, "本人王芳"),
    ("我是大海化工的安全员，", Tells.ROLE, "我是大海化工的安全员"),
    ("当时只有我在场", Tells.ONLY_ME, "只有我在场"),
    ("文三路123号2幢", Tells.ADDRESS, "文三路123号2幢"),
    ("My name is John Li.", Tells.NAME, "My name is John Li"),
]


@pytest.mark.parametrize(("text", "tells", "words"), TOLD)
def test_what_could_tell_the_writer_is_found(text, tells, words):
    assert [(text[one.start : one.end], one.tells) for one in passages(text)] == [(words, tells)]


def test_what_tells_nothing_is_left_alone():
    assert (
        passages("两名执法人员10月12日上午到厂检查，未出示证件，收取现金2000元，编号20261012000123。") == []
    )


def test_a_number_with_a_wrong_check_digit_is_no_identity_card():
    assert is_id_card("11010519491231002X")
    assert not is_id_card("110105194912310021")


def test_what_was_typed_about_oneself_is_found_in_the_text():
    text = "老陈看见了陈某某"

    assert [(text[one.start : one.end], one.tells) for one in passages(text, ["陈某某", "", "陈"])] == [
        ("陈某某", Tells.TYPED)
    ]


@settings(max_examples=50)
@given(st.text(alphabet=st.characters(), max_size=400), st.lists(st.text(max_size=8), max_size=3))
def test_no_text_is_an_error_and_every_passage_lies_within_it(text, typed):
    found = passages(text, typed)

    assert all(0 <= one.start < one.end <= len(text) for one in found)
    assert found == sorted(found)


def test_a_long_text_of_one_sign_is_no_trap():
    for sign in "1我a@是路微.":
        passages(sign * 20_000)
