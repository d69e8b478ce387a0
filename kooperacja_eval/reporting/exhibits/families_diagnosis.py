"""Change of diagnosis by domain of life: before, then, after, and the two changes side by side."""

from typing import Any, Final

import pandas as pd
from matplotlib.figure import Figure

from kooperacja_eval.reporting import formats
from kooperacja_eval.reporting.columns import Column
from kooperacja_eval.reporting.exhibit import Exhibit
from kooperacja_eval.reporting.exhibits.common import computed_source, hidden, needs, texts
from kooperacja_eval.reporting.exhibits.coop_words import sentences
from kooperacja_eval.reporting.exhibits.families_goal_words import (
    DOMAINS,
    WHOLE,
    columns_of,
    domain_label,
    domain_row,
    families,
)
from kooperacja_eval.reporting.exhibits.fgi_words import Row
from kooperacja_eval.reporting.exhibits.pzk_words import known, why_no
from kooperacja_eval.reporting.exhibits.survey_words import wrapped
from kooperacja_eval.reporting.exhibits.value_words import signed
from kooperacja_eval.reporting.material import Material
from kooperacja_eval.reporting.prose import Prose
from kooperacja_eval.reporting.style import BLUE, INK, ORANGE, axis_formatter
from kooperacja_eval.text import LANGUAGES, Lang, Text

DIAGNOSIS: Final = Text("Zmiana diagnozy rodzin", "Change of diagnosis of families")
NO_SCORES: Final = Text(
    "żadnej rodziny nie oceniono przed i po", "no family was scored before and after"
)
TABLES: Final = ("pzk", "families", "diagnoses")
INDICATOR: Final = "domain_change"
CHANGES: Final = {
    "post_minus_pre": Text("po − przed", "after − before"),
    "post_minus_then": Text("po − przed, oceniane po", "after − before, judged after"),
}
"""The two changes; neither stands for the other."""
LABEL_WIDTH: Final = 22


@needs(*TABLES, what=DIAGNOSIS)
def families_diagnosis(report: Material) -> Exhibit | Prose:
    """Show mean scores before, then and after by domain, and both changes with intervals."""
    data = _lines(report)
    if data["post_minus_pre_value"].isna().all():
        return nothing(data["post_minus_pre_status"])
    return Exhibit(
        id="families_diagnosis",
        title=Text(
            "Diagnoza rodzin przed i po współpracy według dziedzin",
            "Diagnosis of families before and after the cooperation by domain",
        ),
        caption=Text(
            f"{_scale(report, 'pl')}Przed*: stan przed współpracą oceniany po niej. To trzy różne "
            "oceny; każda średnia ma własne rodziny, a zmiany liczy się tylko z rodzin z obiema "
            "ocenami (Pary: po − przed), dlatego zmiana może być inna niż różnica średnich. Razem: "
            "średnia po rodzinach średnich z ich dziedzin. Przedziały 95% uwzględniają zespoły.",
            f"{_scale(report, 'en')}Before*: the state before as judged after. These are three "
            "different scores; each mean has families of its own, and changes are those of "
            "families with both scores alone (pairs: after − before), so that a difference of "
            "means may differ from the change. Total: mean over families of the means of their "
            "domains. 95% intervals take teams into account.",
        ),
        alt=Text(
            "Tabela: średnie oceny przed, przed oceniane po i po oraz zmiany według dziedzin.",
            "Table: mean scores before, before as judged after, and after, and changes by domain.",
        ),
        source=computed_source("diagnoses", "families"),
        data=data.assign(domain=texts(data["domain"], data)),
        columns=_COLUMNS,
    )


_COLUMNS: Final = (
    Column("domain", Text("Dziedzina", "Domain")),
    Column("pre_value", Text("Przed", "Before"), "number", status="pre_status"),
    Column("then_value", Text("Przed*", "Before*"), "number", status="then_status"),
    Column("post_value", Text("Po", "After"), "number", status="post_status"),
    Column("post_minus_pre_n", Text("Pary", "Pairs"), "integer", status="post_minus_pre_status"),
    Column("post_minus_pre_value", Text("Po − przed", "After − before"), "number",
           status="post_minus_pre_status"),
    Column("post_minus_pre_low", Text("Przedział", "Interval"), "interval",
           high="post_minus_pre_high", status="post_minus_pre_status"),
    Column("post_minus_then_value", Text("Po − przed*", "After − before*"), "number",
           status="post_minus_then_status"),
    Column("post_minus_then_low", Text("Przedział", "Interval"), "interval",
           high="post_minus_then_high", status="post_minus_then_status"),
)  # fmt: skip


