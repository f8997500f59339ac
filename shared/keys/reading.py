"""A sealed column's value as `jiandu keys` looks at it: whose key, does it open, the same sealed anew."""

from collections.abc import Set

from shared.crypto import Keyring, key_id_of
from shared.keys import bodies
from shared.sealed import Envelope, UnderWord, WireBody

Kind = Envelope | WireBody | UnderWord


def key_ids(kind: Kind, value: bytes) -> Set[bytes]:
    """The keys it needs; none where nothing is sealed in it. Raises Unreadable."""
    return bodies.key_ids(value) if isinstance(kind, WireBody) else {key_id_of(value)}


def check(kind: Kind, value: bytes, ring: Keyring) -> None:
    """See that it opens, as far as one can without the word. Raises Unreadable."""
    if isinstance(kind, WireBody):
        bodies.opened(value, ring)
    elif isinstance(kind, Envelope):
        ring.open(kind.context, value)


def renewed(kind: Kind, value: bytes, ring: Keyring) -> bytes:
    """The same under the current key; the very same bytes if it is there already. Raises Unreadable."""
    if isinstance(kind, WireBody):
        return bodies.renewed(value, ring)
    return ring.reseal(kind.context, value) if isinstance(kind, Envelope) else value
