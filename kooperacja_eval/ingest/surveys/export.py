"""What a reader of a survey platform hands over: one table of raw answers, column by column.

The border: cells are as the file holds them and every column says what the platform means by it;
which item a column answers, and what a code is worth, is said by the mapping of the study.
"""

from dataclasses import dataclass, field
from typing import Literal, get_args

import numpy as np
from numpy.typing import NDArray

from kooperacja_eval.ingest.sheets import RawColumn
from kooperacja_eval.schemas.problems import Problem
from kooperacja_eval.text import Text

Platform = Literal["limesurvey", "kobo", "odk", "spss", "google_forms", "ms_forms", "table"]
PLATFORMS: tuple[Platform, ...] = get_args(Platform)
Part = Literal["answer", "option", "summary", "other", "comment", "system", "timing", "note"]


class RefusedFileError(Exception):
    """A file that cannot be read at all; the caller makes it a problem with its place.

    Parameters
    ----------
    rule : str
        Identifier of the reason.
    message : Text
        What is wrong, what was expected and what to do; never a person's value.
    """

    def __init__(self, rule: str, message: Text) -> None:
        super().__init__(message.pl)
        self.rule = rule
        self.message = message


@dataclass(frozen=True, slots=True, kw_only=True)
class SurveyFile:
    """One raw file as it is given to a reader.

    Attributes
    ----------
    name : str
        Path relative to ``data_raw``, with slashes; messages show it.
    data : bytes
        Content of the file.
    sheet : str, optional
        Sheet wanted of a workbook; without it, every sheet that holds answers.
    encoding, delimiter : str, optional
        Given by the user; found out where they are not.
    """

    name: str
    data: bytes
    sheet: str | None = None
    encoding: str | None = None
    delimiter: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ExportColumn:
    """One column of answers.

    Attributes
    ----------
    name : str
        How mappings name the column, unique in the export and the same for every way of exporting
        the same survey as far as it can be known: ``K1[SQ001]`` for LimeSurvey, the question's own
        name without its groups for KoBoToolbox and ODK, the variable for SPSS, else the header.
    header : str
        As written in the file.
    letter : str
        Letter of the column as in Excel.
    part : str
        What it holds: an ``answer``; an ``option`` of a multiple choice (ticked or not); the
        ``summary`` of a multiple choice (all ticked options in one cell); free words to ``other``;
        a ``comment``; a ``system`` column of the platform; a ``timing``; a ``note`` (no answers).
    question : str
        Name of the question that the column belongs to; of an answer, its own name.
    option : str
        Code of the option, for ``option`` only.
    cells : list of Cell or Arrow array of texts
        As many as the export has rows; ``None``, null or an empty text where nothing stands.
    """

    name: str
    header: str
    letter: str
    part: Part
    question: str
    cells: RawColumn
    option: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class SurveyExport:
    """One table of answers: a CSV file, a sheet, or a repeat joined to its parents.

    Attributes
    ----------
    platform : str
        Which platform wrote it.
    file, sheet : str
        File relative to ``data_raw``; sheet, empty for CSV and SPSS.
    heading : str
        Style of the headings, such as ``code``, ``full``, ``code_text``, ``expression``, ``path``,
        ``label``.
    columns : tuple of ExportColumn
        In the order of the file; those of parents come before those of the repeat.
    rows : ndarray of int64, shape (n,)
        Row of each record in the file, counted from 1 as in Excel; for SPSS the case, from 1.
    repeat : str
        Name of the repeat whose rows these are; empty for the questionnaire itself.
    complete : ndarray of bool, shape (n,), optional
        Whether the platform says that the questionnaire was completed; None where it does not say.
    versions : tuple of str, optional
        Version of the form of each row; None where the file does not say.
    """

    platform: Platform
    file: str
    sheet: str
    heading: str
    columns: tuple[ExportColumn, ...]
    rows: NDArray[np.int64]
    repeat: str = ""
    complete: NDArray[np.bool_] | None = None
    versions: tuple[str, ...] | None = None

    def column(self, name: str) -> ExportColumn | None:
        """Return the column of a name, None where there is none."""
        return next((column for column in self.columns if column.name == name), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What a reader found in one file.

    Attributes
    ----------
    exports : tuple of SurveyExport
        The questionnaire first, then its repeats.
    problems : tuple of Problem
        What is wrong in parts of the file, with place.
    """

    exports: tuple[SurveyExport, ...]
    problems: tuple[Problem, ...] = field(default=())
