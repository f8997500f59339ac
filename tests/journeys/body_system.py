"""The system of a supervision body: the example client with the account that the operator handed out."""

from pathlib import Path
from typing import Any

from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat, PublicFormat

from deploy.examples.body_client.client import Client, Letter
from deploy.servers.rabbitmq import RabbitNode
from tests.journeys.house import House
from tests.journeys.waiting import until


def handed_out(house: House, broker: RabbitNode, division: str) -> dict[str, str]:
    """What the body's IT gets: the operator gives it a queue, and the broker's keeper imports it."""
    private, folder = X25519PrivateKey.generate(), house.directory
    (folder / "private.pem").write_bytes(
        private.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    )
    public = private.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)
    (folder / "public.pem").write_bytes(public)
    files = folder / "handed"
    given = ("--public-key", str(folder / "public.pem"), "--output", str(files))
    house.command("bodies", "amqp", "create", division, *given)
    for file in files.iterdir():
        assert file.stat().st_mode & 0o777 == 0o600, file
    broker.control("import_definitions", str(files / f"body-{division}.json"))
    lines = (files / f"body-{division}.env").read_text().splitlines()
    return dict(line.split("=", 1) for line in lines) | {"JIANDU_PRIVATE_KEY": str(folder / "private.pem")}


class System:
    """The client, and what it has heard so far."""

    def __init__(self, said: dict[str, str], folder: Path, acting: str) -> None:
        self.client, self.acting = Client(said, folder), acting
        self.heard: list[Letter] = []

    def hear(self, what: str, wanted: Any) -> Letter:
        """The first letter that `wanted` fits, once it came."""

        def found() -> Letter | None:
            self.heard += self.client.letters(patience=0.2)
            return next((letter for letter in self.heard if wanted(letter)), None)

        return until(found, what)

    def answer(self, about: str) -> Letter:
        return self.hear(f"an answer to {about}", lambda letter: letter.contents.get("about") == about)

    def opened(self, number: str) -> str:
        """The id of the case with that tracking number, once it was told."""

        def fits(letter: Letter) -> bool:
            return letter.kind == "case.opened" and letter.contents["case"]["tracking_number"] == number

        found: str = self.hear(number, fits).contents["case"]["id"]
        return found

    def report(self, kind: str, case: str, contents: dict[str, Any], version: int | None = None) -> Any:
        answer = self.answer(self.client.report(kind, case, self.acting, contents, version))
        assert answer.kind == "report.accepted", answer.contents
        return answer.contents["case"]
