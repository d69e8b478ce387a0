"""Who improved, how the past is rated later, and what published growth might have meant."""

import pandas as pd

from kooperacja_eval.evidence.change_readings import READINGS
from kooperacja_eval.reporting import formats
from kooperacja_eval.reporting.columns import Column
from kooperacja_eval.reporting.exhibit import Exhibit
from kooperacja_eval.reporting.exhibits.common import (
    SHARE_INTERVAL,
    computed_source,
    document_source,
    joined,
    needs,
    texts,
)
from kooperacja_eval.reporting.exhibits.survey_change import NO_PAIR, POINTS
from kooperacja_eval.reporting.exhibits.survey_scores import KEPT, SURVEY_TABLES
from kooperacja_eval.reporting.exhibits.survey_words import main_pair, scale_label, wave_label
from kooperacja_eval.reporting.exhibits.value_words import SHIFT_LABELS
from kooperacja_eval.reporting.material import Material
from kooperacja_eval.reporting.prose import Prose
from kooperacja_eval.text import LANGUAGES, Lang, Text

IMPROVED = Text("Osoby z poprawą", "Persons who improved")
SHIFT = Text("Przesunięcie skali ocen", "Response shift")
CLAIMS = Text("Ogłoszone wzrosty", "Published growth")


@needs(*SURVEY_TABLES, what=IMPROVED)
def improved(report: Material, wave: str) -> Exhibit | Prose:
    """Share of linked respondents who improved, by any change and by reliable change."""
    pair = main_pair(report, wave)
    if pair is None:
        return NO_PAIR
    rows = report.rows("improved_share", level="macroregion", wave=pair, method="clustered_wilson")
    parts = [str(name).partition("/") for name in rows["group"]]
    any_, beyond = Text("jakakolwiek", "any"), Text("większa niż błąd", "beyond error")
    data = rows[["numerator", "denominator", "value", "ci_low", "ci_high", "status"]].assign(
        scale=texts((scale_label(report, name) for name, _, _ in parts), rows),
        what=texts((beyond if kind else any_ for _, _, kind in parts), rows),
    )
    return Exhibit(
        id="improved",
        title=Text(
            f"Udział osób z poprawą, {wave_label(report, pair).pl}",
            f"Share of persons who improved, {wave_label(report, pair).en}",
        ),
        caption=Text(
            "Pary. „Większa niż błąd”: zmiana, której nie tłumaczy nierzetelność skali (indeks "
            "Jacobsona i Truaxa powyżej 1,96). Części osób wynik poprawia się przypadkiem także "
            "wtedy, gdy średnio nic się nie zmienia, dlatego „jakakolwiek” poprawa zawyża obraz.",
            "Pairs. “Beyond error”: a change that the unreliability of the scale does not explain "
            "(index of Jacobson and Truax above 1.96). Some persons improve by chance even where "
            "nothing changes on average, so that “any” paints too bright a picture.",
        ),
        alt=Text(
            "Tabela: ile osób poprawiło wynik, z ilu, udział i przedział.",
            "Table: how many persons improved, of how many, share and interval.",
        ),
        source=computed_source("answers"),
        data=data,
        columns=(
            Column("scale", Text("Skala", "Scale")),
            Column("what", Text("Poprawa", "Improvement")),
            Column("numerator", Text("Osoby", "Persons"), "integer"),
            Column("denominator", Text("Pary", "Pairs"), "integer"),
            Column("value", Text("Udział", "Share"), "percent"),
            SHARE_INTERVAL,
        ),
    )


