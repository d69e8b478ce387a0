"""Pace of leaving and of completing by area and in lockdown: hazard ratios, tests, and words.

The border: comparisons of the whole region; shares over time belong to ``families_time``.
"""

from typing import Any, Final

import pandas as pd

from kooperacja_eval.reporting import formats
from kooperacja_eval.reporting.columns import Column
from kooperacja_eval.reporting.exhibit import Exhibit
from kooperacja_eval.reporting.exhibits.common import computed_source, hidden, needs, texts
from kooperacja_eval.reporting.exhibits.coop_words import bullets, region, with_interval
from kooperacja_eval.reporting.exhibits.families_goal_words import first_row
from kooperacja_eval.reporting.exhibits.families_time_words import (
    ENDS,
    LOCKDOWN,
    NO_TIME,
    PREDICTORS,
    QUANTILES,
    REFERENCE,
    TIME,
    TIME_TABLES,
    WHY_NOT,
    compared,
    families,
    share_row,
)
from kooperacja_eval.reporting.exhibits.pzk_words import known, why_no
from kooperacja_eval.reporting.material import Material
from kooperacja_eval.reporting.prose import Prose
from kooperacja_eval.text import LANGUAGES, Text, same

COMPARED: Final = ("left", "completed")
NOBODY: Final = "cox_no_ends"
"""Method of a ratio that has none since nobody ended so."""
LIMIT: Final = 0.05
"""Below this p, a test says that there is a difference."""
WHEN: Final = 13
"""Month of which the sentence speaks."""
NO_RATIOS: Final = Text(
    "zakończeń jest za mało albo są w zbyt niewielu zespołach, by porównać ich tempo",
    "ends are too few, or in too few teams, to compare their pace",
)


@needs(*TIME_TABLES, what=TIME)
def families_hazards(report: Material) -> Exhibit | Prose:
    """Show hazard ratios of leaving and completing, with intervals and the test of their change."""
    lines = [_line(report, end, name) for end in COMPARED for name in PREDICTORS]
    data = pd.DataFrame(lines)
    if data["value"].isna().all():
        suppressed = bool((data["status"] == "suppressed").any())
        return hidden(TIME) if suppressed else why_no(TIME, NO_RATIOS)
    return Exhibit(
        id="families_hazards",
        title=Text(
            "Tempo odejść i zakończeń: ilorazy hazardów",
            "Pace of leaving and completing: hazard ratios",
        ),
        caption=Text(
            f"Obszary rodzin wobec obszaru „{REFERENCE.pl}”, miesiące lockdownu "
            f"({_lockdown(report).pl}) wobec pozostałych; powyżej 1 to zakończenie przychodziło "
            "szybciej. Model Coxa, błędy między zespołami; pozostałe zakończenia przerywają "
            "obserwację. Zmiana w czasie: p testu, czy iloraz jest stały (małe p: jedna liczba "
            "nie wystarcza; duże p przy tak niewielu odejściach mówi mało). Kohorty w modelu nie "
            "ma, bo wyznacza, na które miesiące współpracy przypadł lockdown.",
            f"Areas of families against “{REFERENCE.en}”, the months of lockdown "
            f"({_lockdown(report).en}) against the others; above 1 this end came sooner. Cox "
            "model, errors between teams; other ends stop the watch. Change over time: p of the "
            "test whether the ratio is constant (a small p: one number is not enough; a large p "
            "with so few who left says little). The cohort is not in the model, since it fixes "
            "which months of cooperation the lockdown fell on.",
        ),
        alt=_alt(data),
        source=computed_source("families", "pzk"),
        data=data.assign(**{name: texts(data[name], data) for name in ("end", "predictor", "why")}),
        columns=_COLUMNS,
    )


_COLUMNS: Final = (
    Column("end", Text("Zakończenie", "End")),
    Column("predictor", Text("Porównanie", "Comparison")),
    Column("n", Text("Rodziny i osoby", "Families and persons"), "integer"),
    Column("value", Text("Iloraz", "Ratio"), "number", 2),
    Column("ci_low", Text("Przedział 95%", "95% interval"), "interval", 2, high="ci_high"),
    Column("trend", Text("Zmiana w czasie (p)", "Change over time (p)"), "p_value",
           status="trend_status"),
    Column("why", Text("Uwaga", "Remark")),
)  # fmt: skip


def _line(report: Material, end: str, name: str) -> dict[str, Any]:
    ratio, trend = compared(report, f"{end}|hazard|{name}"), compared(report, f"{end}|ph|{name}")
    there = known(ratio)
    return {
        "end": ENDS[end],
        "predictor": PREDICTORS[name],
        **{cell: ratio[cell] for cell in ("value", "ci_low", "ci_high", "status")},
        "n": ratio["n"] if there else float("nan"),
        "trend": trend["value"],
        "trend_status": trend["status"],
        "why": same("") if there else WHY_NOT.get(ratio["method"], same("")),
    }


