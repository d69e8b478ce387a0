"""What asks for attention in a month, in sentences: silent teams, attendance, families, steps.

The border: says which teams to ask, never why; small numbers of families stay hidden.
"""

from typing import Final

from kooperacja_eval.reporting import formats
from kooperacja_eval.reporting.exhibits.brief_words import (
    NO_TEAM,
    NOT_KNOWN,
    listed,
    months_late,
    place_rows,
    team_rows,
)
from kooperacja_eval.reporting.exhibits.common import needs
from kooperacja_eval.reporting.exhibits.fgi_words import Row, cells
from kooperacja_eval.reporting.exhibits.schedule import STEP_TITLES
from kooperacja_eval.reporting.material import Material
from kooperacja_eval.reporting.prose import Prose
from kooperacja_eval.text import LANGUAGES, Lang, Text

ATTENTION: Final = Text("Do wyjaśnienia w tym miesiącu", "To be looked into this month")
FEW: Final = 4
"""With more teams outside their limits than this, the limits stand in the figure alone."""
_HIDDEN: Final = Text(
    "ukryto ze względu na małe liczby",
    "suppressed because of small numbers",
)


@needs("pzk", "meetings", what=ATTENTION)
def brief_attention(report: Material, *, month: str, voivodeship: str) -> Prose:
    """Say who did not report, who did not meet, whose attendance is unusual, and what is late."""
    parts = (
        (Text("Brak sprawozdania", "No report"), _unreported(report, month, voivodeship)),
        (Text("Bez spotkania", "No meeting"), _unmet(report, month, voivodeship)),
        (
            Text("Obecność poza granicami kontrolnymi", "Attendance outside its control limits"),
            _unusual(report, month, voivodeship),
        ),
        (
            Text("Rodziny bez kontaktu przez cały miesiąc", "Families without contact all month"),
            _silent(report, month, voivodeship),
        ),
        (Text("Kroki po terminie", "Steps that are late"), _late(report, month)),
    )  # fmt: skip
    return Prose(
        Text(
            *(
                "\n".join(f"- **{what.in_(lang)}:** {said.in_(lang)}." for what, said in parts)
                for lang in LANGUAGES
            )
        )
    )


def _unreported(report: Material, month: str, voivodeship: str) -> Text:
    rows = team_rows(report, "brief_reports", voivodeship, month)
    return _teams([name for name, row in rows if row["numerator"] == 0], known=bool(rows))


def _unmet(report: Material, month: str, voivodeship: str) -> Text:
    """Teams without a meeting; those without a report are not among them."""
    rows = team_rows(report, "brief_meetings", voivodeship, month)
    told = [(name, row) for name, row in rows if row["denominator"]]
    return _teams([name for name, row in told if row["numerator"] == 0], known=bool(told))


def _teams(names: list[str], *, known: bool) -> Text:
    if not known:
        return NOT_KNOWN
    return Text(*(listed(names) or f"{NO_TEAM.in_(lang)}{_TEAM.in_(lang)}" for lang in LANGUAGES))


_TEAM: Final = Text(" zespół", " of the teams")


def _unusual(report: Material, month: str, voivodeship: str) -> Text:
    shares = dict(team_rows(report, "brief_attendance", voivodeship, month, group=""))
    limits = dict(team_rows(report, "brief_attendance", voivodeship, month, group="limits"))
    outside = {
        name: row
        for side in ("below", "above")
        for name, row in team_rows(
            report, "brief_attendance", voivodeship, month, group=f"limits:{side}"
        )
    }
    if not shares:
        return NOT_KNOWN
    if not limits:
        return Text(
            "jeszcze nie wiadomo (mniej niż 3 wcześniejsze miesiące z listą obecności)",
            "not yet known (fewer than 3 earlier months with a list of attendance)",
        )
    if not outside:
        return _teams([], known=True)
    return Text(
        *(
            "; ".join(
                _outside(name, shares[name], limits[name], lang, short=len(outside) > FEW)
                for name in sorted(outside)
            )
            for lang in LANGUAGES
        )
    )


def _outside(name: str, share: Row, limits: Row, lang: Lang, *, short: bool) -> str:
    """Return the attendance of a team; its limits too where few teams are named."""
    if short:
        return f"{name} {formats.percent(share['value'], 0, lang)}"
    words = Text(
        "{} {} (granice {}, dotąd średnio {})", "{} {} (limits {}, so far {} on average)"
    ).in_(lang)
    return words.format(
        name,
        formats.percent(share["value"], 0, lang),
        formats.interval(limits["ci_low"], limits["ci_high"], 0, lang, scale="percent"),
        formats.percent(limits["value"], 0, lang),
    )


def _silent(report: Material, month: str, voivodeship: str) -> Text:
    rows = [row for _, row in place_rows(report, "brief_silent_families", voivodeship, month)]
    said = _number(rows)
    teams = team_rows(report, "brief_silent_families", voivodeship, month)
    named = [(name, row["numerator"]) for name, row in teams if row["numerator"] > 0]
    unknown = sum(row["n_missing"] for row in rows if row["n_missing"] > 0)
    ends = (
        _silent_teams(named) if report.values.profile == "internal" and named else Text("", ""),
        Text(
            f"; bez sprawozdania: {formats.integer(unknown)}",
            f"; without a report: {formats.integer(unknown, 'en')}",
        )
        if unknown
        else Text("", ""),
    )
    return Text(*(said.in_(lang) + "".join(e.in_(lang) for e in ends) for lang in LANGUAGES))


def _silent_teams(named: list[tuple[str, float]]) -> Text:
    """Name the teams of families without contact, where a profile allows it."""
    said = {
        lang: ", ".join(f"{name}: {formats.integer(number, lang)}" for name, number in named)
        for lang in LANGUAGES
    }
    return Text(f" ({said['pl']})", f" ({said['en']})")


def _number(rows: list[Row]) -> Text:
    if not rows:
        return NOT_KNOWN
    if any(row["status"] == "suppressed" for row in rows):
        return _HIDDEN
    counted = [row for row in rows if not formats.is_missing(row["numerator"])]
    if not counted or not any(row["denominator"] for row in counted):
        return NOT_KNOWN
    return Text(*("; ".join(_counted(row, lang) for row in counted) for lang in LANGUAGES))


def _counted(row: Row, lang: Lang) -> str:
    number = formats.integer(row["numerator"], lang)
    whole = formats.integer(row["denominator"], lang)
    return Text(f"{number} z {whole}", f"{number} of {whole}").in_(lang)


def _late(report: Material, month: str) -> Text:
    """Name the steps that are late; the schedule is one for all places."""
    if "schedule" not in report.tables:
        return Text("brak harmonogramu w badaniu", "the study has no schedule")
    if not (report.record["schedule"]["version"] == "realised").any():
        return Text("harmonogram nie podaje realizacji", "the schedule does not say what was done")
    rows = report.rows("brief_steps_late", level="macroregion")
    chosen = rows[rows["period"] == month].drop_duplicates("group").to_dict("records")
    late = [(str(row["group"]), cells(row)["value"]) for row in chosen]
    if not late:
        return Text("żaden krok", "none")
    return Text(
        *(
            "; ".join(f"{_step(name, lang)} ({months_late(number, lang)})" for name, number in late)
            for lang in LANGUAGES
        )
    )


def _step(group: str, lang: Lang) -> str:
    """Return a step by its number, other parts of the schedule by their names."""
    code, *rest = group.split(" ")
    numbered = code.startswith("K") or code not in STEP_TITLES
    name = code if numbered else STEP_TITLES[code].in_(lang)
    return " ".join([name, *rest])
