"""Reads every form that a study names, in the order of their paths."""

from collections import Counter
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Final

from kooperacja_eval.forms.layout import FormLayout, SheetLayout
from kooperacja_eval.forms.monthly import MONTHLY
from kooperacja_eval.ingest.corrections import Corrections
from kooperacja_eval.ingest.files import Inventory, RawFile, describe, take_inventory
from kooperacja_eval.ingest.forms import messages
from kooperacja_eval.ingest.forms.expected import ExpectedSheet, expected_sheets
from kooperacja_eval.ingest.forms.identity import cover_of, read_identity
from kooperacja_eval.ingest.forms.model import (
    FormIdentity,
    FormsGathered,
    Place,
    ReadForm,
    form_problem,
)
from kooperacja_eval.ingest.forms.pages import NOT_FILLED_IN, find_pages
from kooperacja_eval.ingest.forms.sheet import read_sheet
from kooperacja_eval.ingest.forms.workbook import Page, open_pages
from kooperacja_eval.ingest.gather import check_pattern, renames_of
from kooperacja_eval.ingest.readers.request import Request
from kooperacja_eval.ingest.sheets import RawSheet, is_blank
from kooperacja_eval.schemas.problems import Problem
from kooperacja_eval.schemas.tables import TABLES
from kooperacja_eval.study import Forms, Identity
from kooperacja_eval.text import Text

_MONTHLY_TABLES: Final = frozenset(sheet.table.table_name for sheet in MONTHLY.sheets)


def form_files(inventory: Inventory, forms: Sequence[Forms]) -> tuple[list[str], list[Problem]]:
    """Return the files that the entries mean, each once and by path, and entries without any.

    Raises
    ------
    ConfigurationError
        Where an entry leads out of the folder.
    """
    names: set[str] = set()
    problems = []
    for entry in forms:
        check_pattern("forms", entry.files)
        matching = inventory.matching(entry.files)
        names.update(matching)
        if not matching:
            problems.append(Problem(rule="no_file", severity="error", message=_no_file(entry)))
    return sorted(names), problems


def gather_forms(
    raw: Path,
    forms: Sequence[Forms],
    study: Identity,
    corrections: Corrections,
    report: Callable[[int, int], None],
) -> FormsGathered:
    """Read the forms of a study.

    Parameters
    ----------
    raw : Path
        The folder ``data_raw``.
    forms : sequence of Forms
        From ``study.toml``.
    study : Identity
        The study that the forms should belong to.
    corrections : tuple of Rule
        Of these only the renames are used.
    report : callable
        Called with how many forms are read and how many there are.
    """
    if not forms:
        return FormsGathered()
    inventory = take_inventory(raw)
    names, problems = form_files(inventory, forms)
    reading = _Reading(study, corrections)
    reading.problems += problems
    if problems:
        reading.incomplete |= _MONTHLY_TABLES
    files = []
    with ThreadPoolExecutor(max_workers=1) as checksums:
        for done, name in enumerate(names, start=1):
            try:
                data = inventory.files[name].read_bytes()
            except OSError:
                reading.refuse(form_problem(name, "no_access", _NO_ACCESS))
            else:
                files.append(checksums.submit(describe, name, data))
                reading.take(name, data)
            report(done, len(names))
    return reading.gathered([file.result() for file in files])


