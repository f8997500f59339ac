"""A private RabbitMQ node (or several that find one another), as any user, root too."""

import os
import secrets
import signal
import socket
import subprocess
from dataclasses import dataclass, field
from pathlib import Path

from deploy.servers.private import ServerFailed, end, find_program, free_port, wait_until

FOLDERS = ("/usr/lib/rabbitmq/bin", "/usr/lib/rabbitmq/lib/*/sbin", "/opt/rabbitmq/sbin")
"""/usr/sbin holds Debian's wrappers, which switch to the system's user, folder and cookie."""
BOOT_SECONDS = 90

CONFIGURATION = """\
log.file.level = warning
log.console = false
disk_free_limit.absolute = 200MB
vm_memory_high_watermark.absolute = 1GB
default_user = {user}
default_pass = {password}
loopback_users = none
"""


@dataclass
class RabbitNode:
    """One node with everything of its own in `folder`. It listens on loopback only."""

    folder: Path
    name: str = "jiandu"
    port: int = field(default_factory=free_port)
    distribution_port: int = field(default_factory=free_port)
    epmd_port: int = field(default_factory=free_port)
    user: str = "jiandu"
    password: str = field(default_factory=lambda: secrets.token_hex(12))
    configuration: str = CONFIGURATION
    """What stands in rabbitmq.conf; {user} and {password} are filled in."""
    more_configuration: str = ""
    cookie: str = field(default_factory=lambda: secrets.token_hex(16))
    """What nodes and rabbitmqctl know one another by; kept in the folder from the first start on."""
    own_epmd: bool = True
    """False: another node of the cluster keeps the name daemon."""
    _epmd: subprocess.Popen[bytes] | None = field(default=None, init=False)
    _server: subprocess.Popen[bytes] | None = field(default=None, init=False)

    def url(self, vhost: str = "%2F") -> str:
        return f"amqp://{self.user}:{self.password}@127.0.0.1:{self.port}/{vhost}"

    def start(self) -> None:
        """Bring the node up, with its data where there is some. Raises ServerMissing or ServerFailed."""
        server = find_program("rabbitmq-server", FOLDERS, "rabbitmq-server")
        self._prepare()
        self.start_epmd()
        log = self.folder / "server.out"
        with log.open("wb") as out:
            self._server = subprocess.Popen(
                [server],
                env=self.environment(),
                stdin=subprocess.DEVNULL,
                stdout=out,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )
        try:
            wait_until(self.answers, self._server, log, BOOT_SECONDS)
        except ServerFailed:
            self.stop()
            raise

    def stop(self) -> None:
        """A clean end; what was confirmed is on disk either way."""
        self.stop_server()
        if self._epmd is not None:
            end(self._epmd)
            self._epmd = None

    def stop_server(self) -> None:
        """A clean end of the node; the name daemon, which others may need, stays."""
        if self._server is not None:
            end(self._server, signal.SIGTERM)
            self._server = None

    def kill(self) -> None:
        """The end by kill -9, as in a power cut; `start` brings it back."""
        if self._server is None:
            return
        os.kill(self.pid, signal.SIGKILL)
        end(self._server)
        self._server = None

    def running(self) -> bool:
        """Whether the node that we started is still there."""
        return self._server is not None and self._server.poll() is None

    @property
    def pid(self) -> int:
        """The virtual machine's own process, not its launcher."""
        return int((self.folder / "pid").read_text())

    @property
    def epmd_pid(self) -> int:
        """The name daemon's process, while this node keeps it."""
        if self._epmd is None:
            raise ServerFailed("the name daemon is not kept by this node")
        return self._epmd.pid

    def answers(self) -> bool:
        """Whether the broker greets a client."""
        try:
            with socket.create_connection(("127.0.0.1", self.port), timeout=2) as client:
                client.sendall(b"AMQP\x00\x00\x09\x01")
                return client.recv(1) == b"\x01"
        except OSError:
            return False

    def control(self, *arguments: str, text: str | None = None) -> str:
        """What `rabbitmqctl` says."""
        program = find_program("rabbitmqctl", FOLDERS, "rabbitmq-server")
        done = subprocess.run(
            [program, "--quiet", *arguments],
            env=self.environment(),
            input=text,
            capture_output=True,
            text=True,
            check=False,
        )
        if done.returncode:
            raise ServerFailed(f"rabbitmqctl {arguments[0]}: {done.stderr or done.stdout}")
        return done.stdout

    def environment(self) -> dict[str, str]:
        """Everything that would otherwise come from the system's own RabbitMQ."""
        folder, loopback = self.folder, "-kernel inet_dist_use_interface {127,0,0,1}"
        kept = {name: os.environ[name] for name in ("PATH", "TMPDIR") if name in os.environ}
        return kept | {
            "HOME": str(folder / "home"),
            "LANG": "C.UTF-8",
            "LC_ALL": "C.UTF-8",
            "ERL_EPMD_PORT": str(self.epmd_port),
            "ERL_EPMD_ADDRESS": "127.0.0.1",
            "RABBITMQ_NODENAME": f"{self.name}@localhost",
            "RABBITMQ_NODE_IP_ADDRESS": "127.0.0.1",
            "RABBITMQ_NODE_PORT": str(self.port),
            "RABBITMQ_DIST_PORT": str(self.distribution_port),
            "RABBITMQ_MNESIA_BASE": str(folder / "data"),
            "RABBITMQ_LOG_BASE": str(folder / "log"),
            "RABBITMQ_PID_FILE": str(folder / "pid"),
            "RABBITMQ_ENABLED_PLUGINS_FILE": str(folder / "enabled_plugins"),
            "RABBITMQ_CONF_ENV_FILE": "/dev/null",
            "RABBITMQ_CONFIG_FILE": str(folder / "rabbitmq.conf"),
            "RABBITMQ_ADVANCED_CONFIG_FILE": str(folder / "advanced.config"),
            "RABBITMQ_GENERATED_CONFIG_DIR": str(folder / "generated"),
            "RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS": loopback,
            "RABBITMQ_CTL_ERL_ARGS": loopback,
        }

    def _prepare(self) -> None:
        home = self.folder / "home"
        home.mkdir(parents=True, exist_ok=True, mode=0o700)
        cookie = home / ".erlang.cookie"
        if not cookie.exists():
            cookie.write_text(self.cookie)
            cookie.chmod(0o400)
        (self.folder / "enabled_plugins").write_text("[].")
        (self.folder / "advanced.config").write_text("[].")
        configuration = self.configuration.format(user=self.user, password=self.password)
        (self.folder / "rabbitmq.conf").write_text(configuration + self.more_configuration)

    def start_epmd(self) -> None:
        """The name daemon as our own child: the one that a node starts outlives it and listens everywhere."""
        if self._epmd is not None or not self.own_epmd:
            return
        program = find_program("epmd", ("/usr/bin", "/usr/lib/erlang/erts-*/bin"), "rabbitmq-server")
        self._epmd = subprocess.Popen(
            [program, "-port", str(self.epmd_port), "-address", "127.0.0.1"],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
