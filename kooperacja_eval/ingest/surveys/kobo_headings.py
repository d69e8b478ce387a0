"""Headers of KoBoToolbox and ODK exports: which question, which option, which part, which name.

Headers are paths of names (``group/question/option``) or words of questions. With the form at
hand it decides; without it only the shape of the file does, and what it leaves open is reported.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from kooperacja_eval.ingest.sheets import is_blank
from kooperacja_eval.ingest.surveys.export import Part
from kooperacja_eval.ingest.surveys.kobo_cells import all_ticks
from kooperacja_eval.ingest.surveys.kobo_form import Form, Found, by_path, by_words, part_of
from kooperacja_eval.ingest.surveys.kobo_names import (
    is_flattened,
    is_path,
    shortest_names,
    splits,
)
from kooperacja_eval.ingest.surveys.kobo_sheets import Grid
from kooperacja_eval.ingest.surveys.kobo_system import Dialect

Style = Literal["code", "path", "label"]
State = Literal["form", "shape", "guessed", "ambiguous", "unknown"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Heading:
    """What one header means.

    Attributes
    ----------
    path : str
        Path of the question in the form, with its repeat; of words, the header.
    part : str
        What the column holds.
    option : str
        Code of the option; of words without a form, its words.
    name, question : str
        Names of column and question; empty until they are given.
    state : str
        How that is known: from the ``form``, from the ``shape`` of the file, ``guessed`` from
        cells of 1 and 0, ``ambiguous`` words, or ``unknown`` to a form that is at hand.
    """

    path: str
    part: Part
    option: str = ""
    name: str = ""
    question: str = ""
    state: State = "shape"


def style_of(grids: Sequence[Grid], dialect: Dialect, form: Form | None) -> Style:
    """Return whether headers are names, paths of names, or words.

    With a form, what more headers match decides. Without it, one header that cannot be a name
    makes them words, unless it only continues another header.
    """
    headers = {
        header
        for grid in grids
        for header in grid.headers
        if not dialect.is_system(dialect.path(header))
    }
    if form is not None:
        named = sum(len(by_path(form, dialect.path(header))) > 0 for header in headers)
        worded = sum(len(by_words(form, header)) > 0 for header in headers)
        words = worded > named
    else:
        words = any(
            not is_path(header) and not any(left in headers for left, _ in splits(header))
            for header in headers
        )
    if words:
        return "label"
    return "path" if any("/" in dialect.path(header) for header in headers) else "code"


def read_headings(
    grid: Grid,
    prefix: str,
    style: Style,
    dialect: Dialect,
    form: Form | None,
    others: Sequence[str] = (),
) -> list[Heading]:
    """Return what the headers of a table mean, names still missing where paths make them.

    Parameters
    ----------
    grid : Grid
        The table.
    prefix : str
        Path of its repeat in the form; empty for the questionnaire.
    style : str
        From ``style_of``.
    dialect : Dialect
        The platform.
    form : Form or None
        The questionnaire where it is at hand.
    others : sequence of str
        Paths of the repeats that have tables of their own; a header that fits questions there
        and here means the one here.
    """
    elsewhere = [path for path in others if path and not f"{prefix}/".startswith(f"{path}/")]
    shape = _Shape(grid, dialect, style)
    made = []
    for index, header in enumerate(grid.headers):
        path = dialect.path(header)
        whole = _below(prefix, path)
        found = _here(_look_up(form, whole, header, style), elsewhere) if form else []
        known = len(found) == 1
        if dialect.is_system(path) and not (known and found[0].question.group == ""):
            made.append(Heading(path=whole, part="system"))
        elif is_flattened(header):
            made.append(Heading(path=whole, part="answer", name=header, question=header))
        elif form is not None and known:
            made.append(_from_form(form, found[0], whole))
        else:
            heading = shape.heading(index, prefix)
            state: State = "ambiguous" if found else "unknown" if form else heading.state
            made.append(replace(heading, state=state))
    return made


def _look_up(form: Form, path: str, header: str, style: Style) -> list[Found]:
    if style == "label":
        return by_words(form, header) or by_path(form, path)
    return by_path(form, path) or by_words(form, header)


def _here(found: list[Found], elsewhere: Sequence[str]) -> list[Found]:
    """Drop questions of other tables where others are left."""
    here = [
        one
        for one in found
        if not any(f"/{path}/" in f"/{one.question.group}/" for path in elsewhere)
    ]
    return here or found


def _from_form(form: Form, found: Found, path: str) -> Heading:
    question = found.question
    name = f"{question.name}/{found.option}" if found.option else question.name
    return Heading(
        path=path,
        part=part_of(form, found),
        option=found.option,
        name=name,
        question=question.name if found.option else question.question,
        state="form",
    )


class _Shape:
    """What the shape of a table says: headers that continue others, columns of ticks only."""

    def __init__(self, grid: Grid, dialect: Dialect, style: Style) -> None:
        self.grid = grid
        self.dialect = dialect
        self.style = style
        self.ticks = [all_ticks(column) for column in grid.columns]
        self.paths = [dialect.path(header) for header in grid.headers]
        self.headers = frozenset(self.paths)
        self.multiple = self._multiple()
        self.options = [self._split(index) for index in range(len(self.paths))]
        self.summaries = {option[0] for option in self.options if option is not None}

    def _multiple(self) -> dict[str, State]:
        """Return the questions that only have columns of options, and how that is known."""
        columns: dict[str, list[int]] = {}
        for index, path in enumerate(self.paths):
            left, slash, _ = path.rpartition("/")
            if slash and not is_flattened(path) and not self.dialect.is_system(path):
                columns.setdefault(left, []).append(index)
        found: dict[str, State] = {}
        for question, indexes in columns.items():
            cells = [
                cell for index in indexes for cell in self.grid.columns[index] if not is_blank(cell)
            ]
            ticked = all(self.ticks[index] for index in indexes)
            if question in self.headers or len(indexes) == 1 or not ticked or not cells:
                continue
            words = all(str(cell).casefold() in ("true", "false") for cell in cells)
            found[question] = "shape" if words else "guessed"
        return found

    def _split(self, index: int) -> tuple[str, str] | None:
        """Return question and option where a header is one of a multiple choice."""
        for question, option in splits(self.paths[index]):
            if question in self.multiple:
                return question, option
            whole = self.style == "label" or not any(map(str.isspace, option))
            if question in self.headers and self.ticks[index] and whole:
                return question, option
        return None

    def heading(self, index: int, prefix: str) -> Heading:
        """Return what a header means by shape alone."""
        path = self.paths[index]
        option = self.options[index]
        if option is not None:
            return self._option(*option, prefix)
        stem = path.removesuffix("_other")
        if stem != path and (stem in self.headers or stem in self.multiple):
            return self._named(path, prefix, "other", stem)
        if path.endswith("_URL") and path.removesuffix("_URL") in self.headers:
            return self._named(path, prefix, "system", path)
        part: Part = "summary" if path in self.summaries else "answer"
        return self._named(path, prefix, part, path)

    def _option(self, question: str, option: str, prefix: str) -> Heading:
        words = self.style == "label"
        return Heading(
            path=_below(prefix, question),
            part="option",
            option=option,
            name=f"{question}/{option}" if words else "",
            question=question if words else "",
            state=self.multiple.get(question, "shape"),
        )

    def _named(self, path: str, prefix: str, part: Part, question: str) -> Heading:
        if self.style == "label":
            return Heading(path=path, part=part, name=path, question=question)
        whole = _below(prefix, path)
        return Heading(path=whole, part=part, question=_below(prefix, question))


def named(tables: Sequence[Sequence[Heading]]) -> list[list[Heading]]:
    """Give names to the headings that have none, by the paths of all tables of a file."""
    paths = {
        heading.path: None
        for table in tables
        for heading in table
        if not heading.name or heading.state == "form"
    }
    names = shortest_names(paths)
    return [[_name(heading, names) for heading in table] for table in tables]


def _name(heading: Heading, names: dict[str, str]) -> Heading:
    if heading.name:
        return heading
    own = names[heading.path]
    if heading.part == "option":
        return replace(heading, name=f"{own}/{heading.option}", question=own)
    return replace(heading, name=own, question=names.get(heading.question, own))


def _below(prefix: str, path: str) -> str:
    """Return a path below its repeat; one that names the repeat already stays as it is."""
    if not prefix or f"{path}/".startswith(f"{prefix}/"):
        return path
    return f"{prefix}/{path}"


def unnamed(headings: Iterable[Heading], state: State) -> list[int]:
    """Return the places of headings that are known in some way only."""
    return [index for index, heading in enumerate(headings) if heading.state == state]
