"""A report as PDF/UA-1, through typst, with fonts that come with the package's own parts."""

import json
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path
from typing import Any, Final

import matplotlib as mpl

from kooperacja_eval.errors import ReportError
from kooperacja_eval.reporting import formats, typeset, words
from kooperacja_eval.reporting.assemble import Assembled, Numbered, Part
from kooperacja_eval.reporting.layout import table_layout
from kooperacja_eval.reporting.pandoc import run_pandoc, to_json
from kooperacja_eval.reporting.prose_ast import Node
from kooperacja_eval.reporting.tables import ShownTable
from kooperacja_eval.reporting.to_html import template
from kooperacja_eval.reporting.typography import tied
from kooperacja_eval.text import Lang, Text

_TIMEOUT_S: Final = 300
_LINE_PT: Final = 470.0
_TALLEST_PT: Final = 590.0
"""Room for a picture on a page with its caption and source."""
_SVG_SIZE: Final = re.compile(
    rb'<svg[^>]*?\bheight="([\d.]+)pt"[^>]*?\bwidth="([\d.]+)pt"|'
    rb'<svg[^>]*?\bwidth="([\d.]+)pt"[^>]*?\bheight="([\d.]+)pt"',
    re.DOTALL,
)


def to_pdf(report: Assembled) -> bytes:
    """Return the report as PDF/UA-1.

    Raises
    ------
    ReportError
        If typst refuses the document, for instance because it is not accessible.
    """
    document = report.document
    nodes = [node for part in report.parts for node in _nodes(part, report)]
    options = ["-f", "json", "-t", "typst", "--wrap=none", "--sandbox"]
    options += ["--syntax-highlighting=none"]
    body = run_pandoc(options, to_json(nodes, report.api_version), epoch=document.epoch)
    head = '#import "report.typ": *\n#show: report.with(json("meta.json"))\n\n'
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "report.typ").write_text(template("report.typ"), "utf-8")
        (folder / "meta.json").write_text(json.dumps(_meta(report)), "utf-8")
        (folder / "main.typ").write_bytes(head.encode() + body)
        for item in report.exhibits:
            if item.exhibit.svg is not None:
                (folder / f"{item.anchor}.svg").write_bytes(item.exhibit.svg)
        return _compile(folder, document.epoch)


def _compile(folder: Path, epoch: int) -> bytes:
    """Compile the files of a folder, away from the fonts of the machine and in another process.

    typst starts threads that a process forked later would wait for; reports are built in those.
    """
    job = {
        "site": str(_site()),
        "main": str(folder / "main.typ"),
        "root": str(folder),
        "fonts": [str(Path(mpl.get_data_path()) / "fonts" / "ttf")],
        "epoch": epoch,
    }
    try:
        done = subprocess.run(  # noqa: S603 - our own Python and program, no shell
            [sys.executable, "-I", "-S", typeset.__file__],
            input=json.dumps(job).encode(),
            capture_output=True,
            check=False,
            timeout=_TIMEOUT_S,
        )
    except subprocess.TimeoutExpired as error:
        raise ReportError(_refused("timeout")) from error
    if done.returncode != 0:
        lines = done.stderr.decode("utf-8", "replace").strip().splitlines() or [""]
        said = lines[0] if done.returncode == typeset.REFUSED else lines[-1]
        raise ReportError(_refused(said or str(done.returncode)))
    return done.stdout


def _site() -> Path:
    """Return the folder in which typst is installed, without importing it."""
    spec = find_spec("typst")
    if spec is None or spec.origin is None:
        raise ModuleNotFoundError("typst is not installed; install the package anew")
    return Path(spec.origin).parents[1]


def _refused(detail: str) -> Text:
    """Say that typst did not set the report."""
    return Text(
        f"Nie udało się złożyć pliku PDF (typst: {detail}). Sprawdź tekst i opisy alternatywne.",
        f"The PDF could not be set (typst: {detail}). Check the text and alternative texts.",
    )


