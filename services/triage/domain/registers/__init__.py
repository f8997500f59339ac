"""The registers of Measures art. 5 and 6: their kinds and columns, how a file is read, what it would change.

A file adds and changes; it never removes. What ends gets a last day, so that earlier complaints keep the
names of their time.
"""

from services.triage.domain.registers.difference import Difference, compare
from services.triage.domain.registers.entries import Cells, Row, holds, key_of, period
from services.triage.domain.registers.faults import FAULTS, Fault
from services.triage.domain.registers.files import quoted, read_csv, write_csv
from services.triage.domain.registers.kinds import KINDS, Column, Kind, Type

__all__ = [
    "FAULTS",
    "KINDS",
    "Cells",
    "Column",
    "Difference",
    "Fault",
    "Kind",
    "Row",
    "Type",
    "compare",
    "holds",
    "key_of",
    "period",
    "quoted",
    "read_csv",
    "write_csv",
]
