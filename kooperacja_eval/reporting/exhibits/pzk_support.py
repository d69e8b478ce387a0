"""Support that one team got, and its use of the platform, beside its voivodeship.

The border: hours of events for a whole voivodeship are never divided among teams.
"""

from collections.abc import Sequence
from typing import Any, Final

import pandas as pd

from kooperacja_eval.reporting import formats
from kooperacja_eval.reporting.columns import Column
from kooperacja_eval.reporting.exhibit import Exhibit
from kooperacja_eval.reporting.exhibits.common import computed_source, hidden, needs, texts, without
from kooperacja_eval.reporting.exhibits.families_cost_words import KINDS
from kooperacja_eval.reporting.exhibits.fgi_words import Row
from kooperacja_eval.reporting.exhibits.pzk_path_words import (
    Say,
    is_hidden,
    of,
    own_row,
    plain,
    said,
    voivodeship_head,
    voivodeship_row,
)
from kooperacja_eval.reporting.exhibits.pzk_words import known, why_no
from kooperacja_eval.reporting.material import Material
from kooperacja_eval.reporting.prose import Prose
from kooperacja_eval.text import LANGUAGES, Lang, Text, same

SUPPORT: Final = Text("Wsparcie zespołu", "Support of the team")
NOTHING: Final = Text(
    "nie zapisano żadnego wydarzenia ani korzystania z platformy",
    "neither an event nor use of the platform is on record",
)
HOURS: Final = "support_hours"
ALL_HOURS: Final = Text("godziny wsparcia razem", "hours of support in all")
LOGINS: Final = "logins"
_LOGINS: Final = Text("logowania na platformę", "logins to the platform")
ACTIVE: Final = Text("miesiące z logowaniem na platformę", "months with a login to the platform")
_A_MONTH: Final = Text(f"Na{formats.NBSP}miesiąc", f"Per{formats.NBSP}month")
HIDDEN_HOURS: Final = Text(
    "Godziny wsparcia pojedynczego zespołu są tylko w profilu wewnętrznym.",
    "Hours of support of a single team are in the internal profile only.",
)


@needs("pzk", what=SUPPORT)
def pzk_support(report: Material, *, pzk_id: str) -> Exhibit | Prose:
    """Show hours of support by kind and use of the platform, a month, beside the voivodeship."""
    present = [name for name in ("support", "platform") if report.has(name)]
    if not present:
        return without(SUPPORT, ["support", "platform"])
    total = own_row(report, HOURS, pzk_id, "hours")
    lines = [*_hours(report, pzk_id, total), *_platform(report, pzk_id)]
    if not any(line["total"] > 0 for line in lines):
        return hidden(SUPPORT) if is_hidden(total) else why_no(SUPPORT, NOTHING)
    data = pd.DataFrame(lines)
    return Exhibit(
        id="pzk_support",
        title=Text(
            f"Wsparcie zespołu {pzk_id} i korzystanie z platformy",
            f"Support of the team {pzk_id} and use of the platform",
        ),
        caption=_caption(report, pzk_id, total),
        alt=_alt(lines),
        source=computed_source(*present, "pzk"),
        data=data.assign(what=texts(data["what"], data)),
        columns=_columns(voivodeship_head(report, pzk_id)),
    )


def _columns(where: Text) -> tuple[Column, ...]:
    return (
        Column("what", Text("Miara", "Measure")),
        Column("total_said", Text("Razem", "In all"), align="right"),
        Column("own_said", _A_MONTH, align="right"),
        Column("others_said", where, align="right"),
    )


def _hours(report: Material, pzk_id: str, total: Row) -> list[dict[str, Any]]:
    """Return a line for each kind of support and one for all; none where they are not shown.

    A kind that the team never had, and that nobody had as the event of a team, has no line.
    """
    if not known(total):
        return []
    lines = [
        _line(
            label,
            own_row(report, HOURS, pzk_id, f"hours{end}"),
            own_row(report, HOURS, pzk_id, f"per_month{end}"),
            voivodeship_row(report, HOURS, pzk_id, f"per_month{end}"),
            rate=_rate,
        )
        for end, label in _KIND_LINES
    ]
    return [line for line in lines if line["total"] > 0 or line["others"] > 0]


_KIND_LINES: Final = (
    *(
        (f"/kind:{kind}", Text(f"{label.pl}, godziny", f"{label.en}, hours"))
        for kind, label in KINDS.items()
    ),
    ("", ALL_HOURS),
)
"""End of a group, and what stands in its line."""


def _platform(report: Material, pzk_id: str) -> list[dict[str, Any]]:
    """Return a line for logins and one for months with a login."""
    lines = []
    own = own_row(report, "platform_use", pzk_id, LOGINS)
    others = voivodeship_row(report, "platform_use", pzk_id, LOGINS)
    if known(own):
        total = {**own, "value": own["numerator"]}
        lines.append(_line(_LOGINS, total, own, others, rate=_rate))
    active = own_row(report, "platform_active_share", pzk_id)
    if known(active):
        others = voivodeship_row(report, "platform_active_share", pzk_id)
        line = _line(ACTIVE, {**active, "value": active["numerator"]}, active, others,
                     rate=_percent)  # fmt: skip
        lines.append({**line, "total_said": said(active, of)})
    return lines


def _line(label: Text, total: Row, own: Row, others: Row, *, rate: Say) -> dict[str, Any]:
    return {
        "what": label,
        "total": total["value"],
        "total_said": said(total, plain),
        "own": own["value"],
        "own_said": said(own, rate),
        "others": others["value"],
        "others_said": said(others, rate),
    }


def _rate(row: Row, lang: Lang) -> str:
    return formats.number(row["value"], 2, lang)


def _percent(row: Row, lang: Lang) -> str:
    return formats.percent(row["value"], 0, lang)


def _caption(report: Material, pzk_id: str, total: Row) -> Text:
    """Say what is divided by what, what belongs to no team, and what is hidden."""
    parts = [_RATES]
    if known(total):
        parts.append(_shared(voivodeship_row(report, HOURS, pzk_id, "shared")))
    elif is_hidden(total):
        parts.append(HIDDEN_HOURS)
    parts.append(_LIMIT)
    return Text(*(" ".join(part.in_(lang) for part in parts) for lang in LANGUAGES))


_RATES: Final = Text(
    "Na miesiąc pracy; w województwie średnio na zespół i miesiąc.",
    "Per month of work; in the voivodeship the mean per team and month.",
)
_LIMIT: Final = Text(
    "Liczby nie mówią, czy wsparcia było dość i czy pomogło.",
    "The numbers do not say whether support was enough or helped.",
)


def _shared(row: Row) -> Text:
    """Say that events for the whole voivodeship are not divided, and how long they took."""
    inside = same("")
    if known(row):
        hours = {lang: plain(row, lang) for lang in LANGUAGES}
        inside = Text(f" ({hours['pl']} godz.)", f" ({hours['en']} hours)")
    return Text(
        f"Wydarzeń dla całego województwa{inside.pl} tu nie ma: nie wiadomo, do których zespołów "
        "dotarły.",
        f"Events for the whole voivodeship{inside.en} are not in here: nobody knows which teams "
        "they reached.",
    )


def _alt(lines: Sequence[dict[str, Any]]) -> Text:
    told = {
        lang: "; ".join(
            f"{line['what'].in_(lang)} {line['total_said'].in_(lang)}" for line in lines
        )
        for lang in LANGUAGES
    }
    return Text(
        f"Tabela wsparcia zespołu w całym teście: {told['pl']}.",
        f"Table of the team's support over the whole test: {told['en']}.",
    )
