"""Whether a mapping fits the files it is for: column by column, why it does not.

Nothing is guessed: a column that is not there is an error with the nearest names, a column that
nobody speaks of a warning. Cells are looked at by ``convert``.
"""

import difflib
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Final

from kooperacja_eval.ingest.surveys.definition import Kind, SurveyDefinition
from kooperacja_eval.ingest.surveys.export import ExportColumn, SurveyExport
from kooperacja_eval.ingest.surveys.fit_items import check_items
from kooperacja_eval.ingest.surveys.mapping import SurveyMapping
from kooperacja_eval.ingest.surveys.questionnaire import is_shipped
from kooperacja_eval.ingest.surveys.roster_columns import roster_columns
from kooperacja_eval.ingest.surveys.versions import default_version
from kooperacja_eval.instruments.questionnaires import questionnaire, shipped
from kooperacja_eval.schemas.field import fold
from kooperacja_eval.schemas.problems import Problem, Severity
from kooperacja_eval.text import Text

NEAR: Final = 3
_ASKED: Final = frozenset(("answer", "option", "other", "comment"))
_FITTING: Final[dict[str, frozenset[Kind]]] = {
    "rating": frozenset(("rating", "choice", "number")),
    "number": frozenset(("number", "rating", "text")),
    "choice": frozenset(("choice", "rating")),
    "option": frozenset(("option",)),
    "text": frozenset(("text", "choice", "rating", "number", "date", "option")),
    "date": frozenset(("date", "text")),
}
"""Kinds of a question that an item of each kind may have."""


def check_fit(
    mapping: SurveyMapping, exports: Sequence[SurveyExport], definition: SurveyDefinition | None
) -> list[Problem]:
    """Return why a mapping does not fit the exports of a survey.

    Parameters
    ----------
    mapping : SurveyMapping
        The mapping.
    exports : sequence of SurveyExport
        All exports of the survey; none gives no problems of columns.
    definition : SurveyDefinition, optional
        What the platform says of the questionnaire.

    Returns
    -------
    list of Problem
        Errors: a column that is not in a file, options that nothing covers, items of which nobody
        says what they are. Warnings: columns that nothing names, kinds that differ, items of a
        shipped instrument without a column, versions that ``versions`` does not tell apart.
    """
    problems = []
    for name, about in _wanted(mapping).items():
        found = _missing(name, exports, definition)
        problems += [replace(p, table="respondents", field=about) if about else p for p in found]
    for export in exports:
        problems += [_unnamed(export, column) for column in _unspoken(mapping, export)]
    problems += _kinds(mapping, exports, definition)
    problems += check_items(mapping, exports, definition)
    problems += _unanswered(mapping)
    return [*problems, *_versions(mapping, exports)]


def _wanted(mapping: SurveyMapping) -> dict[str, str]:
    """Return the columns that a mapping names, with the column of respondents that each fills."""
    part = mapping.respondent
    named: dict[str | None, str] = {item.column: "" for item in mapping.items}
    named |= {column: attribute for attribute, column in part.columns.items()}
    named |= {part.key: "respondent_id", mapping.survey.wave_column: "wave"}
    named |= {roster.entity: "" for roster in mapping.roster if roster.entity not in named}
    return {column: about for column, about in named.items() if column}


def _missing(
    name: str, exports: Sequence[SurveyExport], definition: SurveyDefinition | None
) -> list[Problem]:
    having = [export for export in exports if export.column(name) is not None]
    lacking = [export for export in exports if export.column(name) is None]
    if not having:
        return [_nowhere(name, export, definition) for export in lacking[:1]]
    versions = sorted({v for export in having for v in export.versions or () if v})
    return [_elsewhere(name, export, having[0], versions) for export in lacking]


def _nowhere(name: str, export: SurveyExport, definition: SurveyDefinition | None) -> Problem:
    near = _nearest(name, export)
    asked = definition is not None and definition.question(name) is not None
    known = Text(
        " Pytanie jest w definicji, ale nie w pliku: może wyeksportowano tylko część kolumn albo "
        "inną wersję formularza." if asked else "",
        " The question is in the definition but not in the file: perhaps only some columns, or "
        "another version of the form, were exported." if asked else "",
    )  # fmt: skip
    message = Text(
        f"Nie ma kolumny „{name}”, którą wymienia survey.toml.{known.pl} Najbliższe: "
        f"{near or 'brak podobnych'}. Popraw column w survey.toml albo dodaj regułę rename.",
        f"There is no column “{name}”, which survey.toml names.{known.en} Nearest: "
        f"{near or 'none alike'}. Mend column in survey.toml or add a rename rule.",
    )
    return _problem("column_missing", message, export)


