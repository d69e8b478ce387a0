"""Multiple choices twice: all ticked options in one cell against one column for each option."""

from collections import Counter, defaultdict
from collections.abc import Sequence

from kooperacja_eval.ingest.sheets import Cell, cell_text, cells_of, is_blank
from kooperacja_eval.ingest.surveys import kobo_messages as messages
from kooperacja_eval.ingest.surveys.export import ExportColumn
from kooperacja_eval.ingest.surveys.kobo_cells import tick
from kooperacja_eval.ingest.surveys.kobo_sheets import Grid
from kooperacja_eval.schemas.problems import Problem


def check_choices(grid: Grid, columns: Sequence[ExportColumn]) -> list[Problem]:
    """Return the rows in which summary and options of a multiple choice say different things.

    Summaries are compared word by word, in any order, because they hold codes or, in exports with
    words, the words of all ticked options without anything between them but spaces.
    """
    options: dict[str, list[ExportColumn]] = defaultdict(list)
    for column in columns:
        if column.part == "option":
            options[column.question].append(column)
    problems = []
    for summary in columns:
        if summary.part == "summary" and summary.question in options:
            problems += _check(grid, summary, options[summary.question])
    return problems


def _check(grid: Grid, summary: ExportColumn, options: Sequence[ExportColumn]) -> list[Problem]:
    problems, silent, removed = [], 0, 0
    ticked = zip(*(map(tick, cells_of(option.cells)) for option in options), strict=True)
    words = [option.header.removeprefix(f"{summary.header}/").split() for option in options]
    codes = [[option.option] for option in options]
    for row, cell, ticks in zip(grid.rows, cells_of(summary.cells), ticked, strict=True):
        said = Counter(cell_text(cell).split())
        if all(value is None for value in ticks):
            silent += not is_blank(cell)
        elif said not in (_sum(words, ticks), _sum(codes, ticks)):
            known = Counter(word for option in (*words, *codes) for word in option)
            extra = said - _sum(codes, ticks)
            if (
                extra
                and not any(word in known for word in extra)
                and said - extra == _sum(codes, ticks)
            ):
                removed += 1
            else:
                problems.append(messages.options_disagree(grid, int(row), summary))
    if silent:
        problems.append(messages.options_silent(grid, summary, silent))
    if removed:
        problems.append(messages.option_removed(grid, summary, removed))
    return problems


def _sum(words: Sequence[list[str]], ticks: Sequence[bool | None]) -> Counter[str]:
    return Counter(
        word for option, ticked in zip(words, ticks, strict=True) if ticked for word in option
    )


def not_ticks(grid: Grid, columns: Sequence[ExportColumn]) -> list[Problem]:
    """Return options in whose cells stands neither yes nor no."""
    return [
        messages.not_ticks(grid, column)
        for column in columns
        if column.part == "option" and not all(map(_is_tick, cells_of(column.cells)))
    ]


def _is_tick(cell: Cell) -> bool:
    return is_blank(cell) or tick(cell) is not None
