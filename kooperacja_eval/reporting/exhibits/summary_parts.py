"""Parts of a summary: who answered, which changes were planned to be tested, what came out."""

from kooperacja_eval.reporting import formats
from kooperacja_eval.reporting.exhibits.common import status_of, value_of
from kooperacja_eval.reporting.exhibits.survey_change import (
    CONFIRMATORY,
    PAIRED,
    change_sentence,
    scale_rows,
)
from kooperacja_eval.reporting.exhibits.survey_words import (
    main_pair,
    scale_label,
    scales,
    wave_label,
    waves_up_to,
    why_not,
)
from kooperacja_eval.reporting.material import Material
from kooperacja_eval.reporting.prose import Prose
from kooperacja_eval.text import LANGUAGES, Lang, Text


def who_answered(report: Material, wave: str) -> Prose:
    """Say how many answered each wave, and how many both the first and this one."""
    said = Text(*(_counts(report, wave, lang) for lang in LANGUAGES))
    more = Text(*(_pairs(report, wave, lang) for lang in LANGUAGES))
    return Prose(
        Text(
            f"Na ankietę dla przedstawicieli podmiotów odpowiedziało osób: {said.pl}.{more.pl}",
            f"Persons who answered the survey of entities: {said.en}.{more.en}",
        )
    )


def _counts(report: Material, wave: str, lang: Lang) -> str:
    """Return how many answered each wave, each number on one line with its wave."""
    rows = report.rows("survey_respondents", level="macroregion", group="")
    words = []
    for name in waves_up_to(report, wave):
        value, status = value_of(rows, wave=name), status_of(rows, wave=name)
        missing = formats.is_missing(value)
        shown = why_not(status).in_(lang) if missing else formats.integer(value, lang)
        words.append(f"{wave_label(report, name).in_(lang)} –{formats.NBSP}{shown}")
    return "; ".join(words) or Text("brak danych", "no data").in_(lang)


def _pairs(report: Material, wave: str, lang: Lang) -> str:
    """Say how many answered both the first wave and the one of the report."""
    pair = main_pair(report, wave)
    rows = report.rows("survey_links", level="macroregion", group="linked", wave=pair or "")
    if pair is None or rows.empty:
        return ""
    waves, value = wave_label(report, pair).in_(lang), rows["value"].iloc[0]
    if formats.is_missing(value):
        hidden = why_not(rows["status"].iloc[0]).in_(lang)
        return Text(
            f" Odpowiedzi połączone w pary ({waves}): {hidden}.",
            f" Responses linked in pairs ({waves}): {hidden}.",
        ).in_(lang)
    if lang == "pl":
        persons = formats.plural(value, "osoby", "osób", "osób")
        return f" W obu pomiarach ({waves}) można połączyć odpowiedzi {persons}."
    persons = formats.plural_en(value, "person", "persons")
    return f" Answers of {persons} can be linked across both waves ({waves})."


def what_was_tested(report: Material, wave: str) -> Prose:
    """Say how the scales changed that tests were planned for; the scores where one wave is all."""
    pair = main_pair(report, wave)
    if pair is None:
        return _best_known(report, wave)
    planned = [test.scale for test in report.config.matrix.confirmatory if test.waves == pair]
    named = planned or list(scale_rows(report, pair, PAIRED)["group"])
    told = change_sentence(report, wave, named)
    head = (
        Text(
            "Zmiany, których sprawdzenie zaplanowano w macierzy ewaluacji (pary, średnia zmiana):",
            "Changes that the evaluation matrix planned to test (pairs, mean change):",
        )
        if planned
        else Text(
            "Zmiany w parach (żadnego testu nie zaplanowano, więc są eksploracyjne):",
            "Changes in pairs (no test was planned, so they are exploratory):",
        )
    )
    shown = [_adjusted(report, pair, lang) if planned else "" for lang in LANGUAGES]
    return Prose(
        Text(
            f"{head.pl}\n\n{told.text.pl}\n\n{shown[0]}".strip(),
            f"{head.en}\n\n{told.text.en}\n\n{shown[1]}".strip(),
        )
    )


def _adjusted(report: Material, pair: str, lang: Lang) -> str:
    rows = report.rows("change_test", level="macroregion", wave=pair, method=CONFIRMATORY)
    known = rows[rows["value"].notna()]
    words = "; ".join(
        f"{scale_label(report, str(row['group'])).in_(lang)} –{formats.NBSP}"
        f"{formats.p_value(float(row['value']), lang)}"
        for row in known.to_dict("records")
    )
    if not words:
        return ""
    head = Text("Wartości p po korekcie Holma", "p-values adjusted by Holm")
    return f"{head.in_(lang)}: {words}."


def _best_known(report: Material, wave: str) -> Prose:
    """Say the scores where there is only one wave."""
    rows = report.rows("scale_score", level="macroregion", wave=wave)
    found = {str(row["group"]): row for row in rows.to_dict("records")}
    lines: dict[Lang, list[str]] = {"pl": [], "en": []}
    for name in scales(report)["scale"]:
        row = found.get(str(name))
        if row is None or formats.is_missing(row["value"]):
            continue
        for lang, words in lines.items():
            mean = formats.number(row["value"], 2, lang)
            ends = formats.interval(row["ci_low"], row["ci_high"], 2, lang)
            words.append(f"- **{scale_label(report, name).in_(lang)}**: {mean} ({ends})")
    if not lines["pl"]:
        return Prose(Text("Wyników na skalach nie ma.", "There are no scores on the scales."))
    return Prose(
        Text(
            "Średnie wyniki na skalach (w nawiasie przedział ufności 95%):\n\n"
            + "\n".join(lines["pl"]),
            "Mean scores on the scales (95% confidence interval in brackets):\n\n"
            + "\n".join(lines["en"]),
        )
    )
