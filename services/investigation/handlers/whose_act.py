"""Whether the department itself, or the body's own review, is challenged is written down with the case, as
its records say it."""

from services.investigation.domain import departments
from services.investigation.folder import Folder
from services.investigation.served import acts_of, towns_of
from shared.divisions import division_of
from shared.work import Work


def write_down(work: Work, folder: Folder) -> None:
    """After an act is recorded, and again with each proposal: the matters may be other ones by then."""
    acts = acts_of(work.session, [folder.case.id]).get(folder.case.id, [])
    respondents = [each.respondent for each in folder.allegations]
    division = division_of(folder.case.body)
    folder.case.departments_act = departments.acted_as_such(acts, respondents, division)
    towns = towns_of({division}) if acts else {}
    folder.case.reviewed_here = departments.reviewed_as_such(acts, division, towns)
