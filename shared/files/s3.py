"""A store at any S3-compatible service: `s3://bucket/prefix`; keys by the usual AWS_ variables."""

import errno
from typing import Any
from urllib.parse import urlsplit

import obstore
from obstore.exceptions import BaseError
from obstore.store import S3Store as Bucket

from shared.files.store import Missing, StoreAway

_OPTIONS: Any = {"timeout": "30s", "connect_timeout": "5s"}
_RETRIES: Any = {"max_retries": 3}


class S3Store:
    """Pieces as objects of one bucket. The service's own promise is that a put object is there, whole."""

    def __init__(self, url: str, **options: Any) -> None:
        parts = urlsplit(url)
        prefix = parts.path.strip("/") or None
        plain = {"allow_http": True} if str(options.get("endpoint", "")).startswith("http:") else {}
        self._bucket = Bucket(
            parts.netloc, prefix=prefix, client_options=_OPTIONS | plain, retry_config=_RETRIES, **options
        )

    def put(self, name: str, data: bytes) -> None:
        try:
            obstore.put(self._bucket, name, data, use_multipart=False)
        except (BaseError, OSError) as error:
            raise _away() from error

    def get(self, name: str) -> bytes:
        try:
            return bytes(obstore.get(self._bucket, name).bytes())
        except FileNotFoundError as error:
            raise Missing(name) from error
        except (BaseError, OSError) as error:
            raise _away() from error

    def delete(self, file: str) -> None:
        try:
            for page in obstore.list(self._bucket, prefix=file):
                obstore.delete(self._bucket, [str(each["path"]) for each in page])
        except (BaseError, OSError) as error:
            raise _away() from error

    def check(self) -> None:
        try:
            next(iter(obstore.list(self._bucket, prefix="nothing")), None)
        except (BaseError, OSError) as error:
            raise _away() from error


def _away() -> StoreAway:
    return StoreAway(errno.EIO, "file store")
