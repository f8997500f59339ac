"""Over TLS both clients speak to the broker that was asked for, and to nobody who only says so."""

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from deploy.servers.private import free_port
from deploy.servers.rabbitmq import RabbitNode
from shared.messaging.broker import BROKER_TROUBLE, connect
from shared.messaging.publisher_pika import PikaPublisher
from tests.servers import session as servers

pytestmark = pytest.mark.broker
PEM = serialization.Encoding.PEM
NAME = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "authority of this test")])


def _certificates(folder: Path) -> None:
    """An authority in `ca.pem`, and what it vouches for: the host `localhost`, no address."""
    authority, own = (ec.generate_private_key(ec.SECP256R1()) for _ in range(2))
    now = dt.datetime.now(dt.UTC)
    made = x509.CertificateBuilder().issuer_name(NAME).not_valid_before(now - dt.timedelta(days=1))
    made = made.not_valid_after(now + dt.timedelta(days=1))
    root = (
        made.subject_name(NAME)
        .public_key(authority.public_key())
        .serial_number(1)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(authority, hashes.SHA256())
    )
    host = (
        made.subject_name(x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "broker")]))
        .public_key(own.public_key())
        .serial_number(2)
        .add_extension(x509.SubjectAlternativeName([x509.DNSName("localhost")]), critical=False)
        .sign(authority, hashes.SHA256())
    )
    (folder / "ca.pem").write_bytes(root.public_bytes(PEM))
    (folder / "host.pem").write_bytes(host.public_bytes(PEM))
    plain = serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    (folder / "key.pem").write_bytes(own.private_bytes(PEM, *plain))


@pytest.fixture(scope="module")
def broker(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Path, str]]:
    """The authority's file, and an address with its host to be filled in."""
    servers.require("rabbitmq")
    folder, port = tmp_path_factory.mktemp("tls"), free_port()
    _certificates(folder)
    said = [f"listeners.ssl.1 = 127.0.0.1:{port}", "ssl_options.verify = verify_none"]
    files = {"cacertfile": "ca.pem", "certfile": "host.pem", "keyfile": "key.pem"}
    said += [f"ssl_options.{name} = {folder / file}" for name, file in files.items()]
    node = RabbitNode(folder / "node", more_configuration="\n".join(said) + "\n")
    node.start()
    try:
        yield folder / "ca.pem", f"amqps://{node.user}:{node.password}@HOST:{port}/%2F"
    finally:
        node.stop()


def _kombu(url: str) -> bool:
    with connect(url) as connection:
        try:
            connection.ensure_connection(max_retries=1, interval_start=0, reraise_as_library_errors=False)
        except BROKER_TROUBLE:
            return False
    return True


def _pika(url: str) -> bool:
    publisher = PikaPublisher(url)
    try:
        return publisher.connect()
    finally:
        publisher.close()


clients = pytest.mark.parametrize("reaches", [_kombu, _pika])


@clients
def test_the_host_that_was_asked_for_is_reached(
    reaches, broker: tuple[Path, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", str(broker[0]))

    assert reaches(broker[1].replace("HOST", "localhost"))


@clients
def test_a_certificate_for_another_name_is_refused(
    reaches, broker: tuple[Path, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", str(broker[0]))

    assert not reaches(broker[1].replace("HOST", "127.0.0.1"))


@clients
def test_an_authority_that_nobody_knows_is_refused(reaches, broker: tuple[Path, str]) -> None:
    assert not reaches(broker[1].replace("HOST", "localhost"))


def test_each_node_of_several_is_asked_by_its_own_name(
    broker: tuple[Path, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", str(broker[0]))
    away = f"amqps://nobody:x@127.0.0.1:{free_port()}/%2F"

    assert _kombu(f"{away};{broker[1].replace('HOST', 'localhost')}")
