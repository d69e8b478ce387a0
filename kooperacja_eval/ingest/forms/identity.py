"""Whose form it is: read from its hidden sheet, held against its first sheet and the study.

The hidden sheet counts. Where it is missing, team and month come from the first sheet, and that is
said.
"""

import datetime as dt
import re
from collections.abc import Mapping
from typing import Final

from kooperacja_eval.forms.front import LABELS
from kooperacja_eval.forms.layout import VERSION_KEYS, VERSION_SHEET, FormLayout
from kooperacja_eval.forms.monthly import MONTHLY
from kooperacja_eval.forms.registers import REGISTERS
from kooperacja_eval.ingest.cells import parse_cell
from kooperacja_eval.ingest.forms import messages
from kooperacja_eval.ingest.forms.model import FormIdentity, Place, form_problem
from kooperacja_eval.ingest.forms.workbook import Page
from kooperacja_eval.ingest.sheets import Cell, cell_text, is_blank
from kooperacja_eval.schemas.field import fold
from kooperacja_eval.schemas.problems import Problem
from kooperacja_eval.schemas.tables.work import Platform
from kooperacja_eval.study import Identity as StudyIdentity
from kooperacja_eval.text import LANGUAGES

LAYOUTS: Final = {layout.name: layout for layout in (MONTHLY, *REGISTERS.values())}
"""Every form by the name in its hidden sheet."""

_MONTH: Final = re.compile(r"(\d{4})-(0[1-9]|1[0-2])")


def read_identity(
    file: str, pages: Mapping[str, Page], study: StudyIdentity
) -> tuple[FormIdentity | None, list[Problem]]:
    """Return whose form it is, None where the file is no form, and what is wrong with that.

    Parameters
    ----------
    file : str
        Path relative to ``data_raw``.
    pages : mapping of str to Page
        Sheets of the file.
    study : study.Identity
        The study that the form should belong to.
    """
    hidden = pages.get(VERSION_SHEET)
    if hidden is None:
        return _from_cover(file, pages)
    said = {cell_text(row[0]): cell_text(row[1]) for row in hidden.rows if len(row) > 1}
    layout = LAYOUTS.get(said.get("form", ""))
    if layout is None:
        return None, [form_problem(file, "unknown_form", messages.UNKNOWN_FORM, _hidden("form"))]
    problems = _against(file, said, layout, study)
    if layout is not MONTHLY:
        return FormIdentity(layout=layout), problems
    month = _month(said.get("month", ""))
    if not said.get("pzk_id"):
        problems.append(form_problem(file, "no_team", messages.NO_TEAM, _hidden("pzk_id")))
    if month is None:
        problems.append(form_problem(file, "no_month", messages.NO_MONTH, _hidden("month")))
    return _told(said.get("pzk_id", ""), month, pages), problems


def cover_of(pages: Mapping[str, Page], layout: FormLayout) -> Page | None:
    """Return the first sheet of a form, None where it is gone."""
    for lang in LANGUAGES:
        if layout.cover.in_(lang) in pages:
            return pages[layout.cover.in_(lang)]
    wanted = {fold(layout.cover.in_(lang)) for lang in LANGUAGES}
    return next((page for name, page in pages.items() if fold(name) in wanted), None)


def month_of(cell: Cell) -> dt.date | None:
    """Return the month that a cell holds, None where it holds none."""
    found = parse_cell(Platform.fields["month"], cell)
    return found if isinstance(found, dt.date) else None


def _against(
    file: str, said: Mapping[str, str], layout: FormLayout, study: StudyIdentity
) -> list[Problem]:
    """Hold a form against the study and the version of today."""
    problems = []
    if said.get("version") != layout.version:
        place = _hidden("version")
        problems.append(
            form_problem(file, "form_version", messages.OTHER_VERSION, place, severity="warning")
        )
    if said.get("study") != study.id:
        problems.append(form_problem(file, "form_study", messages.OTHER_STUDY, _hidden("study")))
    if said.get("synthetic") != str(int(study.synthetic)):
        place = _hidden("synthetic")
        problems.append(form_problem(file, "form_synthetic", messages.OTHER_ORIGIN, place))
    return problems


def _hidden(key: str) -> Place:
    return Place(VERSION_SHEET, VERSION_KEYS.index(key) + 1, key, "B")


def _month(text: str) -> dt.date | None:
    found = _MONTH.fullmatch(text)
    return dt.date(int(found[1]), int(found[2]), 1) if found else None


def _told(pzk_id: str, month: dt.date | None, pages: Mapping[str, Page]) -> FormIdentity:
    cover = cover_of(pages, MONTHLY)
    places = {name: _hidden(name) for name in ("pzk_id", "month")}
    if cover is not None:
        places = {name: _on_cover(cover, name) for name in places}
    return FormIdentity(
        layout=MONTHLY,
        pzk_id=pzk_id,
        month=month,
        pzk_place=places["pzk_id"],
        month_place=places["month"],
    )


def _on_cover(cover: Page, name: str) -> Place:
    row = MONTHLY.cover_rows[name]
    label = cell_text(cover.rows[row - 1][0]) if row <= len(cover.rows) else ""
    return Place(cover.name, row, label.rstrip(" :*"), "B")


def _from_cover(file: str, pages: Mapping[str, Page]) -> tuple[FormIdentity | None, list[Problem]]:
    """Take team and month from the first sheet; a file with neither is no form."""
    cover = cover_of(pages, MONTHLY)
    rows = cover.rows if cover is not None else []
    cells = {name: _beside(rows, name) for name in ("pzk_id", "month")}
    if all(is_blank(cell) for cell in cells.values()):
        return None, [form_problem(file, "no_form", messages.NO_FORM)]
    identity = _told(cell_text(cells["pzk_id"]), month_of(cells["month"]), pages)
    problems = [
        form_problem(
            file, "no_version", messages.NO_VERSION, identity.pzk_place, severity="warning"
        )
    ]
    if not identity.pzk_id:
        problems.append(form_problem(file, "no_team", messages.NO_TEAM, identity.pzk_place))
    if identity.month is None:
        problems.append(form_problem(file, "no_month", messages.NO_MONTH, identity.month_place))
    return identity, problems


def _beside(rows: list[list[Cell]], name: str) -> Cell:
    """Return the cell beside a label of the first sheet."""
    wanted = {fold(LABELS[name].in_(lang)) for lang in LANGUAGES}
    for row in rows:
        if len(row) > 1 and fold(cell_text(row[0]).rstrip(" :*")) in wanted:
            return row[1]
    return None
