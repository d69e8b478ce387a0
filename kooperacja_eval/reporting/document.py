"""A report before it takes a format: title, date of the data, and blocks in order."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final, Literal

from kooperacja_eval.errors import ReportError
from kooperacja_eval.reporting.blocks import Block, Markdown
from kooperacja_eval.reporting.runner import ExecutedReport
from kooperacja_eval.text import Lang, Text, same

DocumentKind = Literal["report", "book"]

_EMPTY: Final = same("")


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """Everything that a rendered report says, in one language.

    Attributes
    ----------
    title, subtitle, study : str
        What the report is; the subtitle may be empty.
    data_date : datetime.date
        Date of the data. The clock stands nowhere in a report.
    lang : {"pl", "en"}
        Language of the report.
    synthetic : bool
        Whether the data are made up; every page then says so.
    blocks : tuple of Block
        Prose, exhibits and places.
    kind : {"report", "book"}
        A book has a cover, numbered chapters and citations, and its HTML can be searched.
    programme : str
        Programme that the study belongs to, for the cover of a book; may be empty.
    library : mapping
        Works that a book may cite, as CSL describes them, by key.
    trace : str
        File beside the HTML report that says where its numbers come from; empty without one.
    """

    title: str
    subtitle: str
    study: str
    data_date: dt.date
    lang: Lang
    synthetic: bool
    blocks: tuple[Block, ...]
    kind: DocumentKind = "report"
    programme: str = ""
    library: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    trace: str = ""

    @property
    def epoch(self) -> int:
        """Noon of the date of the data in UTC, in seconds: the only time a file may carry."""
        noon = dt.datetime.combine(self.data_date, dt.time(12), tzinfo=dt.UTC)
        return int(noon.timestamp())


def make_document(
    executed: ExecutedReport,
    *,
    study: Text,
    data_date: dt.date,
    synthetic: bool,
    title: Text | None = None,
    subtitle: Text = _EMPTY,
) -> Document:
    """Put an executed notebook under its title.

    Parameters
    ----------
    executed : ExecutedReport
        The notebook's blocks, in the language of the report.
    study : Text
        Name of the study.
    data_date : datetime.date
        Date of the data.
    synthetic : bool
        Whether the study is made up.
    title : Text, optional
        Title; without it, the first heading of the notebook, which stands at its very beginning.
    subtitle : Text
        What parameters the report has, such as a month or a team.

    Raises
    ------
    ReportError
        If there is no title.
    """
    heading, blocks = _leading_heading(executed.blocks)
    words = title.in_(executed.lang) if title is not None else heading
    if not words:
        message = Text(
            f"Raport {executed.name} nie ma tytułu: zacznij notatnik od nagłówka „# Tytuł”.",
            f'Report {executed.name} has no title: begin the notebook with a heading "# Title".',
        )
        raise ReportError(message)
    return Document(
        title=words,
        subtitle=subtitle.in_(executed.lang),
        study=study.in_(executed.lang),
        data_date=data_date,
        lang=executed.lang,
        synthetic=synthetic,
        blocks=blocks,
    )


def _leading_heading(blocks: tuple[Block, ...]) -> tuple[str, tuple[Block, ...]]:
    """Take a first-level heading off the beginning; the title stands for it."""
    if not blocks or not isinstance(blocks[0], Markdown):
        return "", blocks
    first, _, rest = blocks[0].text.lstrip().partition("\n")
    if not first.startswith("# "):
        return "", blocks
    remaining = (Markdown(rest), *blocks[1:]) if rest.strip() else blocks[1:]
    return first.removeprefix("# ").strip(), remaining
