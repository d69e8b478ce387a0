"""Sentences of an evaluation report: summary, method, and what the study lacks for an answer."""

import datetime as dt
from collections.abc import Mapping
from typing import Final

import pandas as pd

from kooperacja_eval.reporting import formats
from kooperacja_eval.reporting.exhibits.common import place
from kooperacja_eval.reporting.exhibits.outcomes import completion_sentence
from kooperacja_eval.reporting.exhibits.summary_parts import what_was_tested, who_answered
from kooperacja_eval.reporting.exhibits.survey_words import main_pair, scales
from kooperacja_eval.reporting.material import Material
from kooperacja_eval.reporting.prose import Prose
from kooperacja_eval.text import LANGUAGES, Text

FAMILY_TABLES: Final = ("families", "pzk")


def summary(report: Material, wave: str) -> Prose:
    """Say in short who answered, what was planned to be tested and what came out."""
    parts = [who_answered(report, wave), what_was_tested(report, wave)]
    if report.has(*FAMILY_TABLES) and wave == "ex_post":
        parts.append(completion_sentence(report))
    parts.append(_ONE_WAVE if main_pair(report, wave) is None else _CAUTION)
    return Prose(Text(*("\n\n".join(part.text.in_(lang) for part in parts) for lang in LANGUAGES)))


_CAUTION: Final = Prose(
    Text(
        "Badanie nie ma grupy porównawczej. Zmiany opisują to, co stało się w czasie testu; "
        "nie dowodzą, że wywołał je model.",
        "The study has no comparison group. Changes describe what happened during the test; "
        "they do not prove that the model made them.",
    )
)
_ONE_WAVE: Final = Prose(
    Text(
        "Jeden pomiar opisuje stan w jego czasie; o zmianie ani o skutkach nie mówi.",
        "A single wave describes the state of its time; it says nothing of change or effects.",
    )
)


_AIMS: Final[Mapping[str, Text]] = {
    "ex_ante": Text(
        "Pomiar ex-ante opisuje, z czym podmioty weszły do testu: gotowość, oczekiwania i ocenę "
        "dotychczasowej współpracy. Nie mówi jeszcze nic o skutkach.",
        "The ex-ante wave describes what entities brought into the test: readiness, expectations "
        "and their view of cooperation so far. It says nothing of effects yet.",
    ),
    "mid_term": Text(
        "Pomiar mid-term pokazuje, co zmieniło się w trakcie testu i co warto poprawić przed jego "
        "końcem.",
        "The mid-term wave shows what changed during the test and what to mend before its end.",
    ),
    "ex_post": Text(
        "Pomiar ex-post zamyka test: pokazuje, co zmieniło się od początku testu.",
        "The ex-post wave ends the test: it shows what changed since its beginning.",
    ),
}
"""What each wave is for."""


def introduction(report: Material, wave: str) -> Prose:
    """Say what the wave is for, when it took place and where."""
    period = next(entry.period for entry in report.config.waves if entry.id == wave)
    days = {
        lang: f"{formats.date(period.first, lang)}–{formats.date(period.last, lang)}"
        for lang in LANGUAGES
    }
    places = [place(code) for code in report.config.voivodeships]
    aim, covid = _AIMS.get(wave, Text("", "")), _covid(report, period.last)
    questions = report.config.matrix.asked_in(wave)
    criteria = _criteria(report, {entry.criterion for entry in questions})
    count = len(questions)
    return Prose(
        Text(
            f"{aim.pl} Zaplanowany okres pomiaru: {days['pl']}.{covid.pl} Województwa: "
            f"{', '.join(name.pl for name in places)}. Raport stawia "
            f"{formats.plural(count, 'pytanie', 'pytania', 'pytań')} z macierzy ewaluacji "
            f"(kryteria: {criteria.pl}); przy "
            "każdym podaje, z jakich liczb i innych źródeł można skorzystać i czego z nich nie "
            "wolno wnioskować.",
            f"{aim.en} Planned period of the wave: {days['en']}.{covid.en} Voivodeships: "
            f"{', '.join(name.en for name in places)}. The report asks "
            f"{formats.plural_en(count, 'question', 'questions')} of the evaluation matrix "
            f"(criteria: {criteria.en}); for "
            "each it gives the numbers and other sources at hand and says what may not be "
            "concluded from them.",
        )
    )


