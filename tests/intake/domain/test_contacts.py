"""One person, whatever way the number is typed."""

import pytest

from services.intake.domain import contacts
from services.intake.domain.complaint import Complainant


@pytest.mark.parametrize(
    "typed",
    [
        "13800138000",
        "+86 138 0013 8000",
        "+86-138-0013-8000",
        "008613800138000",
        "0086 138-0013-8000",
        "86 13800138000",
        "（+86）13800138000",
        "１３８００１３８０００",
        "＋８６ 138 0013 8000",
        "013800138000",
        "13800138000 转 8",
    ],
)
def test_a_mobile_number_is_one_however_it_is_typed(typed: str) -> None:
    assert contacts.phone(typed) == "13800138000"


def test_a_fixed_line_keeps_its_area_and_loses_the_trunk_zero() -> None:
    written = ("0571-88886666", "+86 571 88886666", "0086-0571-88886666", "0571 8888 6666 转 801")

    assert {contacts.phone(one) for one in written} == {"57188886666"}
    assert contacts.phone("86886666") == "86886666"


def test_a_phone_goes_before_an_e_mail_before_name_and_address() -> None:
    assert Complainant(phone="138 0013 8000", email="a@b.cn").contact == "tel:13800138000"
    assert Complainant(email=" Ａ@B.cn ", name="张三").contact == "mail:a@b.cn"
    assert Complainant(name="张 三", address="文三路 １２ 号").contact == "post:张三|文三路12号"
    assert Complainant(name="张三").contact is None
    assert Complainant(address="文三路12号").contact is None
