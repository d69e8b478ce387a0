"""Who answered: keys, waves, versions and what is known of a respondent.

A key is trimmed and taken as it is, so that it means the same person in every wave; an e-mail
address becomes ``r`` and 12 hexadecimal digits of the BLAKE2b hash of the address in lower case,
the same in every file, so that no address stands in a table. Where there is no key, or its cell is
empty, the respondent is named ``<survey>:<own number of the platform, else row>`` and is never
linked; of a survey in several files the file stands in the middle. What is in several surveys at
once, or in two teams, is found by ``linking``.
"""

import hashlib
import re
from collections.abc import Mapping, Sequence
from pathlib import PurePosixPath
from typing import Any, Final

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from kooperacja_eval.ingest.cells import parse_cell
from kooperacja_eval.ingest.characters import clean
from kooperacja_eval.ingest.coded import Coded
from kooperacja_eval.ingest.outcome import MISSING, NOT_A_DATE, Bad
from kooperacja_eval.ingest.sheets import Cell, cell_text, is_blank
from kooperacja_eval.ingest.surveys.complaints import Complaint, complaints
from kooperacja_eval.ingest.surveys.days import UNDATED, day_of
from kooperacja_eval.ingest.surveys.export import Platform
from kooperacja_eval.ingest.surveys.mapping import Attribute, SurveyMapping
from kooperacja_eval.ingest.surveys.stacked import StackedSurvey
from kooperacja_eval.ingest.words import is_missing_word
from kooperacja_eval.schemas.field import fold
from kooperacja_eval.schemas.problems import Problem
from kooperacja_eval.schemas.tables.surveys import Respondents
from kooperacja_eval.text import Text

OWN_NUMBERS: Final[Mapping[Platform, tuple[str, ...]]] = {
    "limesurvey": ("id",),
    "kobo": ("_uuid", "_id"),
    "odk": ("KEY", "instanceID", "meta-instanceID"),
    "ms_forms": ("ID", "Identyfikator"),
}
"""Columns in which platforms number their records, the first of them that an export has."""
ATTRIBUTES: Final[tuple[Attribute, ...]] = (
    "pzk_id", "voivodeship", "sector", "level", "role", "completed_on",
)  # fmt: skip

_MAIL: Final = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")
_PLAIN: Final = r"^[A-Za-z]{0,8}[0-9][A-Za-z0-9]*$"
"""A key that cleaning leaves as it is: letters and digits, a digit among the first nine."""
_Texts = NDArray[np.object_]


def needed_columns(mapping: SurveyMapping) -> list[str]:
    """Return the columns of an export from which respondents are made."""
    part = mapping.respondent
    names = [part.key, mapping.survey.wave_column, *part.columns.values()]
    own = OWN_NUMBERS.get(mapping.survey.platform, ())
    return [name for name in (*names, *own) if name]


def respondents(
    survey: StackedSurvey, mapping: SurveyMapping, versions: _Texts, waves: Sequence[str]
) -> tuple[pd.DataFrame, list[Problem]]:
    """Return the table of respondents of a survey, and the cells that could not be read.

    Parameters
    ----------
    survey : StackedSurvey
        The raw survey after corrections.
    mapping : SurveyMapping
        Its mapping.
    versions : ndarray of object, shape (n,)
        Version of the instrument of each row, None where it is not known.
    waves : sequence of str
        Waves of ``study.toml``.
    """
    names, linkable = _identifiers(survey, mapping)
    wave, problems = _waves(survey, mapping, waves)
    columns: dict[str, Any] = {
        "respondent_id": names,
        "wave": wave,
        "survey": np.full(len(survey), mapping.survey.id, dtype=object),
        "instrument": np.full(len(survey), mapping.survey.instrument, dtype=object),
        "version": versions,
        "linkable": linkable,
    }
    for attribute in ATTRIBUTES:
        columns[attribute], found = _attribute(survey, mapping, attribute)
        problems += found
    columns["status"] = np.where(survey.complete, "complete", "partial").astype(object)
    columns["source_file"] = _of_exports(survey, [e.file for e in survey.exports])
    columns["source_sheet"] = _of_exports(survey, [e.sheet or None for e in survey.exports])
    columns["source_row"] = survey.rows
    types = Respondents.dtypes()
    return pd.DataFrame({name: columns[name] for name in types}).astype(types), problems


def pseudonym(address: str) -> str:
    """Return the name that stands for an e-mail address.

    Examples
    --------
    >>> pseudonym("Jan.Syntetyczny@example.org") == pseudonym(" jan.syntetyczny@example.org")
    True
    """
    plain = address.strip().casefold().encode()
    return f"r{hashlib.blake2b(plain, digest_size=6).hexdigest()}"


def _identifiers(survey: StackedSurvey, mapping: SurveyMapping) -> tuple[_Texts, NDArray[np.bool_]]:
    keys = _keys(survey.columns.get(mapping.respondent.key or ""), len(survey))
    linkable = np.array([key is not None for key in keys], dtype=bool)
    lacking = np.flatnonzero(~linkable)
    if len(lacking):
        marks = _file_marks(survey)
        numbers = _own_numbers(survey, mapping)
        for at in lacking.tolist():
            number = numbers[at] or str(survey.rows[at])
            keys[at] = f"{mapping.survey.id}:{marks[survey.export_of[at]]}{number}"
    return keys, linkable


def _keys(column: Coded | None, length: int) -> _Texts:
    """Return the key of each row; of an Arrow column, plain ones are taken as they stand."""
    if column is None or not isinstance(column.values, pa.Array):
        return _texts(column, length, _key)
    found = np.array(column.cells(), dtype=object)
    plain = pc.match_substring_regex(column.values, _PLAIN).fill_null(fill_value=False)
    for at in np.flatnonzero(~plain.to_numpy(zero_copy_only=False)):
        found[at] = _key(found[at])
    return _taken(found, column)


