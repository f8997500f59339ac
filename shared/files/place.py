"""Which store this house keeps its files in."""

import importlib
import os

from shared.files.store import FOLDER, LocalStore, Store
from shared.settings import Settings, SettingsError


def store_of(settings: Settings) -> Store:
    """The folder in the data folder, or what JIANDU_FILES_STORE names. Raises SettingsError."""
    if settings.files_store is None:
        return LocalStore(settings.data_dir / FOLDER)
    if not settings.files_store.startswith("s3://"):
        raise SettingsError("JIANDU_FILES_STORE is s3://bucket/prefix, or unset for the data folder")
    # Sixteen megabytes that only a house with such a store needs in its memory.
    endpoint = os.environ.get("AWS_ENDPOINT_URL")
    made: Store = importlib.import_module("shared.files.s3").S3Store(
        settings.files_store, **({"endpoint": endpoint} if endpoint else {})
    )
    return made
