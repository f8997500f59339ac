"""The broker's definitions: the whole topology, and one account per service that may do its part only.

Import them (`rabbitmqctl import_definitions`, or `load_definitions` in rabbitmq.conf) and set
JIANDU_TOPOLOGY=given: no service can then change a queue, hear what is not for it, or say what another
one says. All names but the accounts' are the same in every virtual host; an account is named after its
virtual host, so that several houses (one per province, say) may share a broker.
"""

import base64
import hashlib
import os
import re
from collections.abc import Mapping
from typing import Any

from shared.contracts.events import EVENTS
from shared.contracts.routing import (
    BODIES_EXCHANGE,
    DEAD_EXCHANGE,
    EXCHANGE,
    REPORTS,
    REPORTS_DEAD,
    REPORTS_EXCHANGE,
    body_dead_queue,
    body_queue,
    dead_queue,
    inbox_queue,
)
from shared.contracts.terms import Service
from shared.messaging import topology

VHOST = "jiandu"
OPERATOR = "operator"
"""For `jiandu dead-letters`: reads the dead queues, and puts a message back into an inbox."""
ACCOUNTS = (*Service, OPERATOR)

BODIES_DEAD = re.escape(body_dead_queue("DIVISION")).replace("DIVISION", "[0-9A-Z]+")
"""The dead queue of any body."""
_NOTHING = "^$"
_SALT_BYTES = 4


def definitions(vhost: str = VHOST, passwords: Mapping[str, str] | None = None) -> dict[str, Any]:
    """What the broker imports. Accounts without a password are there but let nobody in."""
    queues = topology.whole_plan()
    return {
        "vhosts": [{"name": vhost}],
        "users": [_user(vhost, account, (passwords or {}).get(account)) for account in ACCOUNTS],
        "permissions": [_permission(vhost, account) for account in ACCOUNTS],
        "topic_permissions": [_topics(vhost, account) for account in ACCOUNTS],
        "exchanges": [_exchange(vhost, each.name, each.type) for each in topology.EXCHANGES.values()],
        "queues": [_queue(vhost, queue) for queue in queues],
        "bindings": [_binding(vhost, queue, key) for queue in queues for key in queue.keys],
    }


def body_account(division: str) -> str:
    """The account of a body's own system."""
    return f"body-{division}"


def body_definitions(vhost: str, division: str, password: str) -> dict[str, Any]:
    """One body's queue, and an account that reads it, reports under the body's own key, and does nothing
    else. Imported beside what `definitions` says; imported again, it changes the password."""
    account, queues = body_account(division), topology.body_plan(division)
    user = {"user": account_name(vhost, account), "vhost": vhost}
    may = {"configure": _NOTHING, "write": _only(REPORTS_EXCHANGE), "read": _only(body_queue(division))}
    topics = {"exchange": REPORTS_EXCHANGE, "write": _only(division), "read": _NOTHING}
    return {
        "users": [_user(vhost, account, password)],
        "permissions": [user | may],
        "topic_permissions": [user | topics],
        "queues": [_queue(vhost, queue) for queue in queues],
        "bindings": [_binding(vhost, queue, key) for queue in queues for key in queue.keys],
    }


def account_name(vhost: str, account: str) -> str:
    return f"{vhost}-{account}"


def password_hash(password: str) -> str:
    """As RabbitMQ keeps it: salt and SHA-256 of salt and password."""
    salt = os.urandom(_SALT_BYTES)
    return base64.b64encode(salt + hashlib.sha256(salt + password.encode()).digest()).decode()


def _user(vhost: str, account: str, password: str | None) -> dict[str, Any]:
    return {
        "name": account_name(vhost, account),
        "password_hash": password_hash(password) if password else "",
        "hashing_algorithm": "rabbit_password_hashing_sha256",
        "tags": "",
    }


def _permission(vhost: str, account: str) -> dict[str, str]:
    if account == OPERATOR:
        dead = [*(dead_queue(service) for service in Service), REPORTS_DEAD]
        may = {"write": _only("amq.default"), "read": f"^({'|'.join(map(re.escape, dead))}|{BODIES_DEAD})$"}
    else:
        # Bodies' own systems speak with investigation alone.
        investigates = account == Service.INVESTIGATION
        says, hears = [EXCHANGE, DEAD_EXCHANGE], [inbox_queue(Service(account))]
        says += [BODIES_EXCHANGE] if investigates else []
        hears += [REPORTS] if investigates else []
        may = {"write": _only(*says), "read": _only(*hears)}
    return {"user": account_name(vhost, account), "vhost": vhost, "configure": _NOTHING, **may}


def _topics(vhost: str, account: str) -> dict[str, str]:
    """A service may say its own events only: nobody but intake can say that a complaint was received."""
    said = [kind.name for kind in EVENTS.values() if kind.producer == account]
    return {
        "user": account_name(vhost, account),
        "vhost": vhost,
        "exchange": EXCHANGE,
        "write": _only(*said),
        "read": _NOTHING,
    }


def _only(*names: str) -> str:
    return f"^({'|'.join(re.escape(name) for name in names)})$" if names else _NOTHING


def _exchange(vhost: str, name: str, kind: str) -> dict[str, Any]:
    fixed = {"durable": True, "auto_delete": False, "internal": False, "arguments": {}}
    return {"name": name, "vhost": vhost, "type": kind, **fixed}


def _queue(vhost: str, queue: topology.QueuePlan) -> dict[str, Any]:
    fixed = {"durable": True, "auto_delete": False}
    return {"name": queue.name, "vhost": vhost, **fixed, "arguments": dict(queue.arguments)}


def _binding(vhost: str, queue: topology.QueuePlan, key: str) -> dict[str, Any]:
    ends = {"source": queue.exchange, "destination": queue.name, "destination_type": "queue"}
    return {"vhost": vhost, **ends, "routing_key": key, "arguments": {}}
