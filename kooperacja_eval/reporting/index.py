"""``reports/index.html``: which reports there are, in which formats."""

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
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
_NAMES: Final = {
    ".html": Text("HTML", "HTML"),
    ".pdf": Text("PDF", "PDF"),
    ".docx": Text("Word", "Word"),
    ".xlsx": Text("Excel (dane)", "Excel (data)"),
}
_REPORT: Final = Text("Raport", "Report")
_LANGUAGE: Final = Text("Język", "Language")
_FILES: Final = Text("Pliki", "Files")
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
    """

    title: str
    lang: Lang
    files: tuple[str, ...]


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
        body=_table(entries, lang) if entries else f"<p>{_NONE.in_(lang)}</p>",
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
    kind = _NAMES.get(Path(name).suffix)
    shown = name if kind is None else kind.in_(lang)
    return (
        f'<a href="{quote(name)}">{escape(shown)}'
        f'<span class="unseen">: {escape(entry.title)}</span></a>'
    )
