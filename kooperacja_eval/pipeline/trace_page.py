"""The page of traces of one report: for every figure, table and text, where its numbers come from.

Each has an anchor of its own name, and each number one of its address, so that the report can link
to them. The page is made from the same run as the report and is the same, byte for byte, for the
same inputs. The border: which value stands behind a number is found in ``trace_find``.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from html import escape
from string import Template
from typing import Final
from urllib.parse import quote

from kooperacja_eval.indicators.catalogue import catalogue
from kooperacja_eval.pipeline.state import versions
from kooperacja_eval.pipeline.trace_find import Asked, Found, asked, tables_of
from kooperacja_eval.pipeline.trace_report import TracedReport
from kooperacja_eval.pipeline.trace_sources import TableTrace, trace_tables
from kooperacja_eval.pipeline.trace_words import CERTAINTY, SHOWN, part_words
from kooperacja_eval.reporting import words
from kooperacja_eval.reporting.to_html import marker, page_css, template
from kooperacja_eval.schemas.tables import TABLES
from kooperacja_eval.text import Lang, Text

SUFFIX: Final = "-trace.html"
_TITLE: Final = Text("Skąd wzięły się liczby", "Where the numbers come from")
_BACK: Final = Text("Raport", "Report")
_TEXT: Final = Text("Tekst", "Text")
_LIST: Final = Text("Tabele, rysunki i teksty", "Tables, figures and texts")
_HEAD: Final = (
    Text("Liczba", "Number"),
    Text("W raporcie", "In the report"),
    Text("Skąd", "Where from"),
)
_UPPER: Final = Text("górny koniec", "upper end")
_INDICATORS: Final = Text("Wskaźniki", "Indicators")
_SOURCES: Final = Text("Z tabel", "From tables")
_OTHER: Final = Text("Inne źródła", "Other sources")
_TABLES: Final = Text("Tabele i pliki", "Tables and files")
_ROWS: Final = Text("Wiersze", "Rows")
_FILES: Final = Text("Pliki", "Files")
_MORE: Final = Text("i dalsze, równe", "and more, equal ones")
_DERIVED: Final = Text(
    "Policzone lub zapisane na stałe: nie jest to wprost żadna z przeczytanych wartości",
    "Computed or written as fixed text: it is, as such, none of the values read",
)
_CORRECTION: Final = Text("Poprawka", "Correction")
_PROGRAM: Final = Text("Program", "Program")
_MARKUP: Final = re.compile(r"^:::.*$|^#+ |\[([^\]]*)\]\([^)]*\)|\*\*|\\(?=\W)", re.MULTILINE)
"""What Markdown adds to a text; the words of links stay."""
_HEADING: Final = 60
"""Characters of a text that stand in its heading; the whole of it stands below."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Told:
    """A figure, table or text with what each of its numbers leads to."""

    asked: Asked
    numbers: tuple[Found, ...]


def trace_file(stem: str) -> str:
    """Return the name of the page of traces of a report."""
    return f"{stem}{SUFFIX}"


def told_items(report: TracedReport) -> list[Told]:
    """Return every figure and table, and every text with numbers, with what these lead to."""
    told = [
        Told(asked=one, numbers=tuple(one.numbers()))
        for one in (asked(report, item) for item in report.items)
    ]
    return [one for one in told if one.numbers or one.asked.item.text is None]


