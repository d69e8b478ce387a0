"""Goals of families by domain, their levels before and after, and T by the number of goals."""

from typing import Any, Final

import pandas as pd
from matplotlib.figure import Figure

from kooperacja_eval.reporting import formats
from kooperacja_eval.reporting.columns import Column
from kooperacja_eval.reporting.exhibit import Exhibit
from kooperacja_eval.reporting.exhibits.common import computed_source, hidden, needs, texts
from kooperacja_eval.reporting.exhibits.coop_words import region, sentences, with_interval
from kooperacja_eval.reporting.exhibits.families_goal_words import (
    DOMAINS,
    LEVELS,
    MOMENTS,
    WHOLE,
    columns_of,
    domain_label,
    domain_row,
    first_row,
    goals_label,
)
from kooperacja_eval.reporting.exhibits.pzk_words import known, why_no
from kooperacja_eval.reporting.exhibits.survey_words import wrapped
from kooperacja_eval.reporting.material import Material
from kooperacja_eval.reporting.prose import Prose
from kooperacja_eval.reporting.style import BLUE, SKY, axis_formatter
from kooperacja_eval.stats.goal_attainment import goal_attainment
from kooperacja_eval.text import LANGUAGES, Lang, Text

GOALS: Final = Text("Cele rodzin", "Goals of families")
NO_GOALS: Final = Text("żadnego celu nie oceniono", "no goal was assessed")
TABLES: Final = ("pzk", "families", "goals")
NUMBERS: Final = ("1", "2", "3", "4+")
"""Numbers of goals as groups name them."""
BAR: Final = 0.38
LABEL_WIDTH: Final = 14


@needs(*TABLES, what=GOALS)
def families_goals(report: Material) -> Exhibit | Prose:
    """Show goals attained, change of level and goals changed on the way, by domain of life."""
    lines = [_line(report, domain) for domain in DOMAINS]
    data = pd.DataFrame([line for line in lines if _worth(line)], columns=list(lines[0]))
    if data["attained_value"].isna().all():
        return _nothing(data["attained_status"])
    return Exhibit(
        id="families_goals",
        title=Text("Cele rodzin według dziedzin życia", "Goals of families by domain of life"),
        caption=Text(
            "Osiągnięte: cele ocenione na poziomie 0 (zgodnie z oczekiwaniem) lub wyższym wśród "
            "ocenionych. Zmiana: średnia zmiana poziomu celu (skala od −2 do +2) od ustalenia do "
            "oceny. Zmieniane: cele zmienione w trakcie współpracy co najmniej raz; ewolucja celów "
            "jest zasadą modelu, a nie błędem. Każdy cel liczy się raz. Poziomy ocenia zespół, "
            "który z rodziną pracuje. Przedziały 95% uwzględniają zespoły.",
            "Attained: goals assessed at level 0 (as expected) or above among those assessed. "
            "Change: mean change of level (scale of −2 to +2) from the setting of a goal to its "
            "assessment. Changed: goals changed at least once on the way; that goals evolve is a "
            "principle of the model, no error. Every goal counts once. Levels are assessed by the "
            "team that works with the family. 95% intervals take teams into account.",
        ),
        alt=Text(
            "Tabela: liczba celów, odsetek osiągniętych, zmiana poziomu i odsetek zmienianych "
            "według dziedzin.",
            "Table: number of goals, share attained, change of level and share changed by domain.",
        ),
        source=computed_source("goals", "families"),
        data=data.assign(domain=texts(data["domain"], data)),
        columns=_GOAL_COLUMNS,
    )


_GOAL_COLUMNS: Final = (
    Column("domain", Text("Dziedzina", "Domain")),
    Column("attained_n", Text("Rodziny", "Families"), "integer", status="attained_status"),
    Column("goals", Text("Cele", "Goals"), "integer", status="attained_status"),
    Column("attained_value", Text("Osiągnięte", "Attained"), "percent", 0,
           status="attained_status"),
    Column("attained_low", Text("Przedział", "Interval"), "interval", 0, high="attained_high",
           scale="percent", status="attained_status"),
    Column("change_value", Text("Zmiana", "Change"), "number", status="change_status"),
    Column("change_low", Text("Przedział", "Interval"), "interval", high="change_high",
           status="change_status"),
    Column("revised_value", Text("Zmieniane", "Changed"), "percent", 0, status="revised_status"),
)  # fmt: skip


def _line(report: Material, domain: str) -> dict[str, Any]:
    attained = domain_row(report, "goal_attained_share", "all", domain)
    change = domain_row(report, "goal_change", "all", domain)
    revised = domain_row(report, "goal_revision_by_domain", "all", domain)
    return {
        "domain": domain_label(domain),
        "goals": attained["denominator"],
        **columns_of(attained, "attained"),
        **columns_of(change, "change"),
        **columns_of(revised, "revised"),
    }