def _lines(report: Material) -> pd.DataFrame:
    lines = []
    for code in DOMAINS:
        line: dict[str, Any] = {"domain": domain_label(code)}
        for name in ("pre", "then", "post"):
            line |= columns_of(domain_row(report, INDICATOR, name, code), name)
        for name in CHANGES:
            row = domain_row(report, INDICATOR, name, code, change_type="difference")
            line |= columns_of(row, name)
        lines.append(line)
    states = [f"{name}_status" for name in ("pre", "then", "post")]
    return pd.DataFrame(
        [line for line in lines if {line[name] for name in states} != {"insufficient"}],
        columns=list(lines[0]),
    )


def _scale(report: Material, lang: Lang) -> str:
    """Say which scale scores have; nothing where study.toml does not say."""
    scale = report.config.diagnosis
    if scale is None:
        return ""
    ends = formats.interval(scale.low, scale.high, 0, lang)
    return Text(f"Skala {ends}, więcej znaczy lepiej. ", f"Scale {ends}, more is better. ").in_(
        lang
    )


@needs(*TABLES, what=DIAGNOSIS)
def families_diagnosis_figure(report: Material) -> Exhibit | Prose:
    """Draw both changes of each domain with intervals, side by side and never pooled."""
    rows = [
        {
            "code": code,
            "kind": kind,
            "domain": domain_label(code),
            "what": label,
            **{name: row[name] for name in _CELLS},
        }
        for code in DOMAINS
        for kind, label in CHANGES.items()
        for row in [domain_row(report, INDICATOR, kind, code, change_type="difference")]
        if row["status"] != "insufficient"
    ]
    data = pd.DataFrame(rows, columns=["code", "kind", "domain", "what", *_CELLS])
    if data["value"].isna().all():
        return nothing(data["status"])
    return Exhibit(
        id="families_diagnosis_figure",
        title=Text(
            "Zmiana diagnozy rodzin według dziedzin", "Change of diagnosis of families by domain"
        ),
        caption=Text(
            "Punkty: średnia zmiana w punktach skali; kreski: przedziały ufności 95%, które "
            "uwzględniają zespoły. Pełne koło: względem oceny sprzed współpracy; pusty kwadrat: "
            "względem stanu przed, ocenianego po niej. Drugiej zmiany nie wolno brać za skutek: "
            "zawiera pamięć i chęć dostrzeżenia zmiany.",
            "Points: mean change in points of the scale; lines: 95% confidence intervals that take "
            "teams into account. Full circle: against the score before the cooperation; empty "
            "square: against the state before as judged after it. The second change must not be "
            "taken for an effect: memory and the wish to see a change are in it.",
        ),
        alt=_alt(data),
        source=computed_source("diagnoses", "families"),
        data=data.assign(domain=texts(data["domain"], data), what=texts(data["what"], data)),
        columns=(
            Column("domain", Text("Dziedzina", "Domain")),
            Column("what", Text("Zmiana", "Change")),
            Column("value", Text("Punkty", "Points"), "number", 2),
            Column("ci_low", Text("Przedział 95%", "95% interval"), "interval", 2, high="ci_high"),
            Column("n", Text("Rodziny", "Families"), "integer"),
        ),
        draw=_draw,
    )


_CELLS: Final = ("value", "ci_low", "ci_high", "n", "status")


def _alt(data: pd.DataFrame) -> Text:
    parts: dict[Lang, list[str]] = {"pl": [], "en": []}
    for row in data[data["kind"] == "post_minus_pre"].to_dict("records"):
        for lang, lines in parts.items():
            gone = row["status"] == "suppressed"
            said = formats.SUPPRESSED.in_(lang) if gone else signed(row["value"], 1, lang)
            lines.append(f"{row['domain'].in_(lang)}: {said}")
    return Text(
        "Wykres punktowy średniej zmiany po − przed: " + "; ".join(parts["pl"]) + ".",
        "Dot plot of the mean change after − before: " + "; ".join(parts["en"]) + ".",
    )


