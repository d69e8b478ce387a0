"""Who answered the surveys, who can be compared with oneself, and what was left out."""

from collections.abc import Iterator
from typing import Final

import pandas as pd

from kooperacja_eval.reporting.columns import Column, Format
from kooperacja_eval.reporting.exhibit import Exhibit
from kooperacja_eval.reporting.exhibits.common import (
    TOTAL,
    computed_source,
    needs,
    place,
    status_of,
    texts,
    value_of,
)
from kooperacja_eval.reporting.exhibits.survey_words import (
    DIMENSIONS,
    EVERYBODY,
    group_label,
    groups_in_order,
    wave_label,
    waves_up_to,
)
from kooperacja_eval.reporting.material import Material
from kooperacja_eval.reporting.prose import Prose
from kooperacja_eval.schemas.codes import MISSING_REASONS
from kooperacja_eval.text import Text

RESPONSES = Text("Odpowiedzi na ankietę", "Responses to the survey")
LINKS = Text("Odpowiedzi połączone w pary", "Responses linked in pairs")
MISSING = Text("Braki odpowiedzi", "Missing answers")
LINKED: Final = {
    "linked": Text("Pary", "Pairs"),
    "only_before": Text("Tylko wcześniejszy", "Earlier only"),
    "only_after": Text("Tylko późniejszy", "Later only"),
}
"""Groups of ``survey_links`` with their headers."""


@needs("respondents", what=RESPONSES)
def responses(report: Material, wave: str) -> Exhibit | Prose:
    """Respondents by wave, voivodeship, sector, role and level."""
    waves = waves_up_to(report, wave)
    rows = [
        *_place_lines(report, waves),
        *(line for name in DIMENSIONS for line in _group_lines(report, name, waves)),
    ]
    return Exhibit(
        id="responses",
        title=Text("Respondenci według pomiarów", "Respondents by wave"),
        caption=Text(
            "Osoby, które wypełniły ankietę choć w części. Tabele badania nie zawierają liczby "
            "zaproszonych, więc odsetka odpowiedzi nie da się policzyć.",
            "Persons who answered at least a part. The tables of the study do not hold how many "
            "were invited, so no response rate can be computed.",
        ),
        alt=Text(
            "Tabela: liczba respondentów w każdym pomiarze według województwa, sektora, roli i "
            "szczebla.",
            "Table: respondents in each wave by voivodeship, sector, role and level.",
        ),
        source=computed_source("respondents"),
        data=pd.DataFrame(rows, columns=["what", "who", *waves, *map(_state, waves)]),
        columns=(
            Column("what", Text("Podział", "Breakdown")),
            Column("who", Text("Grupa", "Group")),
            *_wave_columns(report, waves, "integer"),
        ),
    )


def _state(name: str) -> str:
    """Return the column with the status of the numbers of another column."""
    return f"{name}_status"


def _wave_columns(report: Material, waves: list[str], fmt: Format) -> Iterator[Column]:
    """Return a column for each wave; a hidden number says so."""
    for name in waves:
        yield Column(name, wave_label(report, name), fmt, status=_state(name))


def _numbers(rows: pd.DataFrame, waves: list[str], **where: str) -> dict[str, object]:
    """Return the value of each wave and its status."""
    cells: dict[str, object] = {}
    for name in waves:
        cells[name] = value_of(rows, wave=name, **where)
        cells[_state(name)] = status_of(rows, wave=name, **where)
    return cells


def _place_lines(report: Material, waves: list[str]) -> list[dict[str, object]]:
    total = report.rows("survey_respondents", level="macroregion", group="")
    places = report.rows("survey_respondents", level="voivodeship", group="")
    lines: list[dict[str, object]] = [
        {
            "what": TOTAL,
            "who": EVERYBODY,
            **_numbers(total, waves),
        }
    ]
    for code in report.config.voivodeships:
        numbers = _numbers(places, waves, voivodeship=code)
        lines.append({"what": Text("województwo", "voivodeship"), "who": place(code), **numbers})
    return lines