class _Reading:
    """What has been read so far; lives only while the forms of one study are read."""

    def __init__(self, study: Identity, corrections: Corrections) -> None:
        self.study = study
        self.corrections = corrections
        self.problems: list[Problem] = []
        self.incomplete: frozenset[str] = frozenset()
        self.renamed: Counter[str] = Counter()
        self.forms: list[ReadForm] = []
        self.sheets: dict[str, list[RawSheet]] = {}
        self.expected: dict[str, dict[str, ExpectedSheet]] = {}

    def refuse(self, problem: Problem) -> None:
        """Note a file of which nothing was read."""
        self.problems.append(problem)
        self.incomplete |= _MONTHLY_TABLES

    def take(self, name: str, data: bytes) -> None:
        """Read one file."""
        pages = open_pages(self._request(MONTHLY.sheets[0], name, data), NOT_FILLED_IN)
        if isinstance(pages, Problem):
            self.refuse(form_problem(name, pages.rule, pages.message, Place(pages.sheet)))
            return
        identity, problems = read_identity(name, pages, self.study)
        self.problems += problems
        if identity is None:
            self.incomplete |= _MONTHLY_TABLES
            return
        rows = self._take_sheets(name, data, pages, identity)
        form = ReadForm(file=name, identity=identity, rows=rows)
        self.forms.append(form)
        self.problems += _whole(form, pages)

    def gathered(self, files: Sequence[RawFile]) -> FormsGathered:
        """Return everything that was read."""
        return FormsGathered(
            forms=tuple(self.forms),
            sheets={name: self.sheets[name] for name in TABLES if name in self.sheets},
            problems=self.problems,
            files=tuple(files),
            renamed=self.renamed,
            incomplete=self.incomplete,
        )

    def _take_sheets(
        self, name: str, data: bytes, pages: dict[str, Page], identity: FormIdentity
    ) -> dict[str, int]:
        expected = self._expected(identity.layout)
        found = find_pages(name, identity.layout, pages, expected)
        self.problems += found.problems
        self.incomplete |= {sheet.table.table_name for sheet in found.missing}
        rows: Counter[str] = Counter()
        for layout in identity.layout.sheets:
            if layout.key not in found.pages:
                continue
            request = self._request(layout, name, data)
            page = found.pages[layout.key]
            read = read_sheet(page, expected[layout.key], identity, request)
            self.problems += read.problems
            self.renamed.update(read.renamed)
            table = layout.table.table_name
            if read.sheet is None:
                self.incomplete |= {table}
            elif len(read.sheet.rows):
                rows[table] += len(read.sheet.rows)
                self.sheets.setdefault(table, []).append(read.sheet)
        return dict(rows)

    def _expected(self, layout: FormLayout) -> dict[str, ExpectedSheet]:
        if layout.name not in self.expected:
            self.expected[layout.name] = expected_sheets(layout)
        return self.expected[layout.name]

    def _request(self, layout: SheetLayout, name: str, data: bytes) -> Request:
        renames = renames_of(layout.table, name, self.corrections)
        return Request(file=name, data=data, table=layout.table, renames=renames)


def _whole(form: ReadForm, pages: dict[str, Page]) -> list[Problem]:
    """Return what is wrong with a form as a whole."""
    layout = form.identity.layout
    cover = cover_of(pages, layout)
    if cover is None:
        missing = form.problem(
            "no_sheet", messages.NO_COVER, Place(layout.cover.pl), severity="warning"
        )
        return [missing, *_empty(form)]
    row = layout.cover_rows["role"]
    role = cover.rows[row - 1][1:2] if len(cover.rows) >= row else []
    if layout is not MONTHLY or not form.rows or any(not is_blank(cell) for cell in role):
        return _empty(form)
    place = Place(cover.name, row, letter="B")
    return [form.problem("no_role", messages.NO_ROLE, place, severity="warning")]


def _empty(form: ReadForm) -> list[Problem]:
    if form.rows or form.identity.layout is not MONTHLY:
        return []
    place = form.identity.month_place
    return [form.problem("empty_form", messages.EMPTY, place, severity="warning")]


_NO_ACCESS: Final = Text(
    "Nie można odczytać pliku. Sprawdź prawa dostępu i czy inny program go nie trzyma.",
    "The file cannot be read. Check access rights and whether another program has it open.",
)


def _no_file(entry: Forms) -> Text:
    return Text(
        f"Żaden plik w data_raw nie pasuje do „{entry.files}” (forms). Dodaj wypełnione formularze "
        "albo popraw study.toml.",
        f"No file in data_raw matches “{entry.files}” (forms). Add the filled forms or correct "
        "study.toml.",
    )
