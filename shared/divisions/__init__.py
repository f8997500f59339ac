"""Administrative divisions: who lies under whom, what they are called, and how to find them. Pure."""

from shared.divisions.areas import Area
from shared.divisions.division import Division, Retirement, UnknownDivision
from shared.divisions.names import Names, NoDepartment, body_code, department_code, division_of
from shared.divisions.search import Search, search
from shared.divisions.table import Divisions, divisions, load, province_of

__all__ = [
    "Area",
    "Division",
    "Divisions",
    "Names",
    "NoDepartment",
    "Retirement",
    "Search",
    "UnknownDivision",
    "body_code",
    "department_code",
    "division_of",
    "divisions",
    "load",
    "province_of",
    "search",
]
