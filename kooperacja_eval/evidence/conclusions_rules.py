"""What is wrong with the register of conclusions, each problem with its file and row.

The border: rules that need more than the description of one column. Empty cells, unknown codes and
wrong forms are found by ``schemas.validate``; keys that point into tables which the study has, by
``schemas.rules``. A theme is checked here only where the study has no codebook of its own: against
the one that the package ships.
"""

from collections.abc import Mapping
from typing import Final

import pandas as pd

from kooperacja_eval.evidence.conclusions import in_circle
from kooperacja_eval.instruments.codebooks.load import codebook
from kooperacja_eval.schemas.problems import Problem, Severity, problems_at
from kooperacja_eval.schemas.tables import TABLES
from kooperacja_eval.study import StudyConfig
from kooperacja_eval.text import Text

SUBSTEPS: Final[Mapping[str, int]] = {
    "K1": 2, "K2": 4, "K3": 0, "K4": 0, "K5": 3, "K6": 3, "K7": 3, "K8": 0, "K9": 3, "K10": 4,
}  # fmt: skip
"""Steps of the model with how many parts each has (documents 001 and 003)."""
MODEL_STEPS: Final = tuple(
    name
    for step, parts in SUBSTEPS.items()
    for name in (step, *(f"{step}.{part}" for part in range(1, parts + 1)))
)
CODEBOOK: Final = ("kooperacja", "1.0")
"""The codebook whose codes are themes where a study has none."""
_TABLE: Final = TABLES["conclusions"]


def check_conclusions(tables: Mapping[str, pd.DataFrame], config: StudyConfig) -> list[Problem]:
    """Check the register of conclusions.

    Parameters
    ----------
    tables : mapping of str to pandas.DataFrame
        Typed tables by name, with their source columns; without ``conclusions`` nothing is
        checked.
    config : StudyConfig
        Places and days of the study.

    Returns
    -------
    list of Problem
        Errors: a text without a letter, an unknown step or theme, a voivodeship of no macroregion
        of the study, a team of another voivodeship, a month after the day of the data, entries
        merged without saying into which, or in a circle. Warnings: a month before the study
        begins, and an entry that names where it was merged, but not as its status.
    """
    if "conclusions" not in tables:
        return []
    rows = tables["conclusions"]
    return [
        *_words(rows),
        *_codes(rows, tables),
        *_places(rows, tables, config),
        *_months(rows, config),
        *_merging(rows),
    ]


def _found(
    rows: pd.DataFrame,
    wrong: "pd.Series[bool]",
    column: str,
    rule: str,
    message: Text,
    severity: Severity = "error",
) -> list[Problem]:
    chosen = rows[wrong.fillna(value=False).to_numpy(dtype=bool)]
    return problems_at(_TABLE, chosen, column, rule, message, severity=severity)


def _words(rows: pd.DataFrame) -> list[Problem]:
    silent = rows["text"].notna() & ~rows["text"].fillna("").str.contains(r"[^\W\d_]", regex=True)
    message = Text(
        "Wpis nie ma treści: nie ma w nim ani jednej litery. Napisz go słowami albo usuń wiersz.",
        "The entry says nothing: it has no letter. Write it in words or remove the row.",
    )
    return _found(rows, silent, "text", "empty_text", message)


def _codes(rows: pd.DataFrame, tables: Mapping[str, pd.DataFrame]) -> list[Problem]:
    unknown = rows["step"].notna() & ~rows["step"].isin(MODEL_STEPS)
    steps = Text(
        f"Nie ma takiego kroku modelu. Dozwolone: {', '.join(MODEL_STEPS)}.",
        f"The model has no such step. Allowed: {', '.join(MODEL_STEPS)}.",
    )
    problems = _found(rows, unknown, "step", "unknown_step", steps)
    if "codes" in tables:
        return problems
    outside = rows["theme"].notna() & ~rows["theme"].isin(codebook(*CODEBOOK)["code_id"])
    named = " ".join(CODEBOOK)
    themes = Text(
        f"Nie ma takiego tematu w księdze kodów {named}. Wpisz jej kod, np. barrier.time, albo "
        "zostaw puste.",
        f"The codebook {named} has no such theme. Write one of its codes, such as barrier.time, or "
        "leave the cell empty.",
    )
    return problems + _found(rows, outside, "theme", "unknown_theme", themes)


def _places(
    rows: pd.DataFrame, tables: Mapping[str, pd.DataFrame], config: StudyConfig
) -> list[Problem]:
    outside = rows["voivodeship"].notna() & ~rows["voivodeship"].isin(config.voivodeships)
    message = Text(
        "Tego województwa nie ma w badaniu. Popraw je albo dopisz w study.toml.",
        "The study does not have this voivodeship. Mend it or add it to study.toml.",
    )
    problems = _found(rows, outside, "voivodeship", "outside_study", message)
    if "pzk" not in tables:
        return problems
    homes = tables["pzk"].dropna(subset=["pzk_id"]).drop_duplicates("pzk_id")
    home = rows["pzk_id"].map(homes.set_index("pzk_id")["voivodeship"])
    elsewhere = home.notna() & rows["voivodeship"].notna() & (home != rows["voivodeship"])
    other = Text(
        "Zespół leży w innym województwie niż podane. Popraw zespół albo województwo.",
        "The team lies in another voivodeship. Mend the team or the voivodeship.",
    )
    return problems + _found(rows, elsewhere, "pzk_id", "other_voivodeship", other)


def _months(rows: pd.DataFrame, config: StudyConfig) -> list[Problem]:
    last = pd.Timestamp(config.study.data_date)
    first = pd.Timestamp(config.study.period.first).replace(day=1)
    future = Text(
        f"Miesiąc jest po dniu danych ({last.date()}). Popraw go albo data_date w study.toml.",
        f"The month is after the day of the data ({last.date()}). Mend it, or data_date in "
        "study.toml.",
    )
    early = Text(
        f"Miesiąc jest przed początkiem badania ({first.date()}). Sprawdź rok.",
        f"The month is before the study begins ({first.date()}). Check the year.",
    )
    return [
        *_found(rows, rows["month"] > last, "month", "future_month", future),
        *_found(rows, rows["month"] < first, "month", "early_month", early, "warning"),
    ]


def _merging(rows: pd.DataFrame) -> list[Problem]:
    merged, named = rows["status"] == "merged", rows["merged_into"].notna()
    without = Text(
        "Wpis jest połączony, ale nie podano z którym. Podaj identyfikator wpisu, który zostaje.",
        "The entry is merged, but not said into which. Give the identifier of the one that stands.",
    )
    only = Text(
        "Podano, z czym wpis połączono, ale jego status jest inny. Wpisz status „połączony z "
        "innym” albo usuń wskazanie.",
        "The entry says into which it was merged, but its status is another. Write the status "
        "“merged”, or remove what it was merged into.",
    )
    circle = Text(
        "Wpisy są połączone w kółko, więc żaden nie zostaje. Wskaż ten, który zostaje, i usuń jego "
        "połączenie.",
        "Entries are merged in a circle, so that none stands. Choose the one that stands and "
        "remove what it was merged into.",
    )
    return [
        *_found(rows, merged & ~named, "merged_into", "merged_into_nothing", without),
        *_found(rows, named & ~merged, "status", "merged_in_part", only, "warning"),
        *_found(rows, in_circle(rows), "merged_into", "merged_in_circle", circle),
    ]
