"""Exports of KoBoToolbox and Ona: XLSX with a sheet for each repeat, CSV, archives of CSV files.

The border: from bytes to columns whose names and parts are known. Cells stay as they are, numbers
that came as text too; only Ona's mark ``n/a`` for what was not answered becomes an empty cell.
"""

from collections.abc import Sequence
from typing import Final

from kooperacja_eval.ingest.surveys import kobo_refusals as refusals
from kooperacja_eval.ingest.surveys.definition import SurveyDefinition
from kooperacja_eval.ingest.surveys.export import Reading, SurveyExport, SurveyFile
from kooperacja_eval.ingest.surveys.kobo_exports import build_exports
from kooperacja_eval.ingest.surveys.kobo_links import link_tables
from kooperacja_eval.ingest.surveys.kobo_sheets import Grid, read_grids
from kooperacja_eval.ingest.surveys.kobo_system import KOBO
from kooperacja_eval.schemas.field import fold

_FORM_SHEETS: Final = frozenset(("survey", "choices"))
_FORM_HEADERS: Final = frozenset(("type", "name"))
_ODK_HEADERS: Final = frozenset(("SubmissionDate", "KEY"))
_LOG_HEADERS: Final = frozenset(("uuid", "question", "old_value", "new_value"))


def read_kobo(file: SurveyFile, *, definition: SurveyDefinition | None = None) -> Reading:
    """Read an export of KoBoToolbox or Ona.

    Parameters
    ----------
    file : SurveyFile
        XLSX, XLS, CSV, or an archive of the CSV files of one survey; with names or words of the
        questions as headers.
    definition : SurveyDefinition, optional
        The form, from ``read_xlsform``. Headers of words are only matched with it, and multiple
        choices, moved questions and notes are only known for sure with it.

    Returns
    -------
    Reading
        The questionnaire, then each repeat joined to its parents. Questions are named without
        their groups; where two share a name, by the shortest end of the path that is unique.

    Raises
    ------
    RefusedFileError
        Where nothing can be read: a damaged or protected file, a form, a log, no table.
    """
    grids, problems = read_grids(file)
    _refuse_others(file, grids)
    links, unlinked = link_tables(grids, definition)
    exports, more = build_exports(grids, links, KOBO, definition)
    return Reading(exports=chosen(file, exports), problems=(*problems, *unlinked, *more))


def _refuse_others(file: SurveyFile, grids: Sequence[Grid]) -> None:
    if not grids:
        raise refusals.no_tables(file.name)
    for grid in grids:
        headers = {fold(header) for header in grid.headers}
        form_text = grid.headers[:1] == ("survey",) and len(grid.headers) == 1
        if form_text or (fold(grid.sheet) in _FORM_SHEETS and headers & _FORM_HEADERS):
            raise refusals.is_a_form(file.name)
        if set(grid.headers) >= _LOG_HEADERS:
            raise refusals.cleaning_log(file.name)
        if set(grid.headers) >= _ODK_HEADERS:
            raise refusals.is_odk(file.name)


def chosen(file: SurveyFile, exports: Sequence[SurveyExport]) -> tuple[SurveyExport, ...]:
    """Return the exports of the sheet that the user wants, all where none is named.

    Raises
    ------
    RefusedFileError
        ``no_sheet``, naming the sheets that are there.
    """
    if file.sheet is None:
        return tuple(exports)
    found = tuple(export for export in exports if fold(export.sheet) == fold(file.sheet))
    if not found:
        raise refusals.no_sheet(file.name, file.sheet, [export.sheet for export in exports])
    return found
