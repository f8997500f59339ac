"""Settings of provinces are heard as they are changed, for cases that no acceptance brings them to."""

from services.investigation.models import ProvinceSettings
from shared.contracts.events import SettingsChanged
from shared.work import Work


def on_settings_changed(work: Work, event: SettingsChanged) -> None:
    """Cases that are open keep what they began with."""
    held = work.session.get(ProvinceSettings, event.province)
    if held is None:
        held = ProvinceSettings(province=event.province, version=0, changes=[])
        work.session.add(held)
    if event.version > held.version:
        held.version, held.changes = event.version, list(event.changes)
        work.record("settings.changed", f"settings:{event.province}", {"version": event.version})