@needs(*SURVEY_TABLES, what=SHIFT)
def response_shift(report: Material, wave: str) -> Exhibit | Prose:
    """Then-test: three differences, each with its own pairs."""
    pair = main_pair(report, wave)
    rows = report.rows("response_shift", level="macroregion", wave=pair or "")
    if rows.empty:
        return Prose(
            Text(
                "*Przesunięcie skali ocen: w tym pomiarze nie pytano o ocenę przeszłości.*",
                "*Response shift: this wave did not ask for ratings of the past.*",
            )
        )
    parts = [str(name).partition("/") for name in rows["group"]]
    data = rows[list(KEPT)].assign(
        scale=texts((scale_label(report, name) for name, _, _ in parts), rows),
        what=texts((SHIFT_LABELS[name] for _, _, name in parts), rows),
    )
    return Exhibit(
        id="response_shift",
        title=Text(
            f"Ocena przeszłości po czasie (then-test), {wave_label(report, pair or '').pl}",
            f"The past as rated later (then-test), {wave_label(report, pair or '').en}",
        ),
        caption=Text(
            "Ocena przeszłości dokonana po czasie to inna zmienna niż ocena z tamtego czasu; "
            "trzech różnic się nie łączy. Ujemna pierwsza różnica znaczy, że respondenci oceniają "
            "dziś przeszłość surowiej niż wtedy: zmieniła się ich miara albo pamięć.",
            "The past as rated later is another variable than the rating of the time; the three "
            "differences are never pooled. A negative first one means that respondents now judge "
            "the past more harshly: their yardstick or their memory has changed.",
        ),
        alt=Text(
            "Tabela: trzy różnice dla każdej skali z przedziałem i liczbą par.",
            "Table: three differences for each scale with interval and number of pairs.",
        ),
        source=computed_source("answers"),
        data=data,
        columns=(
            Column("scale", Text("Skala", "Scale")),
            Column("what", Text("Różnica", "Difference")),
            Column("value", Text("Punkty", "Points"), "number", 2),
            POINTS,
            Column("n", Text("Pary", "Pairs"), "integer"),
        ),
    )


@needs("published", what=CLAIMS)
def published_growth(report: Material) -> Exhibit | Prose:
    """Show what each reading of a published growth would need, and what the surveys give."""
    frame = report.change_readings
    if frame.empty:
        return Prose(
            Text(
                "*Dokumenty nie ogłaszają wzrostów bez podanej definicji.*",
                "*The documents publish no growth without a definition.*",
            )
        )
    records = frame.to_dict("records")
    data = frame.assign(
        claim=texts((Text(str(row["quote"]), str(row["quote"])) for row in records), frame),
        meaning=texts((READINGS.label(name) for name in frame["reading"]), frame),
        needs=texts((Text(str(r["needs_pl"]), str(r["needs_en"])) for r in records), frame),
        own=texts((Text(*(_own(row, lang) for lang in LANGUAGES)) for row in records), frame),
        between=texts(
            (Text(*(_between(row, lang) for lang in LANGUAGES)) for row in records), frame
        ),
    )
    return Exhibit(
        id="published_growth",
        title=Text("Ogłoszone wzrosty: co mogłyby znaczyć", "Published growth: what it might mean"),
        caption=Text(
            "Dokument nie podaje podstawy, liczby osób ani skali, więc liczby nie można ani "
            "potwierdzić, ani obalić. Trzy ostatnie kolumny: wynik przy takim odczytaniu, "
            "w parach, między pierwszym a ostatnim pomiarem.",
            "The document gives no base, number of persons or scale, so the figure can be neither "
            "confirmed nor refuted. Last three columns: the result under that reading, in pairs, "
            "between the first and the last wave.",
        ),
        alt=Text(
            "Tabela: cytat, możliwe odczytanie, czego ono wymaga i wynik badania.",
            "Table: quote, possible reading, what it needs and the study's result.",
        ),
        source=joined(
            document_source(*sorted(set(frame["document"]))),
            *([computed_source("answers")] if report.has("answers") else []),
        ),
        data=data,
        columns=(
            Column("claim", Text("Cytat", "Quote")),
            Column("meaning", Text("Możliwe znaczenie", "Possible meaning")),
            Column("needs", Text("Czego wymaga", "What it needs")),
            Column("own", Text("W tym badaniu", "In this study"), align="right"),
            Column("between", Text("Przedział 95%", "95% interval"), align="right"),
            Column("n", Text("Pary", "Pairs"), "integer"),
        ),
    )


def _own(row: dict[object, object], lang: Lang) -> str:
    status = {
        "suppressed": formats.SUPPRESSED,
        "insufficient": Text("za mało danych", "too few data"),
        "not_computable": Text("brak danych", "no data"),
    }.get(str(row["status"]))
    if status is not None:
        return status.in_(lang)
    value = float(str(row["computed"]))
    if row["reading"] == "standardised":
        unit = Text("odch. stand.", "SD").in_(lang)
        return f"{formats.number(value, 2, lang)}{formats.NBSP}{unit}"
    return formats.percent(value, 1, lang)


def _between(row: dict[object, object], lang: Lang) -> str:
    low, high = (float(str(row[key])) for key in ("ci_low", "ci_high"))
    if row["status"] != "ok":
        return formats.MISSING
    if row["reading"] == "standardised":
        return formats.interval(low, high, 2, lang)
    return formats.interval(low, high, 1, lang, scale="percent")


def growth_counts(report: Material) -> int:
    """Return how many published growths have no definition."""
    frame: pd.DataFrame = report.change_readings
    return int(frame["quote"].nunique())