def _covid(report: Material, last: dt.date) -> Text:
    """Say that a wave falls into the pandemic, if it does."""
    covid = report.config.covid
    if last < covid.first:
        return Text("", "")
    return Text(
        f" Przypada, przynajmniej w części, na czas pandemii (od {formats.month(covid.first)}).",
        f" It falls at least in part into the pandemic (from {formats.month(covid.first, 'en')}).",
    )


def _criteria(report: Material, asked: set[str]) -> Text:
    """Return the criteria of the questions in the order of the first list; a dash for none."""
    labels = [c.label for c in report.config.matrix.criteria_lists[0].criteria if c.id in asked]
    return Text(
        ", ".join(label.pl for label in labels) or formats.MISSING,
        ", ".join(label.en for label in labels) or formats.MISSING,
    )


def method_sentence(report: Material, wave: str) -> Prose:
    """Say how numbers were computed, in the words of those who read the report."""
    del wave
    profile = report.values.profile  # noqa: PD011 (not pandas)
    hiding = (
        Text(
            f"Liczb mniejszych niż {report.config.disclosure.threshold} nie pokazano; ukryto też "
            "te, z których dałoby się je odtworzyć.",
            f"Numbers below {report.config.disclosure.threshold} are not shown, nor those that "
            "would give them back.",
        )
        if profile == "public"
        else Text(
            "To wydanie wewnętrzne: niczego nie ukryto i nie wolno go publikować.",
            "This is the internal edition: nothing is hidden, and it must not be published.",
        )
    )
    least = _least(report)
    return Prose(
        Text(
            "Wynik na skali to średnia odpowiedzi na jej pozycje, po odwróceniu pozycji "
            f"odwróconych; {least.pl}. Przedziały ufności 95% uwzględniają, "
            "że osoby z jednego zespołu odpowiadają podobnie (błędy standardowe odporne na "
            "skupienie, zespoły jako grupy). Zmianę liczy się osobno dla osób z kluczem w obu "
            "pomiarach (pary) i osobno dla pozostałych (niezależne grupy); tych wyników nie "
            f"łączy się. {hiding.pl}",
            "A score is the mean of the answers to the items of a scale, reversed items turned "
            f"round; {least.en}. 95% confidence intervals "
            "take into account that persons of one team answer alike (cluster-robust standard "
            "errors, teams as clusters). Change is computed for persons with a key in both waves "
            "(pairs) and apart for the others (independent groups); these results are never "
            f"joined. {hiding.en}",
        )
    )


def _least(report: Material) -> Text:
    """Say how much of a scale must be answered."""
    shares = sorted(set(scales(report).get("min_answered", pd.Series(dtype=float)).dropna()))
    if len(shares) != 1:
        return Text(
            "liczy się go, gdy odpowiedziano na część pozycji wymaganą przez skalę",
            "it is computed where the share of items that the scale requires is answered",
        )
    return Text(
        f"liczy się go, gdy odpowiedziano co najmniej na {formats.percent(shares[0], 0)} pozycji",
        f"it is computed where at least {formats.percent(shares[0], 0, 'en')} of the items are "
        "answered",
    )


def what_is_missing(report: Material, wave: str) -> Prose:
    """Say which questions of a report this study has no numbers for."""
    frame = report.values.frame  # noqa: PD011 (not pandas)
    there = set(frame["indicator_id"])
    lacking = [
        question.text
        for question in report.config.matrix.asked_in(wave)
        if not there & {answer.indicator for answer in question.answers}
    ]
    if not lacking:
        return Prose(
            Text(
                "Na każde pytanie tego raportu odpowiada co najmniej jedna liczba.",
                "Every question of this report is answered by at least one number.",
            )
        )
    return Prose(
        Text(
            "Pytania, na które to badanie nie ma liczb:\n\n"
            + "\n".join(f"- {text.pl}" for text in lacking),
            "Questions that this study has no numbers for:\n\n"
            + "\n".join(f"- {text.en}" for text in lacking),
        )
    )
