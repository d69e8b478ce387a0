"""The page of traces of one report: for every figure, table and text, where its numbers come from.

Each has an anchor of its own name, so that the report can link to it. The page is made from the
same run as the traces and is the same, byte for byte, for the same inputs.
"""

from collections.abc import Iterator
from html import escape
from string import Template
from typing import Final

from kooperacja_eval.indicators.catalogue import catalogue
from kooperacja_eval.pipeline.state import versions
from kooperacja_eval.pipeline.trace_find import Found, addresses, find
from kooperacja_eval.pipeline.trace_model import plain, value_key
from kooperacja_eval.pipeline.trace_report import TracedReport
from kooperacja_eval.pipeline.trace_run import TracedItem
from kooperacja_eval.pipeline.trace_sources import TableTrace, trace_tables
from kooperacja_eval.pipeline.trace_words import CERTAINTY
from kooperacja_eval.reporting import words
from kooperacja_eval.reporting.exhibit import Exhibit
from kooperacja_eval.reporting.to_html import marker, page_css, template
from kooperacja_eval.text import Lang, Text

SUFFIX: Final = "-trace.html"
_TITLE: Final = Text("Skąd wzięły się liczby", "Where the numbers come from")
_HEAD: Final = (
    Text("liczba", "number"),
    Text("w raporcie", "in the report"),
    Text("skąd", "where from"),
)
_INDICATORS: Final = Text("Wskaźniki", "Indicators")
_TABLES: Final = Text("Tabele i pliki", "Tables and files")
_ROWS: Final = Text("wiersze", "rows")
_CORRECTION: Final = Text("poprawka", "correction")


def trace_file(stem: str) -> str:
    """Return the name of the page of traces of a report."""
    return f"{stem}{SUFFIX}"


def trace_page(report: TracedReport) -> bytes:
    """Return the page of traces of a report as HTML 5, without script."""
    lang, study = report.report.lang, report.config.study
    shown = [
        item for item in report.items if addresses(item, lang) or isinstance(item.item, Exhibit)
    ]
    body = "".join(_section(report, item, lang) for item in shown)
    title = f"{_TITLE.in_(lang)}: {report.report.stem}"
    page = Template(template("report.html")).substitute(
        lang=words.LOCALES[lang],
        title=escape(title),
        css=template("report.css"),
        page_css=page_css(lang) if study.synthetic else "",
        skip=words.SKIP.in_(lang),
        marker=marker(lang) if study.synthetic else "",
        cover=f"<h1>{escape(title)}</h1>",
        body=body + _tables(report, shown, lang) + _code(report),
        footer=escape(study.title.in_(lang)),
    )
    return page.encode()


def _section(report: TracedReport, item: TracedItem, lang: Lang) -> str:
    """Return one figure, table or text with its numbers."""
    title = item.item.title.in_(lang) if isinstance(item.item, Exhibit) else item.id
    back = f'<p><a href="{escape(report.report.stem)}.html">{escape(report.report.stem)}</a></p>'
    head = "".join(f'<th scope="col">{word.in_(lang)}</th>' for word in _HEAD)
    rows = "".join(_number(find(report, name), name, lang) for name in addresses(item, lang))
    table = (
        f'<div class="scroll"><table aria-labelledby="{item.id}-title"><thead><tr>{head}</tr>'
        f"</thead><tbody>{rows}</tbody></table></div>"
    )
    return (
        f'<section id="{item.id}"><h2 id="{item.id}-title">{escape(title)}</h2>{back}'
        f"{_indicators(item, lang)}{table if rows else ''}{_links(item)}</section>"
    )


def _indicators(item: TracedItem, lang: Lang) -> str:
    ids = [name for name in catalogue() if name in set(item.read["indicator_id"])]
    lines = "".join(
        f"<li><code>{name}</code>: {escape(catalogue()[name].title.in_(lang))}. "
        f"{escape(catalogue()[name].definition.in_(lang))}</li>"
        for name in ids
    )
    return f"<h3>{_INDICATORS.in_(lang)}</h3><ul>{lines}</ul>" if lines else ""


def _number(found: Found, address: str, lang: Lang) -> str:
    """Return one number: its address, how it is written, and the values behind it."""
    rows = found.rows.to_dict("records") if found.columns else []
    keys = [value_key({str(name): plain(cell) for name, cell in row.items()}) for row in rows]
    origin = [f"{name}: {cell}" for name, cell in found.record.items() if cell]
    told = "".join(f"<br><code>{escape(key)}</code>" for key in keys)
    told += "".join(f"<br>{escape(line)}" for line in origin)
    return (
        f'<tr id="{escape(address)}"><th scope="row">{escape(address)}</th>'
        f"<td>{escape(found.shown)}</td>"
        f"<td>{CERTAINTY[found.certainty].in_(lang)}{told}</td></tr>"
    )


def _table_names(item: TracedItem) -> list[str]:
    """Return the tables behind an item, sorted."""
    ids = set(item.read["indicator_id"])
    return sorted({name for entry in ids for name in catalogue()[entry].tables} | set(item.tables))


def _links(item: TracedItem) -> str:
    names = _table_names(item)
    links = ", ".join(f'<a href="#table-{name}">{name}</a>' for name in names)
    parts = ", ".join(item.parts)
    return f"<p>{'; '.join(text for text in (links, parts) if text)}</p>" if links or parts else ""


def _tables(report: TracedReport, items: list[TracedItem], lang: Lang) -> str:
    """Return every table behind the report, with its files and corrections."""
    names = {name for item in items for name in _table_names(item)}
    traced = trace_tables(report.data, names, profile="public")
    told = "".join("".join(_table(table, lang)) for table in traced)
    return f'<section id="tables"><h2>{_TABLES.in_(lang)}</h2>{told}</section>'


def _table(table: TableTrace, lang: Lang) -> Iterator[str]:
    yield f'<h3 id="table-{table.name}"><code>{table.name}</code> – {table.label.in_(lang)}</h3>'
    yield f"<p>{_ROWS.in_(lang)}: {table.rows}</p><ul>"
    for file in table.files:
        yield f"<li>data_raw/{escape(file.path)}<br><code>{file.sha256}</code></li>"
    for rule in table.corrections:
        yield (
            f"<li>{_CORRECTION.in_(lang)} <code>{escape(rule.id)}</code> ({rule.action}, "
            f"{_ROWS.in_(lang)}: {rule.rows}): {escape(rule.reason)}</li>"
        )
    yield "</ul>"


def _code(report: TracedReport) -> str:
    version = versions()["kooperacja-eval"]
    return f"<p>kooperacja-eval {version}, sha256 <code>{report.code}</code></p>"