def _elsewhere(
    name: str, export: SurveyExport, other: SurveyExport, versions: Sequence[str]
) -> Problem:
    if versions and export.versions is not None:
        listed = ", ".join(versions)
        message = Text(
            f"Kolumna „{name}” jest tylko w wersji formularza: {listed}. Wierszom tego pliku "
            "przypisano „pytania nie zadano”.",
            f"The column “{name}” is in version {listed} of the form only. Rows of this file are "
            "taken as not asked.",
        )
        return _problem("column_in_version", message, export, severity="warning")
    near = _nearest(name, export)
    message = Text(
        f"Nie ma kolumny „{name}”, którą ma {other.file}. Najbliższe: {near or 'brak podobnych'}. "
        "Dodaj regułę rename, a gdy pytania tu nie zadano, osobne survey.toml dla tego pliku.",
        f"There is no column “{name}”, which {other.file} has. Nearest: {near or 'none alike'}. "
        "Add a rename rule or, where it was not asked here, a survey.toml of its own.",
    )
    return _problem("column_missing", message, export)


def _nearest(name: str, export: SurveyExport) -> str:
    spelled = {fold(column.header): column.name for column in export.columns}
    spelled |= {fold(column.name): column.name for column in export.columns}
    near = difflib.get_close_matches(fold(name), spelled, n=NEAR, cutoff=0.6)
    return ", ".join(dict.fromkeys(spelled[entry] for entry in near))


def _unspoken(mapping: SurveyMapping, export: SurveyExport) -> Iterable[ExportColumn]:
    """Return the columns of answers that neither the mapping nor ``ignored`` names."""
    named = {*_wanted(mapping), *mapping.survey.ignored, *roster_columns([export], mapping)}
    split = {column.question for column in export.columns if column.part == "option"}
    for column in export.columns:
        asked = column.part in _ASKED or (column.part == "summary" and column.question not in split)
        if asked and not named & {column.name, column.header}:
            yield column


def _unnamed(export: SurveyExport, column: ExportColumn) -> Problem:
    message = Text(
        f"Kolumny „{column.name}” nie wymienia survey.toml, więc nie wejdzie do danych. Dopisz ją "
        "do [[items]] albo do ignored.",
        f"survey.toml does not name the column “{column.name}”, so that it is left out. Add it to "
        "[[items]] or to ignored.",
    )
    return _problem("column_unnamed", message, export, column, severity="warning")


def _kinds(
    mapping: SurveyMapping, exports: Sequence[SurveyExport], definition: SurveyDefinition | None
) -> list[Problem]:
    if definition is None or not exports:
        return []
    problems = []
    for part in mapping.items:
        question = definition.question(part.column)
        kind = part.kind
        if question is None or kind is None or question.kind in _FITTING[kind]:
            continue
        message = Text(
            f"Pozycja {part.item} ma rodzaj {kind}, a w definicji ankiety pytanie ma rodzaj "
            f"{question.kind}. Popraw kind w survey.toml albo sprawdź, czy to ta kolumna.",
            f"The item {part.item} is of kind {kind}, the question in the definition of kind "
            f"{question.kind}. Mend kind in survey.toml, or look whether this is the column.",
        )
        column = exports[0].column(part.column)
        severe: Severity = "error" if "option" in (kind, question.kind) else "warning"
        problems.append(_problem("kind_differs", message, exports[0], column, severity=severe))
    return problems


def _unanswered(mapping: SurveyMapping) -> list[Problem]:
    """Return a warning with the items of a shipped instrument that no column answers."""
    part, version = mapping.survey, default_version(mapping)
    if not is_shipped(part.instrument) or version not in shipped()[part.instrument]:
        return []
    known = questionnaire(part.instrument, version)
    waves = {wave for question in known.questions for wave in question.waves}
    asked = known.items_of(part.wave) if part.wave in waves and part.wave else None
    items = known.items["item_id"].tolist() if asked is None else list(asked)
    mapped = {item.item for item in mapping.items}
    lost = [item for item in items if item not in mapped]
    if not lost:
        return []
    listed = ", ".join(lost)
    message = Text(
        f"Ankieta {part.id}: żadna kolumna nie odpowiada pozycjom kwestionariusza "
        f"{part.instrument}: {listed}.",
        f"Survey {part.id}: no column answers these items of the questionnaire "
        f"{part.instrument}: {listed}.",
    )
    return [Problem(rule="items_unanswered", severity="warning", message=message, table="items")]


def _versions(mapping: SurveyMapping, exports: Sequence[SurveyExport]) -> list[Problem]:
    found = dict.fromkeys(v for export in exports for v in export.versions or () if v)
    if mapping.survey.versions or len(found) < 2:  # noqa: PLR2004 - one version is no question
        return []
    listed = ", ".join(found)
    message = Text(
        f"Odpowiedzi pochodzą z kilku wersji formularza ({listed}), a survey.toml bierze je za "
        f"wersję {mapping.survey.version}. Jeśli wersje się różnią, dopisz versions.",
        f"Answers come from several versions of the form ({listed}), survey.toml takes all for "
        f"version {mapping.survey.version}. Where the versions differ, add versions.",
    )
    return [_problem("several_versions", message, exports[0], severity="warning")]


def _problem(
    rule: str,
    message: Text,
    export: SurveyExport,
    column: ExportColumn | None = None,
    *,
    severity: Severity = "error",
) -> Problem:
    return Problem(
        rule=rule,
        severity=severity,
        message=message,
        table="answers",
        file=export.file,
        sheet=export.sheet,
        column="" if column is None else column.header,
        letter="" if column is None else column.letter,
    )