def _meta(report: Assembled) -> dict[str, Any]:
    """Return the words and facts that the template shows."""
    document = report.document
    lang, day = document.lang, document.data_date
    as_of = f"{words.DATA_AS_OF.in_(lang)}: {formats.date(day, lang)}"
    language, _, region = words.LOCALES[lang].partition("-")
    running = f"{document.title} – {document.subtitle}" if document.subtitle else document.title
    return {
        "title": document.title,
        "shown_title": tied(document.title, lang),
        "subtitle": tied(document.subtitle, lang),
        "running": running,
        "study": document.study,
        "footer": f"{document.study}. {as_of}",
        "facts": [
            [words.STUDY.in_(lang), document.study],
            [words.DATA_AS_OF.in_(lang), formats.date(day, lang)],
        ],
        "lang": language,
        "region": region,
        "year": day.year,
        "month": day.month,
        "day": day.day,
        "synthetic": document.synthetic,
        "book": document.kind == "book",
        "programme": tied(document.programme, lang),
        "marker": words.SYNTHETIC.in_(lang),
        "marker_note": words.SYNTHETIC_NOTE.in_(lang),
        "page": words.PAGE.in_(lang),
        "of": words.OF.in_(lang),
    }


def _nodes(part: Part, report: Assembled) -> Iterator[Node]:
    """Return a part as blocks of pandoc; the chapters of a book begin pages."""
    is_chapter = isinstance(part, dict) and part["t"] == "Header" and part["c"][0] == 1
    if is_chapter and report.document.kind == "book":
        yield {"t": "RawBlock", "c": ["typst", "#pagebreak(weak: true)"]}
    yield _node(part, report)


def _node(part: Part, report: Assembled) -> Node:
    """Return a part as a block of pandoc."""
    if isinstance(part, dict):
        return part
    lang = report.document.lang
    if isinstance(part, Numbered):
        code = _exhibit(part, lang)
    else:
        code = {
            "contents": f"#contents({_string(words.CONTENTS.in_(lang))})\n#pagebreak(weak: true)",
            "tables": f"#exhibits({_string(words.TABLES.in_(lang))}, table)",
            "figures": f"#exhibits({_string(words.FIGURES.in_(lang))}, image)",
            "page_break": "#pagebreak(weak: true)",
        }[part]
    return {"t": "RawBlock", "c": ["typst", code]}


def _exhibit(item: Numbered, lang: Lang) -> str:
    """Return the call that sets a figure or table."""
    exhibit = item.exhibit
    note = f"{words.NOTE.in_(lang)}: {exhibit.caption}" if exhibit.caption else ""
    arguments = {
        "caption": _string(item.heading),
        "note": _string(note),
        "source": _string(f"{words.SOURCE.in_(lang)}: {exhibit.source}"),
        "anchor": _string(item.anchor),
    }
    if exhibit.table is not None and exhibit.table.rows:
        return _call("exhibit-table", arguments | _table(exhibit.table))
    if exhibit.svg is not None:
        picture = {
            "file": _string(f"{item.anchor}.svg"),
            "alt": _string(exhibit.alt),
            "width": f"{picture_width(exhibit.svg):.1f}pt",
        }
        return _call("exhibit-figure", arguments | picture)
    nothing = {
        "words": _string(formats.NO_DATA.in_(lang)),
        "kind": "image" if item.kind == "figure" else "table",
    }
    return _call("exhibit-nothing", arguments | nothing)


def picture_width(svg: bytes) -> float:
    """Return the width in points at which a picture fits the page."""
    found = _SVG_SIZE.search(svg)
    if found is None:
        return _LINE_PT
    height, width = (float(found[1] or found[4]), float(found[2] or found[3]))
    return min(width, _LINE_PT, width * _TALLEST_PT / height)


def _table(table: ShownTable) -> dict[str, str]:
    """Return widths, alignment, size and cells of a table."""
    layout = table_layout(table)
    return {
        "columns": _array(f"{share * 100:.2f}fr" for share in layout.shares),
        "align": _array(table.alignments),
        "fit": _string(layout.fit),
        "fill": f"{layout.fill * 100:.1f}%",
        "header": _array(_string(_whole(label)) for label in table.headers),
        "rows": _array(_array(_string(cell) for cell in row) for row in table.rows),
    }


def _whole(label: str) -> str:
    """Return a header in which ranges such as 0–5 stay on one line."""
    return label.replace("–", "\u2060–\u2060")


def _call(name: str, arguments: dict[str, str]) -> str:
    """Return a call of a function of the template."""
    return f"#{name}({', '.join(f'{key}: {value}' for key, value in arguments.items())})"


def _array(items: Any) -> str:
    """Return an array of typst; the comma at the end keeps one element an array."""
    return "(" + "".join(f"{item}, " for item in items) + ")"


def _string(text: str) -> str:
    """Return a text as a string of typst."""
    escaped = text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
    return f'"{escaped}"'
