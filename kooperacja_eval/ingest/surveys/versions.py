"""Which version of the instrument each row of a survey answers."""

from collections.abc import Iterable

import numpy as np
from numpy.typing import NDArray

from kooperacja_eval.ingest.surveys.export import SurveyExport
from kooperacja_eval.ingest.surveys.mapping import SurveyMapping
from kooperacja_eval.ingest.surveys.stacked import StackedSurvey
from kooperacja_eval.schemas.problems import Problem
from kooperacja_eval.text import Text


def instrument_versions(
    survey: StackedSurvey, mapping: SurveyMapping
) -> tuple[NDArray[np.object_], list[Problem]]:
    """Return the version of the instrument of each row.

    Parameters
    ----------
    survey : StackedSurvey
        The raw survey.
    mapping : SurveyMapping
        ``version`` holds for every row, unless ``versions`` says what the versions of the form in
        the file mean.

    Returns
    -------
    versions : ndarray of object, shape (n,)
        Version of each row; that of the mapping where the file does not say.
    problems : list of Problem
        One error for each file and version of the form that ``versions`` does not name; such rows
        are taken as the version of the mapping.
    """
    part = mapping.survey
    default = default_version(mapping)
    known = [part.versions.get(name, default) for name in survey.versions]
    found = np.array([*known, default], dtype=object)[survey.version_of]
    if not part.versions:
        return np.full(len(survey), default, dtype=object), []
    problems = []
    for number, name in enumerate(survey.versions):
        if name in part.versions:
            continue
        rows = np.flatnonzero(survey.version_of == number)
        for export in np.unique(survey.export_of[rows]).tolist():
            first = rows[survey.export_of[rows] == export][0]
            problems.append(
                _unknown(survey.exports[export], int(survey.rows[first]), name, part.versions)
            )
    return found, problems


def default_version(mapping: SurveyMapping) -> str:
    """Return the version of rows of which nothing else is known.

    That is ``version``; where the mapping gives ``versions`` alone, the first of them.
    """
    part = mapping.survey
    said = "version" in part.model_fields_set or not part.versions
    return part.version if said else next(iter(part.versions.values()))


def used_versions(mapping: SurveyMapping, versions: NDArray[np.object_]) -> list[str]:
    """Return the versions of the instrument that rows answer; that of the mapping without rows."""
    return sorted({str(name) for name in versions.tolist()}) or [default_version(mapping)]


def _unknown(export: SurveyExport, row: int, name: str, known: Iterable[str]) -> Problem:
    listed = ", ".join(known)
    return Problem(
        rule="form_version",
        severity="error",
        message=Text(
            f"Odpowiedzi pochodzą z wersji formularza {name}, a survey.toml zna wersje: {listed}. "
            "Dopisz tę wersję do versions albo zrób dla niej osobne survey.toml.",
            f"Answers come from version {name} of the form, survey.toml knows the versions: "
            f"{listed}. Add this version to versions, or make a survey.toml of its own for it.",
        ),
        table="respondents",
        field="version",
        file=export.file,
        sheet=export.sheet,
        row=row,
    )