def trace_page(report: TracedReport, told: Sequence[Told], *, about: str = "") -> bytes:
    """Return the page of traces of a report as HTML 5, without script.

    Parameters
    ----------
    report : TracedReport
        The report.
    told : sequence of Told
        What ``told_items`` says of it.
    about : str
        Title of the report; by default the name of its files.
    """
    lang, study, stem = report.report.lang, report.config.study, report.report.stem
    texts = (one for one in told if one.asked.item.text is not None)
    ordinals = {one.asked.item.id: place for place, one in enumerate(texts, 1)}
    titles = [_title(one, ordinals, lang) for one in told]
    body = _contents(told, titles, lang)
    body += "".join(map(_Section(report, lang).html, told, titles))
    title, subtitle = _TITLE.in_(lang), about or stem
    page = Template(template("report.html")).substitute(
        lang=words.LOCALES[lang],
        title=escape(f"{title}: {subtitle}"),
        css=template("report.css"),
        page_css=page_css(lang) if study.synthetic else "",
        skip=words.SKIP.in_(lang),
        marker=marker(lang) if study.synthetic else "",
        cover=f'<h1>{escape(title)}</h1><p class="subtitle">{escape(subtitle)}</p>',
        body=f"{_back(stem, lang)}{body}{_tables(report, told, lang)}{_program(lang)}",
        footer=escape(study.title.in_(lang)),
    )
    return page.encode()


def _back(stem: str, lang: Lang) -> str:
    return f'<p>{_BACK.in_(lang)}: <a href="{quote(stem)}.html">{escape(stem)}.html</a></p>'


def _title(told: Told, ordinals: dict[str, int], lang: Lang) -> str:
    """Return the title of an exhibit, or the number and the first words of a text."""
    item = told.asked.item
    if item.text is None:
        return item.title.in_(lang)
    said = _plain(item.text)
    start = said if len(said) <= _HEADING else said[:_HEADING].rpartition(" ")[0] + "…"
    return f"{_TEXT.in_(lang)} {ordinals[item.id]}: {start}"


def _plain(text: str) -> str:
    """Return a text without the signs of Markdown, on one line."""
    return " ".join(_MARKUP.sub(r"\1", text).split(" ")).replace("\n", " ").strip()


def _contents(told: Sequence[Told], titles: Sequence[str], lang: Lang) -> str:
    lines = "".join(
        f'<li><a href="#{one.asked.item.id}">{escape(title)}</a></li>'
        for one, title in zip(told, titles, strict=True)
    )
    lines += f'<li><a href="#all-tables">{_TABLES.in_(lang)}</a></li>'
    return (
        f'<nav class="contents" aria-labelledby="nav-contents"><h2 id="nav-contents">'
        f"{_LIST.in_(lang)}</h2><ul>{lines}</ul></nav>"
    )


@dataclass(frozen=True, slots=True)
class _Section:
    """Writes the sections of one report."""

    report: TracedReport
    lang: Lang

    def html(self, told: Told, title: str) -> str:
        """Return one figure, table or text with its numbers."""
        item = told.asked.item
        said = "" if item.text is None else f"<blockquote>{escape(_plain(item.text))}</blockquote>"
        return (
            f'<section id="{item.id}"><h2 id="{item.id}-title">{escape(title)}</h2>{said}'
            f"{self._indicators(told)}{self._numbers(told)}{self._sources(told)}</section>"
        )

    def _indicators(self, told: Told) -> str:
        ids = _indicators_of(self.report, told)
        lines = "".join(
            f"<li><code>{name}</code>: {escape(catalogue()[name].title.in_(self.lang))}. "
            f"{escape(catalogue()[name].definition.in_(self.lang))}</li>"
            for name in ids
        )
        return f"<h3>{_INDICATORS.in_(self.lang)}</h3><ul>{lines}</ul>" if lines else ""

    def _numbers(self, told: Told) -> str:
        if not told.numbers:
            return ""
        head = "".join(f'<th scope="col">{word.in_(self.lang)}</th>' for word in _HEAD)
        rows = "".join(self._number(found, told.asked) for found in told.numbers)
        title = f"{told.asked.item.id}-title"
        return (
            f'<div class="scroll" role="region" tabindex="0" aria-labelledby="{title}">'
            f'<table aria-labelledby="{title}"><thead><tr>{head}</tr></thead>'
            f"<tbody>{rows}</tbody></table></div>"
        )

    def _number(self, found: Found, one: Asked) -> str:
        """Return one number: what it is, its address, how it is written, and what is behind."""
        keys = [self.report.released.key(place) for place in found.places if found.columns]
        told = [f"<code>{escape(key)}</code>" for key in keys[:SHOWN]]
        told += [f"{_MORE.in_(self.lang)}: {len(keys) - SHOWN}"] if len(keys) > SHOWN else []
        told += [escape(str(cell)) for cell in found.record.values() if cell]
        label = _label(found, one, self.lang)
        name = f"{escape(label)}<br>" if label else ""
        said = _DERIVED if found.certainty == "derived" else CERTAINTY[found.certainty]
        address = escape(found.address)
        return (
            f'<tr id="{address}"><th scope="row">{name}<code>{address}</code></th>'
            f"<td>{escape(found.shown)}</td>"
            f"<td>{'<br>'.join([said.in_(self.lang), *told])}</td></tr>"
        )

    def _sources(self, told: Told) -> str:
        names = _table_names(self.report, told)
        links = ", ".join(
            f'<a href="#table-{name}">{escape(TABLES[name].label.in_(self.lang))}</a>'
            for name in names
        )
        parts = ", ".join(
            escape(part_words(part).in_(self.lang)) for part in told.asked.item.reading.parts
        )
        said = f"<p>{_SOURCES.in_(self.lang)}: {links}</p>" if links else ""
        return f"{said}<p>{_OTHER.in_(self.lang)}: {parts}</p>" if parts else said