def _group_lines(report: Material, name: str, waves: list[str]) -> list[dict[str, object]]:
    rows = report.rows("survey_respondents", level="macroregion")
    there = set(rows["group"].dropna())
    return [
        {
            "what": DIMENSIONS[name][0],
            "who": group_label(group),
            **_numbers(rows, waves, group=group),
        }
        for group in groups_in_order(name)
        if group in there
    ]


@needs("respondents", what=LINKS)
def links(report: Material, wave: str) -> Exhibit | Prose:
    """How many respondents are linked between waves and how many are not."""
    known = set(waves_up_to(report, wave))
    rows = report.rows("survey_links", level="macroregion")
    pairs = [name for name in rows["wave"].drop_duplicates() if set(name.split("/")) <= known]
    data = pd.DataFrame(
        [
            {
                "pair": wave_label(report, pair),
                **{name: value_of(rows, wave=pair, group=name) for name in LINKED},
                **{_state(name): status_of(rows, wave=pair, group=name) for name in LINKED},
            }
            for pair in pairs
        ],
        columns=["pair", *LINKED, *map(_state, LINKED)],
    )
    return Exhibit(
        id="links",
        title=Text(
            "Kto odpowiedział w obu pomiarach, a kto w jednym", "Who answered both waves, who one"
        ),
        caption=Text(
            "Pary: ten sam klucz w obu pomiarach; liczy się zmianę każdej osoby. Pozostali są "
            "porównywani jako niezależne grupy; kto nie podał klucza, mógł odpowiedzieć w obu "
            "pomiarach i nie da się tego sprawdzić. Obu porównań nie łączy się w jedną liczbę.",
            "Pairs: the same key in both waves; each person's change is computed. The others are "
            "compared as independent groups; who gave no key may have answered both waves, which "
            "cannot be checked. The two comparisons are never joined into one number.",
        ),
        alt=Text(
            "Tabela: liczba par i liczba odpowiedzi tylko w jednym z dwóch pomiarów.",
            "Table: number of pairs and of responses in only one of two waves.",
        ),
        source=computed_source("respondents"),
        data=data,
        columns=(
            Column("pair", Text("Pomiary", "Waves")),
            *(
                Column(name, label, "integer", status=_state(name))
                for name, label in LINKED.items()
            ),
        ),
    )


@needs("respondents", "answers", "items", what=MISSING)
def missing_answers(report: Material, wave: str) -> Exhibit | Prose:
    """Missing answers by reason and wave."""
    waves = waves_up_to(report, wave)
    rows = report.rows("answer_missing_share", level="macroregion")
    reasons = [code for code in MISSING_REASONS.ids if code in set(rows["group"].dropna())]
    lines = [
        {"reason": MISSING_REASONS.label(code), **_numbers(rows, waves, group=code)}
        for code in reasons
    ]
    lines.append({"reason": TOTAL, **_numbers(rows[rows["group"].isna()], waves)})
    data = pd.DataFrame(lines, columns=["reason", *waves, *map(_state, waves)])
    return Exhibit(
        id="missing_answers",
        title=Text("Brakujące odpowiedzi według powodu", "Missing answers by reason"),
        caption=Text(
            "Udział wśród wszystkich odpowiedzi na pozycje oceniane, które powinny paść. Wynik na "
            "skali liczy się mimo braków, jeśli odpowiedziano na wymaganą część jej pozycji.",
            "Share of all answers to rating items that were to be given. A score is computed "
            "despite gaps where enough items of the scale are answered.",
        ),
        alt=Text(
            "Tabela: udział brakujących odpowiedzi w każdym pomiarze według powodu.",
            "Table: share of missing answers in each wave by reason.",
        ),
        source=computed_source("answers"),
        data=data.assign(reason=texts(data["reason"], data)),
        columns=(
            Column("reason", Text("Powód", "Reason")),
            *_wave_columns(report, waves, "percent"),
        ),
    )
