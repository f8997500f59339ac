"""Files that come with a complaint's form, and where they go."""

from services.intake.files.owners import Owner
from services.intake.files.showing import Shown
from services.intake.files.taking import Intake, Stream, finish
from services.intake.pursuit import NotOpen
from shared.files.kinds import Unfit
from shared.web import arriving as web
from shared.web import works
from shared.web.arriving import await_files
from shared.web.arriving import file_store as store

__all__ = ["Arriving", "arriving", "place_of", "store"]


class Arriving(web.Arriving[Stream]):
    """The files of one request, for one owner."""

    def take(self) -> list[Shown]:
        """All that are fit; none while the store is in trouble."""
        taken: list[Shown] = []
        if self.trouble is not None:
            self.drop()
            return taken
        for stream in self.streams:
            try:
                stream.end()
                taken.append(finish(stream.place, stream.file_id))
            except Unfit as unfit:
                self.refused.append((stream.name, unfit.reason))
        return taken


def place_of(owner: Owner) -> Intake:
    return Intake(works(), store(), owner)


def arriving(owner: Owner, most: int) -> Arriving:
    """Say where this request's files go, before anything reads its form; `most` bytes may come in all."""
    place = place_of(owner)
    coming = Arriving(lambda name: Stream(place, name), (NotOpen,))
    await_files(coming, most)
    return coming
