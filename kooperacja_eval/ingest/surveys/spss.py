"""SPSS files (.sav, .zsav, .por): cells as stored, labels as definition of the questionnaire.

The border: codes that the file declares missing stay in the cells and are marked in the options;
why a code is missing is said by the mapping. A cell that SPSS calls system-missing becomes None.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from io import BytesIO
from typing import Any, Final

import numpy as np
import pyreadstat

from kooperacja_eval.ingest.characters import fault
from kooperacja_eval.ingest.encoding import ENCODINGS, codec_name
from kooperacja_eval.ingest.sheets import Cell, letter
from kooperacja_eval.ingest.surveys import spss_problems as says
from kooperacja_eval.ingest.surveys.definition import Question, SurveyDefinition
from kooperacja_eval.ingest.surveys.export import (
    ExportColumn,
    Reading,
    RefusedFileError,
    SurveyExport,
    SurveyFile,
)
from kooperacja_eval.ingest.surveys.spss_check import read_dictionary
from kooperacja_eval.ingest.surveys.spss_format import SYSTEM_FILES, is_spss
from kooperacja_eval.ingest.surveys.spss_labels import (
    Membership,
    memberships,
    options_of,
    question_of,
)
from kooperacja_eval.ingest.surveys.spss_values import cells_of_variable
from kooperacja_eval.schemas.problems import Problem

_POLISH: Final = ("cp1250", "iso8859-2")
"""Encodings that are tried, in this order, where the one of the file does not fit its bytes."""
_POLISH_AS_WESTERN: Final = re.compile(r"œ(?=[æwcklmprtz])|(?<=[a-z])œ\b")
"""Traces of ś where cp1250 was read as windows-1252, as in iloœæ, which French does not write."""
_BREAKS: Final = (
    pyreadstat.ReadstatError, pyreadstat.PyreadstatError, UnicodeError, ValueError, OverflowError,
    LookupError, TypeError, AttributeError, MemoryError,
)  # fmt: skip
"""What pyreadstat raises at files that it cannot read."""


@dataclass(frozen=True, slots=True)
class _Raw:
    """Values by variable, and what the file says about its variables."""

    values: Mapping[str, Sequence[Any]]
    meta: Any

    def texts(self) -> Iterator[str]:
        """Return every text of the file: names, labels, cells."""
        yield from self.values
        yield from (label for label in self.meta.column_labels if label)
        for labels in self.meta.variable_value_labels.values():
            yield from (str(label) for label in labels.values())
        for values in self.values.values():
            yield from {value for value in values if isinstance(value, str)}


def read_spss(file: SurveyFile) -> tuple[SurveyDefinition, Reading]:
    """Read a file of SPSS.

    Whole numbers become ``int``, texts lose the blanks with which SPSS fills them up, and
    variables with a format of days or times become dates, moments, times of the day, or spans of
    time. System-missing becomes None; a code that the file declares missing stays in its cell and
    is an option with ``missing``. In ``.por`` the library gives such cells blank: a problem says
    so.

    Parameters
    ----------
    file : SurveyFile
        The file; with ``encoding``, its texts are read in that one, else in the one that the file
        names. Where this does not fit, cp1250 and ISO-8859-2 are tried and a problem says so.

    Returns
    -------
    SurveyDefinition
        Variables with labels and options; languages are not known (``""``).
    Reading
        One table; rows are cases, counted from 1.

    Raises
    ------
    RefusedFileError
        ``empty_file``, ``not_spss``, ``truncated``, ``unknown_encoding`` or ``wrong_encoding``.
    """
    if not file.data:
        raise RefusedFileError("empty_file", says.EMPTY)
    if not is_spss(file.data):
        raise RefusedFileError("not_spss", says.NOT_SPSS)
    raw, problems = _decoded(file)
    sets = memberships(raw.meta.mr_sets, raw.values)
    columns, questions = [], []
    for index, (name, values) in enumerate(raw.values.items()):
        form = raw.meta.original_variable_types.get(name) or ""
        cells, strange = cells_of_variable(values, form)
        if strange:
            problems.append(says.no_such_date(file, name, letter(index), strange))
        member = sets.get(name, Membership(question=name))
        columns.append(_column(name, index, cells, member))
        questions.append(_question(raw.meta, name, form, cells, member))
    problems.extend(says.counted_otherwise(file, sets))
    definition = SurveyDefinition(
        platform="spss", file=file.name, version="", languages=("",), questions=tuple(questions)
    )
    count = len(columns[0].cells) if columns else 0
    export = SurveyExport(
        platform="spss",
        file=file.name,
        sheet="",
        heading="code",
        columns=tuple(columns),
        rows=np.arange(1, count + 1, dtype=np.int64),
    )
    return definition, Reading(exports=(export,), problems=tuple(problems))


def _column(name: str, index: int, cells: list[Cell], member: Membership) -> ExportColumn:
    return ExportColumn(
        name=name,
        header=name,
        letter=letter(index),
        part="option" if member.ticked else "answer",
        question=member.question,
        cells=cells,
        option=name if member.ticked else "",
    )


def _question(
    meta: Any, name: str, form: str, cells: Sequence[Cell], member: Membership
) -> Question:
    options = options_of(
        meta.variable_value_labels.get(name, {}), meta.missing_ranges.get(name, ()), cells
    )
    return question_of(
        name,
        member,
        label=meta.column_names_to_labels.get(name) or "",
        form=form,
        measure=meta.variable_measure.get(name, "unknown"),
        options=options,
    )


def _decoded(file: SurveyFile) -> tuple[_Raw, list[Problem]]:
    portable = not file.data.startswith(SYSTEM_FILES)
    problems = [says.blank_missing(file)] if portable else []
    if file.encoding is not None and not portable:
        return _as_named(file, file.encoding), problems
    raw = _read(file.data, None)
    if raw is not None and not _garbled(raw):
        return raw, problems
    for encoding in () if portable else _POLISH:
        again = _read(file.data, encoding)
        if again is not None and not _garbled(again):
            named = raw.meta.file_encoding if raw is not None else None
            return again, [*problems, says.reread(file, named, ENCODINGS[encoding])]
    if raw is None:
        raise RefusedFileError("wrong_encoding", says.UNCLEAR)
    return raw, [*problems, says.mojibake(file)]


def _as_named(file: SurveyFile, encoding: str) -> _Raw:
    name = codec_name(encoding)
    if name is None:
        raise RefusedFileError("unknown_encoding", says.unknown_encoding(encoding))
    raw = _read(file.data, name)
    if raw is None:
        raise RefusedFileError("wrong_encoding", says.wrong_encoding(encoding))
    return raw


def _read(data: bytes, encoding: str | None) -> _Raw | None:
    """Read a file; None where its bytes do not belong to the encoding."""
    codec = None if encoding is None else ENCODINGS[encoding].upper()
    if data.startswith(SYSTEM_FILES):
        dictionary = read_dictionary(data)
        if dictionary is None:
            raise RefusedFileError("truncated", says.TRUNCATED)
        if not dictionary.fits(encoding):
            return None
    try:
        if data.startswith(SYSTEM_FILES):
            values, meta = pyreadstat.read_sav(
                BytesIO(data),
                user_missing=True,
                encoding=codec,
                output_format="dict",
                disable_datetime_conversion=True,
            )
        else:
            values, meta = pyreadstat.read_por(
                BytesIO(data), output_format="dict", disable_datetime_conversion=True
            )
    except _BREAKS as error:
        if isinstance(error, UnicodeError) or "encoding" in str(error):
            return None
        raise RefusedFileError("truncated", says.TRUNCATED) from error
    return _Raw(values, meta)


def _garbled(raw: _Raw) -> bool:
    return any(fault(text) == "mojibake" or _POLISH_AS_WESTERN.search(text) for text in raw.texts())
