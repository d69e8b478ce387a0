"""Which sheet of a form is which: by its name, else by its columns, and what is said of that."""

from collections.abc import Mapping
from functools import lru_cache
from typing import Final, NamedTuple

from kooperacja_eval.forms.layout import (
    DEFINITIONS,
    LISTS_SHEET,
    VERSION_SHEET,
    FormLayout,
    SheetLayout,
)
from kooperacja_eval.forms.rear import IDENTIFIERS
from kooperacja_eval.ingest.forms import messages
from kooperacja_eval.ingest.forms.expected import ExpectedSheet
from kooperacja_eval.ingest.forms.model import Place, form_problem
from kooperacja_eval.ingest.forms.workbook import Page
from kooperacja_eval.ingest.header import SEARCHED_ROWS
from kooperacja_eval.ingest.sheets import cell_text, is_blank
from kooperacja_eval.schemas.field import fold
from kooperacja_eval.schemas.problems import Problem
from kooperacja_eval.text import LANGUAGES

NOT_FILLED_IN: Final = frozenset(
    [LISTS_SHEET, *(name.in_(lang) for name in (DEFINITIONS, IDENTIFIERS) for lang in LANGUAGES)]
)
"""Sheets that hold nothing of the team's."""
_LONGEST_NAME: Final = 31
_ALIKE: Final = 0.6
"""Smallest share of headers in common with which a sheet of another name is taken for a sheet."""


class Found(NamedTuple):
    """Sheets of a form by key, keys of those that are gone, and what is wrong."""

    pages: dict[str, Page]
    missing: list[SheetLayout]
    problems: list[Problem]


def find_pages(
    file: str, layout: FormLayout, pages: Mapping[str, Page], expected: Mapping[str, ExpectedSheet]
) -> Found:
    """Return which sheet of a file is which of the form.

    Parameters
    ----------
    file : str
        Path relative to ``data_raw``.
    layout : FormLayout
        The form.
    pages : mapping of str to Page
        Sheets of the file, without those of ``NOT_FILLED_IN``.
    expected : mapping of str to ExpectedSheet
        What each sheet should look like, by key.
    """
    named = {_short(name): page for name, page in pages.items()}
    found: dict[str, Page] = {}
    for sheet in layout.sheets:
        names = (_short(sheet.name.in_(lang)) for lang in LANGUAGES)
        page = next((named[name] for name in names if name in named), None)
        if page is not None:
            found[sheet.key] = page
    taken = {page.name for page in found.values()}
    covers = {_short(layout.cover.in_(lang)) for lang in LANGUAGES}
    spare = [
        page
        for page in pages.values()
        if page.name not in taken and page.name != VERSION_SHEET and _short(page.name) not in covers
    ]
    lost = [sheet for sheet in layout.sheets if sheet.key not in found]
    alike = _alike([expected[sheet.key] for sheet in lost], spare)
    problems = []
    for sheet in lost:
        table, page = sheet.table.table_name, alike.get(sheet.key)
        if page is None:
            message, place = messages.missing_sheet(sheet), Place(sheet.name.pl)
            problems.append(form_problem(file, "no_sheet", message, place, table=table))
            continue
        found[sheet.key] = page
        spare.remove(page)
        message, place = messages.renamed_sheet(sheet), Place(page.name)
        problems.append(
            form_problem(file, "renamed_sheet", message, place, severity="warning", table=table)
        )
    problems += [
        form_problem(
            file, "extra_sheet", messages.EXTRA_SHEET, Place(page.name), severity="warning"
        )
        for page in spare
        if any(not is_blank(cell) for row in page.rows for cell in row)
    ]
    return Found(found, [sheet for sheet in lost if sheet.key not in found], problems)


def _alike(lost: list[ExpectedSheet], spare: list[Page]) -> dict[str, Page]:
    """Return sheets of other names by key, those with most headers in common first."""
    scored = [(_share(sheet, page), sheet.layout.key, page) for sheet in lost for page in spare]
    found: dict[str, Page] = {}
    for share, key, page in sorted(scored, key=lambda entry: -entry[0]):
        taken = any(page is other for other in found.values())
        if share >= _ALIKE and key not in found and not taken:
            found[key] = page
    return found


def _share(expected: ExpectedSheet, page: Page) -> float:
    """Return the largest share of headers in common, over rows and languages."""
    shares = [0.0]
    for row in page.rows[:SEARCHED_ROWS]:
        seen = {fold(cell_text(cell)) for cell in row if not is_blank(cell)}
        shares += [len(seen & wanted) / len(seen | wanted) for wanted in expected.folded]
    return max(shares)


@lru_cache(maxsize=256)
def _short(name: str) -> str:
    return fold(name[:_LONGEST_NAME])
