"""Whether items, options and missing codes of a mapping say enough to read the answers."""

from collections.abc import Sequence

from kooperacja_eval.ingest.surveys.answers import ItemReader
from kooperacja_eval.ingest.surveys.definition import AnswerOption, SurveyDefinition
from kooperacja_eval.ingest.surveys.export import SurveyExport
from kooperacja_eval.ingest.surveys.mapping import ItemPart, SurveyMapping
from kooperacja_eval.ingest.surveys.questionnaire import (
    ItemSpec,
    is_shipped,
    questionnaire_tables,
)
from kooperacja_eval.ingest.surveys.versions import default_version
from kooperacja_eval.schemas.problems import Problem, Severity
from kooperacja_eval.text import Text


def check_items(
    mapping: SurveyMapping, exports: Sequence[SurveyExport], definition: SurveyDefinition | None
) -> list[Problem]:
    """Return what the mapping leaves open about its items.

    Raises
    ------
    ConfigurationError
        Where the instrument is shipped, but not in this version, or a scoring key does not fit.
    """
    tables = questionnaire_tables(mapping, definition, default_version(mapping))
    specs = tables.specs()
    problems: list[Problem] = []
    for part in mapping.items:
        if part.item in tables.unknown:
            problems.append(_nameless(mapping, part, exports))
            continue
        spec = specs[part.item]
        problems += _in_scale(mapping, part, spec, exports)
        problems += _uncovered(mapping, part, spec, exports, definition)
    return problems


def _nameless(mapping: SurveyMapping, part: ItemPart, exports: Sequence[SurveyExport]) -> Problem:
    name = mapping.survey.instrument
    if is_shipped(name):
        message = Text(
            f"Kwestionariusz {name} nie ma pozycji {part.item}. Popraw item w survey.toml albo, "
            "gdy to pozycja dodana, podaj kind.",
            f"The questionnaire {name} has no item {part.item}. Mend item in survey.toml or, "
            "where it is an item of your own, give kind.",
        )
    else:
        message = Text(
            f"Nie wiadomo, jakiego rodzaju jest pozycja {part.item}. Podaj kind w survey.toml albo "
            "plik definition.",
            f"It is not known of which kind the item {part.item} is. Give kind in survey.toml or "
            "the file definition.",
        )
    return _problem("item_unknown", message, part, exports)


def _in_scale(
    mapping: SurveyMapping, part: ItemPart, spec: ItemSpec, exports: Sequence[SurveyExport]
) -> list[Problem]:
    """Return a warning where a missing code of the whole survey is a possible answer."""
    if spec.kind not in ("rating", "number") or spec.low is None or spec.high is None:
        return []
    numbers = [code for code in mapping.missing if code.isdecimal() and code not in part.missing]
    inside = [c for c in numbers if spec.low <= float(c) <= spec.high and c not in part.values]
    if not inside:
        return []
    listed = ", ".join(inside)
    message = Text(
        f"Kod braku {listed} z [missing] leży na skali pozycji {part.item} (od {spec.low:g} do "
        f"{spec.high:g}). Przenieś go do missing tych pozycji, których dotyczy.",
        f"The missing code {listed} of [missing] lies on the scale of the item {part.item} (from "
        f"{spec.low:g} to {spec.high:g}). Move it to missing of the items that it is for.",
    )
    return [_problem("missing_code_in_scale", message, part, exports, severity="warning")]


def _uncovered(
    mapping: SurveyMapping,
    part: ItemPart,
    spec: ItemSpec,
    exports: Sequence[SurveyExport],
    definition: SurveyDefinition | None,
) -> list[Problem]:
    """Return an error where an option of the definition would not be read as an answer."""
    question = None if definition is None else definition.question(part.column)
    if question is None or spec.kind not in ("rating", "number"):
        return []
    reader = ItemReader(part, spec, question, mapping)
    lost = [
        option.code
        for option in question.options
        if not option.missing and reader.read(_as_exported(option, mapping)).rule
    ]
    if not lost:
        return []
    listed = ", ".join(lost)
    message = Text(
        f"Pozycja {part.item}: warianty {listed} z definicji ankiety nie mają liczby. Dopisz je do "
        "values (odpowiedzi) albo do missing (braki), albo popraw low i high.",
        f"Item {part.item}: the options {listed} of the definition have no number. Add them to "
        "values (answers) or to missing, or mend low and high.",
    )
    return [_problem("option_not_covered", message, part, exports)]


def _as_exported(option: AnswerOption, mapping: SurveyMapping) -> str:
    if mapping.survey.answers == "codes":
        return option.code
    words = option.labels.get(mapping.survey.language) or option.labels.get("")
    return words or option.code


def _problem(
    rule: str,
    message: Text,
    part: ItemPart,
    exports: Sequence[SurveyExport],
    *,
    severity: Severity = "error",
) -> Problem:
    export = exports[0] if exports else None
    column = None if export is None else export.column(part.column)
    return Problem(
        rule=rule,
        severity=severity,
        message=message,
        table="items",
        file="" if export is None else export.file,
        sheet="" if export is None else export.sheet,
        column="" if column is None else column.header,
        letter="" if column is None else column.letter,
    )