def _worth(line: dict[str, Any]) -> bool:
    """Return whether anything is known or hidden of a domain; one without goals has no line."""
    statuses = {line[f"{name}_status"] for name in ("attained", "change", "revised")}
    return statuses != {"insufficient"}


@needs(*TABLES, what=GOALS)
def families_goal_levels(report: Material) -> Exhibit | Prose:
    """Draw how many goals stood at each level when they were set and when assessed."""
    data = pd.DataFrame([_level(report, moment, level) for moment in MOMENTS for level in LEVELS])
    if data["value"].isna().all():
        return _nothing(data["status"])
    goals = data["denominator"].max()
    return Exhibit(
        id="families_goal_levels",
        title=Text("Poziomy celów rodzin przed i po", "Levels of goals before and after"),
        caption=Text(
            "Odsetek celów na każdym poziomie przy ustaleniu i przy ocenie; te same cele za każdym "
            f"razem, tylko z oboma poziomami ({formats.integer(goals)}). Poziom oczekiwany "
            "ustala się z rodziną na początku, więc cele zwykle zaczynają się poniżej niego.",
            "Share of goals at each level when set and when assessed; the same goals both times, "
            f"only those with both levels ({formats.integer(goals, 'en')}). The expected level was "
            "set with the family at the start, so that goals mostly begin below it.",
        ),
        alt=_levels_alt(data),
        source=computed_source("goals", "families"),
        data=data.assign(
            when=texts(data["when"], data), what=texts(data["what"], data)
        ),
        columns=(
            Column("when", Text("Kiedy", "When")),
            Column("what", Text("Poziom", "Level")),
            Column("numerator", Text("Cele", "Goals"), "integer"),
            Column("value", Text("Odsetek", "Share"), "percent"),
            Column("ci_low", Text("Przedział 95%", "95% interval"), "interval", high="ci_high",
                   scale="percent"),
        ),
        draw=_draw_levels,
    )  # fmt: skip


def _level(report: Material, moment: str, level: int) -> dict[str, Any]:
    row = first_row(region(report, "goal_levels", f"{moment}|{level}"))
    return {
        "moment": moment,
        "level": level,
        "when": MOMENTS[moment],
        "what": LEVELS[level],
        **{name: row[name] for name in _LEVEL_CELLS},
    }


_LEVEL_CELLS: Final = ("numerator", "denominator", "value", "ci_low", "ci_high", "n", "status")


def _levels_alt(data: pd.DataFrame) -> Text:
    parts: dict[Lang, list[str]] = {"pl": [], "en": []}
    for moment, label in MOMENTS.items():
        rows = data[data["moment"] == moment]
        for lang, lines in parts.items():
            shares = ", ".join(
                f"{formats.number(row['level'], 0, lang)}: {formats.percent(row['value'], 0, lang)}"
                for row in rows.to_dict("records")
            )
            lines.append(f"{label.in_(lang)} {shares}")
    return Text(
        "Wykres słupkowy odsetka celów na poziomach od −2 do 2: " + "; ".join(parts["pl"]) + ".",
        "Bar chart of the share of goals at levels −2 to 2: " + "; ".join(parts["en"]) + ".",
    )


def _draw_levels(figure: Figure, data: pd.DataFrame, lang: Lang) -> None:
    axes = figure.add_subplot()
    looks = {"before": (-BAR / 2, SKY, "///"), "after": (BAR / 2, BLUE, "")}
    for moment, (shift, color, hatch) in looks.items():
        rows = data[data["moment"] == moment]
        spots = [list(LEVELS).index(level) + shift for level in rows["level"]]
        axes.bar(
            spots, rows["value"].fillna(0.0), BAR, color="white" if hatch else color,
            edgecolor=color, hatch=hatch, label=MOMENTS[moment].in_(lang),
        )  # fmt: skip
        for spot, row in zip(spots, rows.to_dict("records"), strict=True):
            gone = row["status"] == "suppressed"
            said = formats.SUPPRESSED.in_(lang) if gone else formats.percent(row["value"], 0, lang)
            height = 0.0 if formats.is_missing(row["value"]) else row["value"]
            axes.annotate(
                said, (spot, height), (0, 3), textcoords="offset points", ha="center",
                fontsize=7.5, rotation=90 if gone else 0,
            )  # fmt: skip
    labels = [
        f"{formats.number(level, 0, lang)}\n{wrapped(words.in_(lang), LABEL_WIDTH)}"
        for level, words in LEVELS.items()
    ]
    axes.set_xticks(range(len(LEVELS)), labels)
    axes.tick_params(axis="x", length=0)
    axes.set_ylim(bottom=0)
    axes.margins(y=0.12)
    axes.yaxis.set_major_formatter(axis_formatter(lang, kind="percent"))
    axes.grid(visible=True, axis="y")
    axes.legend(ncols=2, loc="lower center", bbox_to_anchor=(0.5, 1.0))


