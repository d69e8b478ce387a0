"""The model and the course of its test, from the schedules of the documents.

The border: reads the transcribed schedules; how many took part is said by other exhibits.
"""

from typing import Any, Final

import pandas as pd

from kooperacja_eval.reporting import formats
from kooperacja_eval.reporting.columns import Column
from kooperacja_eval.reporting.exhibit import Exhibit
from kooperacja_eval.reporting.exhibits.common import document_source, needs, place, texts
from kooperacja_eval.reporting.exhibits.schedule import DOCUMENT, STEP_TITLES
from kooperacja_eval.reporting.material import Material
from kooperacja_eval.reporting.prose import Prose
from kooperacja_eval.schemas.codes import ACTORS
from kooperacja_eval.text import Text, same

STEPS: Final = Text("Kroki modelu", "Steps of the model")
WHO: Final = Text("Zadania wykonawców", "Tasks of the actors")
COURSE: Final = Text("Przebieg testu", "Course of the test")
EVERYBODY: Final = "all"
LETTER: Final = "K"
"""Steps of the model begin with it; other rows of a schedule are tasks of the evaluation."""


@needs("schedule", what=STEPS)
def book_steps(report: Material) -> Exhibit | Prose:
    """Show steps K1-K10 with the months planned and realised, as document 000 gives them."""
    rows = _of_everybody(report)
    lines = [
        {
            "step": step,
            "title": label,
            "planned": _months(rows, step, "planned"),
            "realised": _months(rows, step, "realised"),
        }
        for step, label in STEP_TITLES.items()
        if (rows["main"] == step).any()
    ]
    if not lines:
        return _no_rows(STEPS)
    return Exhibit(
        id="book_steps",
        title=Text(
            "Kroki modelu i zadania ewaluacji: plan i realizacja",
            "Steps of the model and tasks of the evaluation: planned and realised",
        ),
        caption=Text(
            "Miesiące testu; miesiąc 1 to III–IV.2019. Kreska: dokument nie podaje miesięcy.",
            "Months of the test; month 1 is March–April 2019. A dash: the document gives none.",
        ),
        alt=Text(
            "Tabela: krok, miesiące planowane i zrealizowane.",
            "Table: step, months planned and realised.",
        ),
        source=document_source(DOCUMENT),
        data=pd.DataFrame(lines),
        columns=(
            Column("title", Text("Krok", "Step")),
            Column("planned", Text("Plan (miesiące)", "Planned (months)"), align="right"),
            Column("realised", Text("Realizacja (miesiące)", "Realised (months)"), align="right"),
        ),
    )


@needs("schedule", what=WHO)
def book_actors(report: Material) -> Exhibit | Prose:
    """Say what each actor does in each step, in the words of the schedule of the model."""
    frame = report.record["schedule"]
    chosen = frame[(frame["version"] == "model") & (frame["actor"] != EVERYBODY)]
    chosen = chosen[chosen["step"].str.startswith(LETTER)]
    if chosen.empty:
        return Prose(
            Text(
                "*Zadania wykonawców: harmonogramy tego badania nie mówią, kto wykonuje kroki.*",
                "*Tasks of the actors: the schedules of this study do not say who does the steps.*",
            )
        )
    order = {actor: number for number, actor in enumerate(ACTORS.ids)}
    chosen = chosen.assign(
        at=chosen["actor"].map(order), rank=[_rank(step) for step in chosen["step"]]
    ).sort_values(["at", "rank"], ignore_index=True)
    data = chosen[["step", "actor", "title"]].assign(
        who=texts((ACTORS.label(code) for code in chosen["actor"]), chosen),
        what=texts((Text(title, f"“{title}”") for title in chosen["title"]), chosen),
    )
    return Exhibit(
        id="book_actors",
        title=Text("Kto wykonuje kroki modelu", "Who does the steps of the model"),
        caption=Text(
            "Nazwy zadań w brzmieniu harmonogramu wzorcowego.",
            "Tasks in the words of the schedule of the model, in Polish.",
        ),
        alt=Text(
            "Tabela: wykonawca, numer kroku i zadanie.", "Table: actor, number of the step, task."
        ),
        source=document_source(*sorted(set(chosen["document"]))),
        data=data,
        columns=(
            Column("who", Text("Wykonawca", "Actor")),
            Column("step", Text("Krok", "Step")),
            Column("what", Text("Zadanie", "Task")),
        ),
    )


@needs("schedule", what=COURSE)
def book_course(report: Material) -> Prose:
    """Say how long the test was planned and realised, where it took place, and when COVID came."""
    rows = _of_everybody(report)
    ends = {
        version: max(map(_last, rows.loc[rows["version"] == version, "months"]), default=0)
        for version in ("planned", "realised")
    }
    if not all(ends.values()):
        return _no_rows(COURSE)
    names = [place(code) for code in report.config.voivodeships]
    covid, first = report.config.covid.first, pd.Timestamp(rows["month_one"].dropna().iloc[0])
    month = (covid.year - first.year) * 12 + covid.month - first.month + 1
    count = len(names)
    planned, realised = (
        Text(
            formats.plural(ends[name], "miesiąc", "miesiące", "miesięcy"),
            formats.plural_en(ends[name], "month", "months"),
        )
        for name in ("planned", "realised")
    )
    return Prose(
        Text(
            f"Województwa, w których prowadzono test ({formats.integer(count)}): "
            f"{', '.join(name.pl for name in names)}. Zaplanowano {planned.pl}, zrealizowano "
            f"{realised.pl} (dokument {DOCUMENT}). Pandemia COVID-19 zaczęła się w "
            f"{formats.integer(month)}. miesiącu testu ({formats.month(covid)}): wcześniejszych i "
            "późniejszych miesięcy nie wolno porównywać tak, jakby nic innego się nie zmieniło.",
            f"Voivodeships of the test ({formats.integer(count, 'en')}): "
            f"{', '.join(name.en for name in names)}. Planned: {planned.en}; realised: "
            f"{realised.en} (document {DOCUMENT}). COVID-19 began in month "
            f"{formats.integer(month, 'en')} of the test ({formats.month(covid, 'en')}): months "
            "before and after must not be compared as if nothing else had changed.",
        )
    )


def _of_everybody(report: Material) -> pd.DataFrame:
    """Return the rows of the summary's schedule that name months, with their main step."""
    frame = report.record["schedule"]
    chosen = frame[
        (frame["document"] == DOCUMENT) & (frame["actor"] == EVERYBODY) & frame["months"].notna()
    ]
    return chosen.assign(main=[str(step).partition(".")[0] for step in chosen["step"]])


def _months(rows: pd.DataFrame, step: str, version: str) -> Text:
    found = rows.loc[(rows["main"] == step) & (rows["version"] == version), "months"]
    pieces = dict.fromkeys(str(months).replace("-", "–").replace(",", ", ") for months in found)
    return same("; ".join(pieces) or formats.MISSING)


def _last(months: Any) -> int:
    return max(int(number) for piece in str(months).split(",") for number in piece.split("-"))


def _rank(step: object) -> int:
    """Return a number that puts K9.3 before K10.1."""
    main, _, part = str(step).removeprefix(LETTER).partition(".")
    return 10 * int(main) + int(part or 0)


def _no_rows(what: Text) -> Prose:
    return Prose(
        Text(
            f"*{what.pl}: dokument {DOCUMENT} nie podaje w tym badaniu harmonogramu.*",
            f"*{what.en}: document {DOCUMENT} gives no schedule in this study.*",
        )
    )