def _lockdown(report: Material) -> Text:
    """Return the first and last day of the lockdown."""
    covid = report.config.covid
    first, last = covid.first, covid.last
    if last is None:
        return Text(
            f"od {formats.date(first)} do końca danych",
            f"from {formats.date(first, 'en')} to the end of the data",
        )
    return Text(*(formats.period(f"{first:%Y-%m-%d}/{last:%Y-%m-%d}", lang) for lang in LANGUAGES))


def _alt(data: pd.DataFrame) -> Text:
    said = {
        lang: "; ".join(
            f"{row['end'].in_(lang)}, {row['predictor'].in_(lang)}: "
            f"{formats.number(row['value'], 2, lang)}"
            for row in data.to_dict("records")
            if not formats.is_missing(row["value"])
        )
        for lang in LANGUAGES
    }
    return Text(
        f"Tabela ilorazów hazardów: {said['pl']}.", f"Table of hazard ratios: {said['en']}."
    )


@needs(*TIME_TABLES, what=TIME)
def families_time_sentence(report: Material) -> Prose:
    """Say how long cooperation lasted, how it ended, what differed, and what does not follow."""
    said = [_typical(report), _by_then(report), *(_tested(report, end) for end in COMPARED)]
    lines = [line for line in (*said, _in_lockdown(report)) if line is not None]
    return bullets([*lines, _LIMITS]) if lines else why_no(TIME, NO_TIME)


def _typical(report: Material) -> Text | None:
    row = first_row(region(report, QUANTILES, "median"))
    if not known(row):
        return None
    value = {lang: with_interval(row, 1, lang) for lang in LANGUAGES}
    return Text(
        f"Połowa współprac skończyła się – jakkolwiek – do {value['pl']} miesiąca od początku; "
        f"policzono: {families(row['n'], 'pl')}.",
        f"Half of the cooperations had ended – whatever the end – by month {value['en']} since "
        f"their start; counted: {families(row['n'], 'en')}.",
    )


def _by_then(report: Material) -> Text | None:
    done, left = share_row(report, "completed", WHEN), share_row(report, "left", WHEN)
    if not (known(done) and known(left)):
        return None
    ends = {
        lang: [with_interval(row, 0, lang, scale="percent") for row in (done, left)]
        for lang in LANGUAGES
    }
    return Text(
        f"Do końca {WHEN}. miesiąca zgodnie z IPP zakończyło się {ends['pl'][0]} współprac, a "
        f"przez odejście {ends['pl'][1]}.",
        f"By the end of month {WHEN}, {ends['en'][0]} of cooperations had ended as planned and "
        f"{ends['en'][1]} by leaving.",
    )


def _tested(report: Material, end: str) -> Text | None:
    row = compared(report, f"{end}|log_rank|family_area")
    if not known(row):
        return None
    p_value = {lang: formats.p_value(row["value"], lang) for lang in LANGUAGES}
    what = {"left": Text("odejść", "leaving"), "completed": Text("zakończeń", "completing")}[end]
    verdict = _DIFFER if row["value"] < LIMIT else _SAME
    return Text(
        f"Tempo {what.pl} {verdict.pl} (test log-rank między obszarami rodzin, p = "
        f"{p_value['pl']}).",
        f"The pace of {what.en} {verdict.en} (log-rank test between areas of families, p = "
        f"{p_value['en']}).",
    )


_DIFFER: Final = Text(
    "różniło się między obszarami trudności bardziej niż przez przypadek",
    "differed between areas of difficulty beyond chance",
)
_SAME: Final = Text(
    "nie różniło się między obszarami trudności na tyle, by odróżnić to od przypadku, co nie jest "
    "dowodem, że było jednakowe",
    "did not differ between areas of difficulty enough to be told from chance, which is no proof "
    "that it was the same",
)


def _in_lockdown(report: Material) -> Text | None:
    """Say that nobody completed in lockdown, where that is why there is no ratio."""
    row = compared(report, f"completed|hazard|{LOCKDOWN}")
    if row["method"] != NOBODY or not known(compared(report, "completed|log_rank|family_area")):
        return None
    when = _lockdown(report)
    return Text(
        f"W miesiącach lockdownu ({when.pl}) żadna współpraca nie zakończyła się zgodnie z IPP. "
        "Ilorazu hazardów nie ma więc z czego policzyć: o tym, czy lockdown opóźniał zakończenia, "
        "dane nie mówią nic.",
        f"In the months of lockdown ({when.en}) no cooperation ended as planned. There is nothing "
        "to compute a hazard ratio from: whether the lockdown delayed completion the data do not "
        "say.",
    )


_LIMITS: Final = Text(
    "Czego z tego wnioskować nie wolno: długość współpracy wyznaczał harmonogram testu, więc nie "
    "mierzy ona potrzeb rodzin; obszarów trudności nikt nie losował, więc różnice między nimi nie "
    "mówią, co je powoduje; odejście to nie zawsze porażka (bywa wyprowadzką albo przekazaniem).",
    "What may not be concluded: the length of cooperation was set by the schedule of the test, so "
    "that it does not measure what families need; nobody drew the areas of difficulty, so that "
    "differences between them do not say where they come from; leaving is not always a failure (it "
    "may be a move away or a hand-over).",
)