@needs(*TABLES, what=GOALS)
def families_goal_number(report: Material) -> Exhibit | Prose:
    """Show T by the number of goals that it is made of, and how far T can reach with so many."""
    data = pd.DataFrame([_number(report, code) for code in (*NUMBERS, WHOLE)])
    if data["value"].isna().all():
        return _nothing(data["status"])
    return Exhibit(
        id="families_goal_number",
        title=Text(
            "Osiągnięcie celów (T) a liczba celów", "Goal attainment (T) by number of goals"
        ),
        caption=Text(
            "T 50: cele osiągnięte zgodnie z oczekiwaniem. Rozpiętość T zależy od liczby celów: "
            "„poziom wyżej” to T rodziny, której wszystkie cele (jednakowej wagi) osiągnięto o "
            "jeden poziom powyżej oczekiwania. Dlatego rodzin o różnej liczbie celów nie należy "
            "porównywać samym T; kto ile celów miał, nie było losowane.",
            "T 50: goals attained as expected. The range of T depends on the number of goals: “one "
            "level above” is the T of a family whose goals (of equal weight) were all attained one "
            "level above expectation. Families with different numbers of goals are therefore not "
            "to be compared by T alone; nobody drew who had how many goals.",
        ),
        alt=Text(
            "Tabela: liczba rodzin i średnie T z przedziałem według liczby celów.",
            "Table: number of families and mean T with interval by number of goals.",
        ),
        source=computed_source("goals", "families"),
        data=data.assign(number=texts(data["number"], data)),
        columns=(
            Column("number", Text("Liczba celów", "Number of goals")),
            Column("n", Text("Rodziny", "Families"), "integer"),
            Column("value", Text("T", "T"), "number"),
            Column("ci_low", Text("Przedział 95%", "95% interval"), "interval", high="ci_high"),
            Column("above", Text("Poziom wyżej: T", "One level above: T"), "number"),
        ),
    )


def _number(report: Material, code: str) -> dict[str, Any]:
    group = "attained" if code == WHOLE else f"attained/goals:{code}"
    row = first_row(region(report, "goal_number_t", group))
    many = code.rstrip("+")
    return {
        "number": domain_label(WHOLE) if code == WHOLE else goals_label(code),
        **{name: row[name] for name in ("n", "value", "ci_low", "ci_high", "status")},
        "above": goal_attainment([1.0] * int(many)).t if code == many != WHOLE else float("nan"),
    }


@needs(*TABLES, what=GOALS)
def families_goals_sentence(report: Material) -> Prose:
    """Say how many goals were attained, how many nobody assessed, and what may not be concluded."""
    attained = domain_row(report, "goal_attained_share", "all", WHOLE)
    revised = domain_row(report, "goal_revision_by_domain", "all", WHOLE)
    if not known(attained):
        return _nothing(pd.Series([attained["status"]]))
    said = {lang: _attained(attained, lang) for lang in LANGUAGES}
    changed = {lang: _revised(revised, lang) if known(revised) else "" for lang in LANGUAGES}
    return sentences(said, changed, {lang: _NOT_CONCLUDE.in_(lang) for lang in LANGUAGES})


_NOT_CONCLUDE: Final = Text(
    "Cele ustala i ocenia zespół razem z rodziną, a oczekiwania mogły być ostrożne, dlatego z tych "
    "liczb **nie wolno** wnioskować, że jedne dziedziny są łatwiejsze od innych ani że bez "
    "współpracy rodziny nie doszłyby tak daleko.",
    "Goals are set and assessed by the team with the family, and expectations may have been "
    "careful, so that these numbers **do not** show that some domains are easier than others, nor "
    "that families would not have come as far without the cooperation.",
)


def _attained(row: dict[str, Any], lang: Lang) -> str:
    share = with_interval(row, 1, lang, scale="percent")
    goals = formats.integer(row["denominator"], lang)
    missing = formats.integer(row["n_missing"], lang)
    return Text(
        f"Co najmniej zgodnie z oczekiwaniem osiągnięto {share} celów; ocenionych celów jest "
        f"{goals}, bez oceny: {missing}.",
        f"{share} of goals were attained as expected or better; goals assessed: {goals}, not "
        f"assessed: {missing}.",
    ).in_(lang)


def _revised(row: dict[str, Any], lang: Lang) -> str:
    share = formats.percent(row["value"], 1, lang)
    return Text(
        f"W trakcie współpracy zmieniono {share} celów; ewolucja celów jest zasadą modelu, więc "
        "ani wysoki, ani niski odsetek nie jest oceną pracy zespołów.",
        f"On the way {share} of goals were changed; that goals evolve is a principle of the model, "
        "so that neither a high nor a low share judges the work of the teams.",
    ).in_(lang)


def _nothing(statuses: "pd.Series[str]") -> Prose:
    return hidden(GOALS) if (statuses == "suppressed").any() else why_no(GOALS, NO_GOALS)
