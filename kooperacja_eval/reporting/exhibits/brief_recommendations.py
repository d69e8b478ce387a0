"""Open recommendations with their deadlines, as they stand at the end of a month.

Deadlines come from the register of recommendations; recommendations of the register of conclusions
that nobody has closed yet have none. The border: compares deadlines with the
month, decides nothing.
"""

from typing import Final

import pandas as pd

from kooperacja_eval.evidence.conclusions import standing
from kooperacja_eval.reporting import formats
from kooperacja_eval.reporting.columns import Column
from kooperacja_eval.reporting.exhibit import Exhibit
from kooperacja_eval.reporting.exhibits.brief_words import (
    LONGEST_CELL,
    LONGEST_NAME,
    about,
    here,
    month_words,
    shortened,
    until,
)
from kooperacja_eval.reporting.exhibits.common import computed_source, texts, without
from kooperacja_eval.reporting.exhibits.conclusions_words import register
from kooperacja_eval.reporting.exhibits.pzk_recommendations import CLOSED
from kooperacja_eval.reporting.exhibits.pzk_words import why_no
from kooperacja_eval.reporting.material import Material
from kooperacja_eval.reporting.prose import Prose
from kooperacja_eval.schemas.codes import RECOMMENDATION_STATUSES
from kooperacja_eval.text import Text, same

OPEN: Final = Text("Otwarte rekomendacje", "Open recommendations")
NONE: Final = Text("nie ma żadnej", "there is none")
OPEN_ENTRIES: Final = {
    "new": Text("nowa", "new"),
    "accepted": Text("przyjęta", "accepted"),
}
"""Statuses of entries of the register of conclusions that still ask something of somebody."""
UNDATED: Final = Text("bez terminu", "no deadline")
MOST: Final = 4
"""Recommendations with a deadline that are shown."""
MOST_NEW: Final = 2
"""New ones of the register of conclusions that are shown."""
TABLES: Final = ("recommendations", "conclusions")


def brief_recommendations(report: Material, *, month: str, voivodeship: str) -> Exhibit | Prose:
    """Recommendations with the nearest deadline first, then the new ones of the month."""
    if not any(name in report.tables for name in TABLES):
        return without(OPEN, list(TABLES))
    dated, written = _dated(report), _written(report, month, voivodeship)
    new = written[written["month"].dt.strftime("%Y-%m") == month]
    if dated.empty and written.empty:
        return why_no(OPEN, NONE)
    data = pd.concat(
        [_dated_lines(dated.head(MOST), month), _new_lines(new.head(MOST_NEW))], ignore_index=True
    )
    if data.empty:
        return why_no(OPEN, _left(len(dated), 0, len(written), 0, month))
    where = about(month, voivodeship)
    left = _left(len(dated), min(MOST, len(dated)), len(written), min(MOST_NEW, len(new)), month)
    return Exhibit(
        id="brief_recommendations",
        title=Text(
            f"Otwarte rekomendacje i terminy: {where.pl}",
            f"Open recommendations and deadlines: {where.en}",
        ),
        caption=Text(f"{_sentence(left.pl)}.", f"{_sentence(left.en)}."),
        alt=Text(
            "Tabela: rekomendacja, adresat, termin i stan.",
            "Table: recommendation, addressee, deadline and status.",
        ),
        source=computed_source(*(name for name in TABLES if name in report.tables)),
        data=data,
        columns=(
            Column("number", Text("Nr", "No.")),
            Column("text", Text("Rekomendacja", "Recommendation")),
            Column("addressee", Text("Adresat", "Addressee")),
            Column("due", Text("Termin i stan", "Due, status")),
        ),
    )


def _dated(report: Material) -> pd.DataFrame:
    """Return open recommendations of the register by deadline; those without one come last."""
    frame = report.record.get("recommendations")
    if frame is None:
        return pd.DataFrame()
    rows = frame[~frame["status"].isin(CLOSED)]
    return rows.sort_values(["deadline", "recommendation_id"], kind="stable")


def _written(report: Material, month: str, voivodeship: str) -> pd.DataFrame:
    """Return recommendations of the register of conclusions that were open by the month."""
    if "conclusions" not in report.record:
        return pd.DataFrame({"month": pd.Series(dtype="datetime64[s]")})
    frame = register(report)
    rows = standing(frame[until(frame, month)])
    wanted = (rows["kind"] == "recommendation") & _open(rows).isin(list(OPEN_ENTRIES))
    return rows[wanted & here(rows, report, voivodeship)]


def _open(rows: pd.DataFrame) -> "pd.Series[str]":
    """Return the status of entries of the register of conclusions; an empty one is new."""
    return rows["status"].astype("object").where(rows["status"].notna(), "new")


def _dated_lines(rows: pd.DataFrame, month: str) -> pd.DataFrame:
    if rows.empty:
        return pd.DataFrame(columns=_LINE)
    return pd.DataFrame(
        {
            "number": rows["recommendation_id"],
            "text": [shortened(text, LONGEST_CELL) for text in rows["recommendation"]],
            "addressee": [_name(name) for name in rows["addressee"]],
            "due": texts(
                (
                    _both(_due(day, month), _status(code))
                    for day, code in zip(rows["deadline"], rows["status"], strict=True)
                ),
                rows,
            ),
        }
    )


def _new_lines(rows: pd.DataFrame) -> pd.DataFrame:
    if rows.empty:
        return pd.DataFrame(columns=_LINE)
    return pd.DataFrame(
        {
            "number": rows["conclusion_id"],
            "text": [shortened(text, LONGEST_CELL) for text in rows["text"]],
            "addressee": [_name(name) for name in rows["addressee"]],
            "due": texts((_both(UNDATED, OPEN_ENTRIES[code]) for code in _open(rows)), rows),
        }
    )


_LINE: Final = ("number", "text", "addressee", "due")


def _name(name: object) -> str:
    return str(shortened(name, LONGEST_NAME)) if isinstance(name, str) else formats.MISSING


def _both(due: Text, state: Text) -> Text:
    return Text(f"{due.pl}, {state.pl}", f"{due.en}, {state.en}")


def _due(day: object, month: str) -> Text:
    """Return a deadline, and whether it has passed by the end of the month."""
    if formats.is_missing(day):
        return UNDATED
    words = month_words(day)
    passed = pd.Timestamp(str(day)).strftime("%Y-%m") <= month
    return Text(f"{words.pl}, minął", f"{words.en}, passed") if passed else words


def _status(code: object) -> Text:
    return RECOMMENDATION_STATUSES.label(code) if isinstance(code, str) else same(formats.MISSING)


def _left(dated: int, shown: int, written: int, new: int, month: str) -> Text:
    """Say how many there are, and how many of them are shown."""
    return Text(
        f"z terminem w rejestrze rekomendacji: {formats.integer(dated)} (pokazano "
        f"{formats.integer(shown)}, najbliższe terminy); w rejestrze wniosków do końca "
        f"{formats.month(month)}: {formats.integer(written)} (pokazano {formats.integer(new)}, "
        "nowe z tego miesiąca)",
        f"in the register of recommendations: {formats.integer(dated, 'en')} (shown "
        f"{formats.integer(shown, 'en')}, nearest deadlines); in the register of conclusions by "
        f"the end of {formats.month(month, 'en')}: {formats.integer(written, 'en')} (shown "
        f"{formats.integer(new, 'en')}, new ones of the month)",
    )


def _sentence(words: str) -> str:
    return words[:1].upper() + words[1:]
