"""Exports of ODK Central: an archive with a CSV file for each repeat, or one CSV file.

The border: as for KoBoToolbox, whose rules of names, options and repeats hold here too; what
differs is how headers are joined (``group-question``), how rows are linked (KEY, PARENT_KEY) and
what the platform adds.
"""

from pathlib import PurePosixPath
from typing import Final

from kooperacja_eval.ingest.surveys import kobo_refusals as refusals
from kooperacja_eval.ingest.surveys.definition import SurveyDefinition
from kooperacja_eval.ingest.surveys.export import Reading, RefusedFileError, SurveyFile
from kooperacja_eval.ingest.surveys.kobo import chosen
from kooperacja_eval.ingest.surveys.kobo_exports import build_exports
from kooperacja_eval.ingest.surveys.kobo_sheets import Grids, read_grids, read_members
from kooperacja_eval.ingest.surveys.kobo_system import ODK
from kooperacja_eval.ingest.surveys.odk_links import KEY, link_keys
from kooperacja_eval.ingest.surveys.safe_zip import ZipMembers, open_zip
from kooperacja_eval.schemas.problems import Problem
from kooperacja_eval.text import Text

_AUDIT: Final = " - audit"
_MEDIA: Final = "media"


def read_odk(file: SurveyFile, *, definition: SurveyDefinition | None = None) -> Reading:
    """Read an export of ODK Central.

    Parameters
    ----------
    file : SurveyFile
        The archive with the CSV files of the form and its repeats, or one CSV file.
    definition : SurveyDefinition, optional
        The form, from ``read_xlsform``; names that hold ``-`` are only told from groups with it
        or where a part could not be a name.

    Returns
    -------
    Reading
        The questionnaire, then each repeat joined to its parents. Logs (``- audit.csv``) and the
        folder of media are left aside, with a note.

    Raises
    ------
    RefusedFileError
        Where nothing can be read; ``not_odk`` where no table has the column KEY.
    """
    grids, problems = _read(file)
    if not grids:
        raise refusals.no_tables(file.name)
    if not any(KEY in grid.headers for grid in grids):
        raise _not_odk(file.name)
    links, unlinked = link_keys(grids)
    exports, more = build_exports(grids, links, ODK, definition)
    return Reading(exports=chosen(file, exports), problems=(*problems, *unlinked, *more))


def _read(file: SurveyFile) -> Grids:
    if not file.name.lower().endswith(".zip"):
        return read_grids(file)
    members = open_zip(file.name, file.data)
    wanted, aside = _wanted(members)
    if not wanted:
        raise refusals.no_tables(file.name)
    grids, problems = read_members(file, {name: members.read(name) for name in wanted})
    return grids, [*aside, *problems]


def _wanted(members: ZipMembers) -> tuple[list[str], list[Problem]]:
    """Return the tables of an archive, the shortest name first, and a note on what is left."""
    wanted: list[str] = []
    aside: list[str] = []
    for name in members.names:
        path = PurePosixPath(name)
        table = path.suffix.lower() == ".csv" and not path.stem.endswith(_AUDIT)
        (wanted if table and _MEDIA not in path.parts[:-1] else aside).append(name)
    wanted.sort(key=lambda name: (len(PurePosixPath(name).stem), name))
    return wanted, [_left_aside(members.file, len(aside))] if aside else []


def _left_aside(file: str, count: int) -> Problem:
    return Problem(
        rule="files_left_aside",
        severity="warning",
        message=Text(
            f"W archiwum pominięto pliki, które nie są odpowiedziami (audit, media): {count}.",
            f"Files of the archive that are no answers (audit, media) were left aside: {count}.",
        ),
        file=file,
    )


def _not_odk(file: str) -> RefusedFileError:
    return RefusedFileError(
        "not_odk",
        Text(
            f"Plik {file} nie ma kolumny KEY, więc nie jest eksportem ODK Central. Pobierz "
            "archiwum ZIP (Submissions – Download) albo popraw platform w survey.toml.",
            f"{file} has no column KEY and so is no export of ODK Central. Download the ZIP "
            "archive (Submissions – Download), or correct platform in survey.toml.",
        ),
    )
