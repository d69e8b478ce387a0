"""Archives of LimeSurvey (.lsa): the questionnaire and its answers in one file.

The table of responses (.lsr) calls its columns by numbers of the database, which the structure
(.lss) beside it explains: ``123X4X56SQ001`` before LimeSurvey 7, ``Q56_S78`` from then on. The
border: participants (.lst) and times (.lsi) are never read, only named.
"""

from collections.abc import Mapping
from typing import Final

import numpy as np

from kooperacja_eval.ingest.surveys.definition import SurveyDefinition
from kooperacja_eval.ingest.surveys.export import Reading, RefusedFileError, SurveyFile
from kooperacja_eval.ingest.surveys.limesurvey import made_export
from kooperacja_eval.ingest.surveys.limesurvey_headings import SYSTEM_COLUMNS
from kooperacja_eval.ingest.surveys.limesurvey_parts import roles_of
from kooperacja_eval.ingest.surveys.limesurvey_problems import listed, problem
from kooperacja_eval.ingest.surveys.limesurvey_table import LimeTable
from kooperacja_eval.ingest.surveys.lss import STRUCTURES, definition_of
from kooperacja_eval.ingest.surveys.lss_columns import columns_of
from kooperacja_eval.ingest.surveys.lss_model import LssSurvey, survey_of
from kooperacja_eval.ingest.surveys.lss_tables import Row, read_document
from kooperacja_eval.ingest.surveys.safe_zip import ZipMembers, open_zip
from kooperacja_eval.schemas.problems import Problem
from kooperacja_eval.text import Text

_RESPONSES: Final = "responses"


def read_lsa(file: SurveyFile) -> tuple[SurveyDefinition, Reading]:
    """Return the questionnaire and the answers of an archive.

    Parameters
    ----------
    file : SurveyFile
        A .lsa file.

    Returns
    -------
    tuple of SurveyDefinition and Reading
        The reading has no export where the survey was never activated. Answers are codes; rows
        count the records of the table of responses from 1; a cell that was null is None. Style
        of the headings is ``database``.

    Raises
    ------
    RefusedFileError
        For an archive that is unsafe or damaged, holds no structure or several, or a document
        that LimeSurvey did not write.
    """
    members = open_zip(file.name, file.data)
    structure = _only(file, members, ".lss")
    if structure is None:
        raise _no_structure(file)
    inside = f"{file.name}/{structure}"
    survey = survey_of(read_document(inside, members.read(structure), STRUCTURES))
    definition = definition_of(file, survey)
    notes = _left_aside(file, members)
    responses = _only(file, members, ".lsr")
    if responses is None:
        return definition, Reading(exports=(), problems=(*notes, _no_responses(file)))
    document = read_document(f"{file.name}/{responses}", members.read(responses), ("Responses",))
    rows = document.rows(_RESPONSES)
    fields = document.fields.get(_RESPONSES) or list(dict.fromkeys(k for r in rows for k in r))
    reading = _read(file, definition, _names(survey), fields, rows)
    return definition, Reading(exports=reading.exports, problems=(*notes, *reading.problems))


def _read(
    file: SurveyFile,
    definition: SurveyDefinition,
    known: Mapping[str, str],
    fields: list[str],
    rows: list[Row],
) -> Reading:
    names = [known.get(field, field) for field in fields]
    table = LimeTable(
        sheet="",
        headings=tuple(fields),
        columns=tuple([row.get(_element(field)) for row in rows] for field in fields),
        rows=np.arange(1, len(rows) + 1, dtype=np.int64),
    )
    roles, _ = roles_of(names, table.columns, definition, coded=True)
    unknown = [f for f in fields if f not in known and f not in SYSTEM_COLUMNS]
    return Reading(
        exports=(made_export(file, table, names, roles, "database", lettered=False),),
        problems=(_unknown(file, unknown),) if unknown else (),
    )


def _names(survey: LssSurvey) -> Mapping[str, str]:
    """Return the names of columns by what the table of responses calls them."""
    return {
        stored: column.name
        for question in survey.questions
        for column in columns_of(question, survey.languages)
        for stored in column.stored
    }


def _element(field: str) -> str:
    """Return the element that holds a column; LimeSurvey masks what XML does not allow."""
    return ("_" if field[:1].isdecimal() else "") + field.replace("#", "-")


def _only(file: SurveyFile, members: ZipMembers, suffix: str) -> str | None:
    found = members.ending(suffix)
    if len(found) > 1:
        raise _several(file, suffix, found)
    return found[0] if found else None


def _left_aside(file: SurveyFile, members: ZipMembers) -> list[Problem]:
    aside = members.ending(".lst", ".lsi")
    if not aside:
        return []
    names = listed(aside)
    return [
        problem(
            file,
            "members_left_aside",
            Text(
                f"W archiwum są też dane, których nie odczytano (uczestnicy, czasy): {names.pl}. "
                "Jeśli nie są potrzebne, usuń je z data_raw.",
                f"The archive also holds data that were not read (participants, times): "
                f"{names.en}. If they are not needed, remove them from data_raw.",
            ),
        )
    ]


def _no_responses(file: SurveyFile) -> Problem:
    return problem(
        file,
        "no_responses",
        Text(
            f"Archiwum {file.name} nie zawiera odpowiedzi (.lsr): ankieta nie była aktywna. "
            "Wyeksportuj archiwum z aktywnej ankiety albo odpowiedzi jako CSV.",
            f"The archive {file.name} holds no responses (.lsr): the survey was not active. Export "
            "the archive of an active survey, or the responses as CSV.",
        ),
        severity="error",
    )


def _unknown(file: SurveyFile, fields: list[str]) -> Problem:
    names = listed(fields)
    return problem(
        file,
        "unknown_fields",
        Text(
            f"Struktura ankiety nie wyjaśnia pól odpowiedzi: {names.pl}; zachowały swoje nazwy. "
            "Jeśli to pytania, wyeksportuj odpowiedzi jako CSV z nagłówkami jako kody.",
            f"The structure of the survey does not explain these fields of the responses: "
            f"{names.en}; they kept their names. If they are questions, export the responses as "
            "CSV with codes as headings.",
        ),
    )


def _no_structure(file: SurveyFile) -> RefusedFileError:
    return RefusedFileError(
        "no_structure",
        Text(
            f"Archiwum {file.name} nie zawiera struktury ankiety (.lss), więc nie jest archiwum "
            "LimeSurvey. Wyeksportuj: Ankieta > Eksport > Archiwum ankiety (.lsa).",
            f"The archive {file.name} holds no survey structure (.lss), so it is no archive of "
            "LimeSurvey. Export: Survey > Export > Survey archive (.lsa).",
        ),
    )


def _several(file: SurveyFile, suffix: str, found: tuple[str, ...]) -> RefusedFileError:
    names = ", ".join(found)
    return RefusedFileError(
        "several_members",
        Text(
            f"Archiwum {file.name} zawiera kilka plików {suffix}: {names}. Wyeksportuj każdą "
            "ankietę do osobnego archiwum.",
            f"The archive {file.name} holds several {suffix} files: {names}. Export each survey "
            "to an archive of its own.",
        ),
    )
