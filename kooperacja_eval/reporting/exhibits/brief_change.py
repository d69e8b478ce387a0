"""What changed since the month before: one line for each number that a brief is about."""

from collections.abc import Callable
from typing import Final

import pandas as pd

from kooperacja_eval.reporting import formats
from kooperacja_eval.reporting.columns import Column
from kooperacja_eval.reporting.exhibit import Exhibit
from kooperacja_eval.reporting.exhibits.brief_words import (
    HIDDEN,
    about,
    place_rows,
    previous,
)
from kooperacja_eval.reporting.exhibits.common import computed_source, needs
from kooperacja_eval.reporting.exhibits.fgi_words import Row
from kooperacja_eval.reporting.material import Material
from kooperacja_eval.reporting.prose import Prose
from kooperacja_eval.text import LANGUAGES, Lang, Text, same

CHANGE: Final = Text("Co się zmieniło od poprzedniego miesiąca", "What changed since last month")
Shown = Callable[[Row, Lang], str]


def _of(row: Row, lang: Lang) -> str:
    """Write how many of how many."""
    words = Text("{} z {}", "{} of {}").in_(lang)
    return words.format(*(formats.integer(row[name], lang) for name in _PARTS))


def _of_with_share(row: Row, lang: Lang) -> str:
    if not row["denominator"]:
        return formats.MISSING
    share = formats.percent(row["numerator"] / row["denominator"], 0, lang)
    return f"{_of(row, lang)} ({share})"


def _count(row: Row, lang: Lang) -> str:
    return formats.integer(row["numerator"], lang)


_PARTS: Final = ("numerator", "denominator")
_LINES: Final[tuple[tuple[str, str | None, Text, Shown], ...]] = (
    ("brief_reports", "", Text("Zespoły ze sprawozdaniem", "Teams that reported"), _of),
    (
        "brief_meetings",
        "",
        Text("Zespoły ze spotkaniem (z tych ze sprawozdaniem)", "Teams that met (of those)"),
        _of,
    ),
    ("meetings_held", "", Text("Spotkania zespołów", "Meetings of teams"), _count),
    (
        "attendance_share",
        "all",
        Text("Obecności członków na spotkaniach", "Attendances of members at meetings"),
        _of_with_share,
    ),
    (
        "brief_silent_families",
        "",
        Text("Rodziny bez kontaktu przez cały miesiąc", "Families without contact all month"),
        _of,
    ),
    (
        "brief_suspended",
        "",
        Text("Usługi wstrzymane w miesiącu", "Services suspended in the month"),
        _count,
    ),
    (
        "conclusions_count",
        "",
        Text("Wpisy w rejestrze wniosków", "Entries in the register of conclusions"),
        _count,
    ),
)


@needs("pzk", "meetings", what=CHANGE)
def brief_change(report: Material, *, month: str, voivodeship: str) -> Exhibit | Prose:
    """Numbers of the month beside those of the month before."""
    before = previous(month)
    data = pd.DataFrame(
        [
            {
                "what": label,
                "before": _cell(place_rows(report, name, voivodeship, before, group=group), shown),
                "now": _cell(place_rows(report, name, voivodeship, month, group=group), shown),
            }
            for name, group, label, shown in _LINES
        ]
    )
    where = about(month, voivodeship)
    return Exhibit(
        id="brief_change",
        title=Text(f"Miesiąc w liczbach: {where.pl}", f"The month in numbers: {where.en}"),
        caption=Text(
            "Kontakty podaje się za miesiąc, więc 30 dni to tu cały miesiąc kalendarzowy. Usługi "
            "później wznowione lub zamienione nie są już wśród wstrzymanych.",
            "Contacts are reported by month, so 30 days are a whole calendar month here. Services "
            "resumed or converted later are no longer among those suspended.",
        ),
        alt=Text(
            f"Tabela: liczby z {formats.month(month)} obok liczb z {formats.month(before)}.",
            f"Table: numbers of {formats.month(month, 'en')} beside those of "
            f"{formats.month(before, 'en')}.",
        ),
        source=computed_source(
            *(
                name
                for name in ("meetings", "attendance", "contacts", "services", "conclusions")
                if name in report.tables
            )
        ),
        data=data,
        columns=(
            Column("what", Text("Co", "What")),
            Column("before", _head(before), align="right"),
            Column("now", _head(month), align="right"),
        ),
    )


def _head(month: str) -> Text:
    return Text(formats.month(month), formats.month(month, "en"))


def _cell(rows: list[tuple[str, Row]], shown: Shown) -> Text:
    """Return a number in words; several macroregions are named."""
    if not rows:
        return same(formats.MISSING)
    said = {lang: [(name, _written(row, shown, lang)) for name, row in rows] for lang in LANGUAGES}
    if len(rows) == 1:
        return Text(*(said[lang][0][1] for lang in LANGUAGES))
    return Text(*("; ".join(f"{name}: {cell}" for name, cell in said[lang]) for lang in LANGUAGES))


def _written(row: Row, shown: Shown, lang: Lang) -> str:
    if row["status"] == "suppressed":
        return HIDDEN.in_(lang)
    if formats.is_missing(row["numerator"]):
        return formats.MISSING
    return shown(row, lang)
