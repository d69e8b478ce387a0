"""``reports/index.html``: which reports there are, in which formats.

Reports with parameters stand under their title, one line for each team or place, with links for
each round: a hundred of them stay readable.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from itertools import groupby
from pathlib import Path
from string import Template
from typing import Final
from urllib.parse import quote

from kooperacja_eval.reporting import formats, words
from kooperacja_eval.reporting.render import move_into
from kooperacja_eval.reporting.to_html import marker, page_css, template
from kooperacja_eval.study import StudyConfig
from kooperacja_eval.text import Lang, Text

_FILE: Final = "index.html"
_TRACE: Final = "-trace.html"
_NAMES: Final = {
    _TRACE: Text("Skąd liczby", "Sources of numbers"),
    ".html": Text("HTML", "HTML"),
    ".pdf": Text("PDF", "PDF"),
    ".docx": Text("Word", "Word"),
    ".xlsx": Text("Excel (dane)", "Excel (data)"),
}
_REPORT: Final = Text("Raport", "Report")
_LANGUAGE: Final = Text("Język", "Language")
_FILES: Final = Text("Pliki", "Files")
_ABOUT: Final = Text("Czego dotyczy", "About")
_NONE: Final = Text("Nie ma jeszcze raportów.", "There are no reports yet.")


@dataclass(frozen=True, slots=True, kw_only=True)
class IndexEntry:
    """A report of the list.

    Attributes
    ----------
    title : str
        Title of the report, in its own language.
    lang : {"pl", "en"}
        Its language.
    files : tuple of str
        Names of its files in the folder of the index.
    group : str
        What reports with parameters have in common that stand under one title.
    parameters : tuple of str
        Round and team or place in words, in the language of the study; empty where the report is
        one of its kind.
    """

    title: str
    lang: Lang
    files: tuple[str, ...]
    group: str = ""
    parameters: tuple[str, ...] = ()


def write_index(reports_dir: Path, entries: Sequence[IndexEntry], *, config: StudyConfig) -> Path:
    """Write the list of reports, in the language of the study.

    Parameters
    ----------
    reports_dir : Path
        Folder of the reports and of the index.
    entries : sequence of IndexEntry
        The reports, in the order of the list.
    config : StudyConfig
        Title, language, date and marker of the study.
    """
    study = config.study
    lang = study.language
    page = Template(template("report.html")).substitute(
        lang=words.LOCALES[lang],
        title=escape(f"{words.REPORTS.in_(lang)} – {study.title.in_(lang)}"),
        css=template("report.css"),
        page_css=page_css(lang) if study.synthetic else "",
        skip=words.SKIP.in_(lang),
        marker=marker(lang) if study.synthetic else "",
        cover=_cover(config, lang),
        body=_body(entries, lang) if entries else f"<p>{_NONE.in_(lang)}</p>",
        footer=escape(study.title.in_(lang)),
    )
    [path] = move_into(reports_dir, {_FILE: page.encode("utf-8")})
    return path


def _cover(config: StudyConfig, lang: Lang) -> str:
    """Return the title of the list and the date of the data."""
    as_of = formats.date(config.study.data_date, lang)
    return (
        f"<h1>{words.REPORTS.in_(lang)}</h1>"
        f'<p class="subtitle">{escape(config.study.title.in_(lang))}</p>'
        f'<dl class="facts"><div><dt>{words.DATA_AS_OF.in_(lang)}</dt><dd>{as_of}</dd></div></dl>'
    )


def _body(entries: Sequence[IndexEntry], lang: Lang) -> str:
    """Return the single reports as one table, then a table for each report with parameters."""
    single = [entry for entry in entries if not entry.parameters]
    several = [entry for entry in entries if entry.parameters]
    groups = [list(found) for _, found in groupby(several, key=lambda entry: entry.group)]
    parts = [_table(single, lang)] if single else []
    return "".join([*parts, *(_group(members, lang) for members in groups)])


def _group(entries: Sequence[IndexEntry], lang: Lang) -> str:
    """Return reports of one kind: a line for each team or place, a column for each round."""
    title, own = escape(entries[0].title), entries[0].lang
    language = words.LANGUAGE_NAMES[own].in_(lang)
    rounds = list(dict.fromkeys(entry.parameters[0] for entry in entries))
    lines = list(dict.fromkeys(entry.parameters[1:] for entry in entries))
    by_place = {(entry.parameters[0], entry.parameters[1:]): entry for entry in entries}
    head = "".join(f'<th scope="col">{escape(name)}</th>' for name in rounds)
    rows = "".join(
        f'<tr><th scope="row">{escape(", ".join(line))}</th>'
        + "".join(_cell(by_place.get((name, line)), lang) for name in rounds)
        + "</tr>"
        for line in sorted(lines)
    )
    return (
        f'<h2 lang="{words.LOCALES[own]}">{title}</h2>'
        f"<p>{_LANGUAGE.in_(lang)}: {language}</p>"
        f'<div class="scroll"><table class="index"><caption>{title}</caption>'
        f'<thead><tr><th scope="col">{_ABOUT.in_(lang)}</th>{head}</tr></thead>'
        f"<tbody>{rows}</tbody></table></div>"
    )


def _cell(entry: IndexEntry | None, lang: Lang) -> str:
    """Return the links to one report of several; empty where there is none."""
    if entry is None:
        return "<td></td>"
    links = " ".join(_link(entry, name, lang) for name in entry.files)
    return f'<td class="files">{links}</td>'


def _table(entries: Sequence[IndexEntry], lang: Lang) -> str:
    """Return the reports as a table."""
    head = "".join(
        f'<th scope="col">{label.in_(lang)}</th>' for label in (_REPORT, _LANGUAGE, _FILES)
    )
    rows = "".join(_row(entry, lang) for entry in entries)
    return (
        f'<div class="scroll"><table class="index"><caption>{words.REPORTS.in_(lang)}</caption>'
        f"<thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table></div>"
    )


def _row(entry: IndexEntry, lang: Lang) -> str:
    """Return one report with links to its files."""
    language = words.LANGUAGE_NAMES[entry.lang].in_(lang)
    links = " ".join(_link(entry, name, lang) for name in entry.files)
    title = f'<th scope="row" lang="{words.LOCALES[entry.lang]}">{escape(entry.title)}</th>'
    return f'<tr>{title}<td>{language}</td><td class="files">{links}</td></tr>'


def _link(entry: IndexEntry, name: str, lang: Lang) -> str:
    """Return a link whose words, read alone, say to which report it leads."""
    kind = _NAMES.get(_TRACE if name.endswith(_TRACE) else Path(name).suffix)
    shown = name if kind is None else kind.in_(lang)
    return (
        f'<a href="{quote(name)}">{escape(shown)}'
        f'<span class="unseen">: {escape(", ".join((entry.title, *entry.parameters)))}</span></a>'
    )