def _key(cell: Cell) -> str | None:
    text = clean(cell_text(cell))
    if is_missing_word(text):
        return None
    return pseudonym(text) if "@" in text and _MAIL.fullmatch(text) else text


def _own_numbers(survey: StackedSurvey, mapping: SurveyMapping) -> _Texts:
    """Return the platform's number of each record; none in a repeat, whose rows share it."""
    names = OWN_NUMBERS.get(mapping.survey.platform, ())
    column = next((survey.columns[name] for name in names if name in survey.columns), None)
    if mapping.survey.repeat:
        column = None
    return _texts(column, len(survey), lambda cell: clean(cell_text(cell)) or None)


def _file_marks(survey: StackedSurvey) -> list[str]:
    if len(survey.exports) == 1:
        return [""]
    files = {export.file for export in survey.exports}
    stems = {PurePosixPath(file).stem for file in files}
    shown = [
        PurePosixPath(export.file).stem if len(stems) == len(files) else export.file
        for export in survey.exports
    ]
    sheets = len(files) < len(survey.exports)
    return [
        f"{name}:{export.sheet}:" if sheets and export.sheet else f"{name}:"
        for name, export in zip(shown, survey.exports, strict=True)
    ]


def _waves(
    survey: StackedSurvey, mapping: SurveyMapping, waves: Sequence[str]
) -> tuple[_Texts, list[Problem]]:
    part = mapping.survey
    if part.wave is not None:
        return np.full(len(survey), part.wave, dtype=object), _unknown_waves([part.wave], waves)
    column = survey.columns.get(part.wave_column or "")
    problems = _unknown_waves(part.waves.values(), waves)
    if column is None:
        return np.full(len(survey), None, dtype=object), problems
    known = {fold(wave): wave for wave in waves} | {fold(k): v for k, v in part.waves.items()}
    cells = column.cells()
    found = [known.get(fold(clean(cell_text(cell)))) for cell in cells]
    listed = ", ".join([*part.waves, *waves])
    unknown = Complaint(
        "unknown_wave",
        Text(
            f"Nie wiadomo, który to pomiar. Oczekiwano: {listed}. Dopisz wartość w survey.toml "
            "(waves) albo popraw komórkę.",
            f"It is not known which wave this is. Expected: {listed}. Add the value to survey.toml "
            "(waves) or mend the cell.",
        ),
    )
    bad = {code: unknown for code, wave in enumerate(found) if wave is None}
    problems += complaints(
        survey, part.wave_column or "", bad, table="respondents", field="wave", empty=unknown
    )
    return _taken(found, column), problems


def _unknown_waves(named: Any, waves: Sequence[str]) -> list[Problem]:
    return [
        Problem(
            rule="unknown_wave",
            severity="error",
            message=Text(
                f"Pomiaru {wave} z survey.toml nie ma w study.toml. Pomiary w study.toml: "
                f"{', '.join(waves) or 'brak'}.",
                f"The wave {wave} of survey.toml is not in study.toml. Waves of study.toml: "
                f"{', '.join(waves) or 'none'}.",
            ),
            table="respondents",
            field="wave",
        )
        for wave in dict.fromkeys(named)
        if wave not in waves
    ]


def _attribute(
    survey: StackedSurvey, mapping: SurveyMapping, attribute: Attribute
) -> tuple[_Texts, list[Problem]]:
    part = mapping.respondent
    name = part.columns.get(attribute)
    column = survey.columns.get(name or "")
    if name is None or column is None:
        given = part.constant.get(attribute)
        value = None if given is None or name is not None else _parsed(attribute, given, {})
        if isinstance(value, Complaint):
            problem = Problem(
                rule=value.rule, severity="error", message=value.message,
                table="respondents", field=attribute,
            )  # fmt: skip
            return np.full(len(survey), None, dtype=object), [problem]
        return np.full(len(survey), value, dtype=object), []
    given_values = part.values  # noqa: PD011 - a key of the mapping
    values = {fold(cell): code for cell, code in given_values.get(attribute, {}).items()}
    found = [_parsed(attribute, cell, values) for cell in column.cells()]
    if mapping.survey.platform == "limesurvey":
        found = [None if value == UNDATED else value for value in found]
    bad = {code: value for code, value in enumerate(found) if isinstance(value, Complaint)}
    shown = [None if isinstance(value, Complaint) else value for value in found]
    return _taken(shown, column), complaints(
        survey, name, bad, table="respondents", field=attribute
    )


def _parsed(attribute: Attribute, cell: Cell, values: Mapping[str, str]) -> Any:
    if is_blank(cell):
        return None
    if attribute == "completed_on":
        return day_of(cell) or Complaint(NOT_A_DATE.rule, NOT_A_DATE.message)
    given = values.get(fold(clean(cell_text(cell))))
    found = parse_cell(Respondents.fields[attribute], cell if given is None else given)
    if isinstance(found, Bad):
        return Complaint(found.rule, found.message)
    return None if found is MISSING else found


def _texts(column: Coded | None, length: int, read: Any) -> _Texts:
    if column is None:
        return np.full(length, None, dtype=object)
    return _taken([read(cell) for cell in column.cells()], column)


def _taken(values: Sequence[Any] | _Texts, column: Coded) -> _Texts:
    listed = np.empty(len(values) + 1, dtype=object)
    listed[:-1] = values
    listed[-1] = None
    return np.asarray(listed[column.positions()])


def _of_exports(survey: StackedSurvey, names: Sequence[str | None]) -> _Texts:
    return np.array([*names, None], dtype=object)[survey.export_of]
