"""What the families of one team reached, how long and for how much, in a few sentences.

The border: values of the indicators beside the voivodeship; nothing here is a verdict on a team.
"""

from collections.abc import Callable
from typing import Final

from kooperacja_eval.reporting import formats
from kooperacja_eval.reporting.exhibits.common import needs
from kooperacja_eval.reporting.exhibits.coop_words import bullets, with_interval
from kooperacja_eval.reporting.exhibits.fgi_words import Row
from kooperacja_eval.reporting.exhibits.pzk_path_words import (
    is_hidden,
    of,
    own_row,
    said,
    voivodeship_row,
)
from kooperacja_eval.reporting.exhibits.pzk_words import known, why_missing, why_no
from kooperacja_eval.reporting.material import Material
from kooperacja_eval.reporting.prose import Prose
from kooperacja_eval.text import LANGUAGES, Lang, Text

GOALS: Final = Text("Czas, cele i koszt", "Time, goals and cost")
NONE: Final = Text("żadna z tych liczb nie jest znana", "none of these numbers is known")
Write = Callable[[Row, str, Lang], str]
"""Writes a team's row with the value beside it, already in words."""


@needs("pzk", "families", what=GOALS)
def pzk_goals(report: Material, *, pzk_id: str) -> Prose:
    """Say how long cooperation took, how far goals were reached, what a family cost.

    What disclosure control hides is named in one sentence; what a study lacks is left out.
    """
    lines: list[Text] = []
    held_back: list[Text] = []
    for indicator, group, label, write, beside in _PARTS:
        row = own_row(report, indicator, pzk_id, group)
        if is_hidden(row):
            held_back.append(label)
        elif known(row):
            other = said(voivodeship_row(report, indicator, pzk_id, group), beside)
            lines.append(Text(*(write(row, other.in_(lang), lang) for lang in LANGUAGES)))
    if not lines:
        return why_no(GOALS, why_missing("suppressed" if held_back else "", NONE))
    if held_back:
        lines.append(_held_back(held_back))
    return bullets(lines)


def _held_back(labels: list[Text]) -> Text:
    names = {lang: ", ".join(label.in_(lang) for label in labels) for lang in LANGUAGES}
    return Text(
        f"Ukryto, bo liczby mogłyby wskazać rodzinę lub zespół: {names['pl']}.",
        f"Suppressed, since the numbers might point to a family or the team: {names['en']}.",
    )


def _beside(value: str, lang: Lang) -> str:
    """Return the words for the value of the voivodeship; nothing where there is none."""
    if value == formats.MISSING:
        return ""
    return Text(f", w województwie {value}", f", in the voivodeship {value}").in_(lang)


def _months(row: Row, other: str, lang: Lang) -> str:
    families, shown = formats.integer(row["denominator"], lang), with_interval(row, 1, lang)
    return Text(
        f"Miesiące współpracy, gdzie jej koniec jest znany (rodziny i osoby: {families}): średnio "
        f"{shown}{_beside(other, 'pl')}.",
        f"Months of cooperation where its end is known (families and persons: {families}): "
        f"{shown} on average{_beside(other, 'en')}.",
    ).in_(lang)


def _attained(row: Row, other: str, lang: Lang) -> str:
    families, shown = formats.integer(row["denominator"], lang), with_interval(row, 1, lang)
    return Text(
        f"Osiągnięcie celów T (50: tyle, ile oczekiwano; rodziny i osoby z ocenionymi celami: "
        f"{families}): średnio {shown}{_beside(other, 'pl')}.",
        f"Goal attainment T (50: as expected; families and persons with goals assessed: "
        f"{families}): {shown} on average{_beside(other, 'en')}.",
    ).in_(lang)


def _revised(row: Row, other: str, lang: Lang) -> str:
    shown = of(row, lang)
    return Text(
        f"Cele zmieniano: rodziny i osoby {shown}{_beside(other, 'pl')}; zmiana celu jest w "
        "modelu zasadą, a nie błędem.",
        f"Goals were revised: families and persons {shown}{_beside(other, 'en')}; to revise a "
        "goal is a principle of the model, no failure.",
    ).in_(lang)


def _cost(row: Row, other: str, lang: Lang) -> str:
    shown = _pln(row, lang)
    return Text(
        f"Koszty własne zespołu na rodzinę lub osobę: {shown}{_beside(other, 'pl')}; kosztów "
        "wspólnych nie dzieli się między zespoły.",
        f"The team's own costs per family or person: {shown}{_beside(other, 'en')}; shared costs "
        "are not divided among teams.",
    ).in_(lang)


def _number(row: Row, lang: Lang) -> str:
    return formats.number(row["value"], 1, lang)


def _percent(row: Row, lang: Lang) -> str:
    return f"{of(row, lang)} ({formats.percent(row['value'], 0, lang)})"


def _pln(row: Row, lang: Lang) -> str:
    return formats.pln(row["value"], lang, decimals=0)


_PARTS: Final[tuple[tuple[str, str, Text, Write, Callable[[Row, Lang], str]], ...]] = (
    ("cooperation_months", "", Text("czas współpracy", "time of cooperation"), _months, _number),
    ("goal_attainment_t", "attained", Text("osiągnięcie celów", "goal attainment"), _attained,
     _number),
    ("goal_revision_share", "", Text("zmiany celów", "revision of goals"), _revised, _percent),
    ("cost_per_family", "direct", Text("koszt na rodzinę", "cost per family"), _cost, _pln),
)  # fmt: skip
"""What is said: indicator, group, name, how its row and the one beside it are written."""