def _draw(figure: Figure, data: pd.DataFrame, lang: Lang) -> None:
    codes = list(dict.fromkeys(data["code"]))
    figure.set_size_inches(6.5, 1.2 + 0.42 * len(codes))
    axes = figure.add_subplot()
    looks = {
        "post_minus_pre": (-0.14, BLUE, "o", BLUE),
        "post_minus_then": (0.14, ORANGE, "s", "white"),
    }
    for kind, (shift, color, sign, fill) in looks.items():
        rows = data[(data["kind"] == kind) & data["value"].notna()]
        spots = [codes.index(code) + shift for code in rows["code"]]
        reach = [rows["value"] - rows["ci_low"], rows["ci_high"] - rows["value"]]
        axes.errorbar(
            rows["value"], spots, xerr=[part.fillna(0.0).to_numpy() for part in reach],
            fmt=sign, color=color, markerfacecolor=fill, markersize=5, capsize=3, elinewidth=1.2,
            label=CHANGES[kind].in_(lang),
        )  # fmt: skip
    axes.axvline(0, color=INK, linewidth=0.8)
    labels = data.drop_duplicates("code").set_index("code")["domain"]
    axes.set_yticks(
        range(len(codes)), [wrapped(labels[code].in_(lang), LABEL_WIDTH) for code in codes]
    )
    axes.set_ylim(len(codes) - 0.5, -0.5)
    axes.tick_params(axis="y", length=0)
    axes.grid(visible=True, axis="x")
    axes.set_xlabel(Text("punkty skali", "points of the scale").in_(lang))
    axes.xaxis.set_major_formatter(axis_formatter(lang, decimals=1))
    axes.legend(ncols=2, loc="lower center", bbox_to_anchor=(0.4, 1.0))


@needs(*TABLES, what=DIAGNOSIS)
def families_diagnosis_sentence(report: Material) -> Prose:
    """Say how the diagnosis changed, how the yardstick did, and what may not be concluded."""
    change = domain_row(report, INDICATOR, "post_minus_pre", WHOLE, change_type="difference")
    if not known(change):
        return nothing(pd.Series([change["status"]]))
    shift = domain_row(report, "diagnosis_shift", "then_minus_pre", WHOLE, change_type="difference")
    return sentences(
        {lang: _change(change, lang) for lang in LANGUAGES},
        {lang: _shift(shift, lang) if known(shift) else "" for lang in LANGUAGES},
        {lang: _NOT_CONCLUDE.in_(lang) for lang in LANGUAGES},
    )


_NOT_CONCLUDE: Final = Text(
    "Nie ma rodzin do porównania, z którymi nikt nie współpracował, dlatego **nie wolno** "
    "wnioskować, ile z tej zmiany jest skutkiem programu: rodziny trafiają do zespołu w trudnej "
    "chwili, więc część poprawy mogła przyjść sama.",
    "There are no families to compare with that nobody cooperated with, so that these numbers "
    "**do not** show how much of the change is an effect of the programme: families come to a team "
    "at a hard time, so that some of the improvement might have come by itself.",
)


def _change(row: Row, lang: Lang) -> str:
    value, ends = points(row, lang)
    seen, lost = families(row["n"], lang), formats.integer(row["n_missing"], lang)
    return Text(
        f"Średnia zmiana oceny po − przed, po wszystkich dziedzinach rodziny: {value}{ends} "
        f"({seen} z obiema ocenami, bez którejś z nich: {lost}).",
        f"Mean change after − before, over all domains of a family: {value}{ends} ({seen} with "
        f"both scores, without one of them: {lost}).",
    ).in_(lang)


def _shift(row: Row, lang: Lang) -> str:
    value, ends = points(row, lang)
    return Text(
        f"Stan przed współpracą oceniany po niej różni się od oceny z tamtego czasu o "
        f"{value}{ends}: zmieniła się miara albo pamięć, dlatego obu zmian nie łączymy, a za miarę "
        "zmiany służy ocena sprzed współpracy.",
        f"The state before as judged after differs from the score of the time by {value}{ends}: "
        "the yardstick or the memory has changed, so that the two changes are never pooled, and "
        "the score before the cooperation is what change is measured by.",
    ).in_(lang)


def points(row: Row, lang: Lang) -> tuple[str, str]:
    """Return a signed value with its unit, and its interval with a comma before it."""
    unit = Text("pkt", "points").in_(lang)
    value = f"{signed(row['value'], 2, lang)}{formats.NBSP}{unit}"
    ends = formats.interval(row["ci_low"], row["ci_high"], 2, lang)
    label = Text("przedział 95%", "95% interval").in_(lang)
    return value, "" if ends == formats.MISSING else f", {label}: {ends}"


def nothing(statuses: "pd.Series[str]") -> Prose:
    """Return the sentence that stands where no change of diagnosis can be shown."""
    if (statuses == "suppressed").any():
        return hidden(DIAGNOSIS)
    return why_no(DIAGNOSIS, NO_SCORES)