def _label(found: Found, one: Asked, lang: Lang) -> str:
    """Return row and column of a cell in words; nothing for a number of a text."""
    if found.row is None or found.column is None:
        return ""
    column = one.item.columns[found.column]
    row = one.table.rows[found.row][0] if found.column else ""
    upper = _UPPER.in_(lang) if column.high and found.address.endswith(f":{column.high}") else ""
    return "; ".join(part for part in (row, column.label.in_(lang), upper) if part)


def _indicators_of(report: TracedReport, told: Told) -> list[str]:
    """Return the indicators behind an item, in the order of the catalogue."""
    places = set(told.asked.read)
    places.update(*(found.places for found in told.numbers if found.columns))
    read = {report.released.indicators[place] for place in places}
    return [name for name in catalogue() if name in read]


def _table_names(report: TracedReport, told: Told) -> list[str]:
    """Return the tables behind an item that the study has, sorted."""
    ids = _indicators_of(report, told)
    names = {name for entry in ids for name in catalogue()[entry].tables}
    return sorted((names | set(tables_of(told.asked.item))) & set(report.data.tables))


def _tables(report: TracedReport, told: Iterable[Told], lang: Lang) -> str:
    """Return every table behind the report, with its files and corrections."""
    names = {name for one in told for name in _table_names(report, one)}
    traced = trace_tables(report.data, names, profile="public")
    parts = "".join("".join(_table(table, lang)) for table in traced)
    return f'<section id="all-tables"><h2>{_TABLES.in_(lang)}</h2>{parts}</section>'


def _table(table: TableTrace, lang: Lang) -> Iterator[str]:
    yield (
        f'<h3 id="table-{table.name}">{escape(table.label.in_(lang))} '
        f"(<code>{table.name}</code>)</h3><p>{_ROWS.in_(lang)}: {table.rows}</p>"
    )
    if table.corrections:
        rules = "".join(
            f"<li>{_CORRECTION.in_(lang)} <code>{escape(rule.id)}</code>: "
            f"{escape(rule.reason)}</li>"
            for rule in table.corrections
        )
        yield f"<ul>{rules}</ul>"
    files = "".join(
        f"<li>data_raw/{escape(file.path)}<br><code>{file.sha256}</code></li>"
        for file in table.files
    )
    if files:
        summary = f"{_FILES.in_(lang)}: {len(table.files)}"
        yield f"<details><summary>{summary}</summary><ul>{files}</ul></details>"


def _program(lang: Lang) -> str:
    """Return the version. The SHA-256 of the code stays in the manifest.

    Few changes of the code change a report; with it, all of them would change every page.
    """
    version = versions()["kooperacja-eval"]
    return f"<p>{_PROGRAM.in_(lang)}: kooperacja-eval {version} (SHA-256: manifest.json)</p>"
