"""Letters of an export that were lost or read in a wrong encoding before the file was saved.

The border: named, never mended; one problem for each column, at its first faulty cell.
"""

from collections.abc import Iterable

import pyarrow.compute as pc

from kooperacja_eval.ingest.characters import FAULTS, Fault, fault
from kooperacja_eval.ingest.sheets import RawColumn, letter
from kooperacja_eval.ingest.surveys.export import SurveyFile
from kooperacja_eval.ingest.surveys.limesurvey_problems import faulty_text
from kooperacja_eval.ingest.surveys.limesurvey_table import LimeTable
from kooperacja_eval.schemas.problems import Problem


def heading_faults(file: SurveyFile, table: LimeTable) -> list[Problem]:
    """Return the headings whose letters are wrong."""
    found = []
    for index, heading in enumerate(table.headings):
        wrong = _fault(heading)
        if wrong is not None:
            found.append(faulty_text(file, table.sheet, None, letter(index), FAULTS[wrong]))
    return found


def cell_faults(file: SurveyFile, table: LimeTable) -> list[Problem]:
    """Return the columns in which letters of an answer are wrong."""
    if not table.sheet and file.data.isascii():
        return []
    found = []
    for index, cells in enumerate(table.columns):
        first = _first_faulty(cells)
        if first is not None:
            row, wrong = first
            at = int(table.rows[row])
            found.append(faulty_text(file, table.sheet, at, letter(index), FAULTS[wrong]))
    return found


def _first_faulty(cells: RawColumn) -> tuple[int, Fault] | None:
    for text in _different(cells):
        wrong = _fault(text)
        if wrong is not None:
            at = cells.index(text) if isinstance(cells, list) else pc.index(cells, text).as_py()
            return at, wrong
    return None


def _different(cells: RawColumn) -> Iterable[str]:
    values = cells if isinstance(cells, list) else pc.unique(cells).to_pylist()
    return dict.fromkeys(v for v in values if isinstance(v, str) and not v.isascii())


def _fault(text: str) -> Fault | None:
    """Return a fault of encoding; letters of other scripts are people's own."""
    wrong = fault(text)
    return None if wrong == "homoglyph" else wrong
