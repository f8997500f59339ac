"""The ledger of the demo survives whatever happens between two steps."""

from deploy.demo.ledger import Ledger


def test_what_was_noted_is_there_after_a_restart(tmp_path):
    ledger = Ledger(tmp_path / "demo" / "ledger.json")
    key = ledger.page("one")["idempotency_key"]
    ledger.note("one", tracking_number="N", receipt_code="C")
    ledger.told("one", "accept")

    again = Ledger(tmp_path / "demo" / "ledger.json")

    assert again.page("one") == {
        "idempotency_key": key,
        "tracking_number": "N",
        "receipt_code": "C",
        "steps": ["accept"],
    }
    assert again.receipts() == [("N", "C")]


def test_the_key_is_on_the_disk_before_anything_is_submitted(tmp_path):
    key = Ledger(tmp_path / "ledger.json").page("one")["idempotency_key"]

    assert Ledger(tmp_path / "ledger.json").page("one")["idempotency_key"] == key


def test_only_its_owner_may_read_it(tmp_path):
    Ledger(tmp_path / "ledger.json").page("one")

    assert (tmp_path / "ledger.json").stat().st_mode & 0o077 == 0


def test_another_house_gets_a_new_ledger(tmp_path):
    ledger = Ledger(tmp_path / "ledger.json")
    ledger.note("one", tracking_number="N", receipt_code="C")

    ledger.clear()

    assert Ledger(tmp_path / "ledger.json").receipts() == []
