"""The question of the third round: whether factors of cooperation and effects are told together."""

from typing import Final

import pandas as pd

from kooperacja_eval.reporting import formats
from kooperacja_eval.reporting.columns import Column
from kooperacja_eval.reporting.exhibit import Exhibit
from kooperacja_eval.reporting.exhibits.common import computed_source, needs
from kooperacja_eval.reporting.exhibits.fgi_counts import counted, groups_count, place_name
from kooperacja_eval.reporting.exhibits.fgi_network import LEAST, UNITS, pairs, unit_of
from kooperacja_eval.reporting.exhibits.fgi_words import (
    DOCUMENTS,
    FGI_TABLES,
    Code,
    Row,
    by_code,
    cells,
    fgi_rows,
    home_of,
    round_label,
)
from kooperacja_eval.reporting.material import Material
from kooperacja_eval.reporting.prose import Prose
from kooperacja_eval.text import LANGUAGES, Lang, Text

FACTORS: Final = Text("Czynniki kooperacji i skutki pomocy", "Factors and effects")
NO_PAIRS: Final = Prose(
    Text(
        "*Czynniki kooperacji i skutki pomocy: żadna para nie występuje w tej rundzie razem tak "
        "często, by ją pokazać, albo nie wiadomo, w którym miejscu tekstu leżą fragmenty.*",
        "*Factors of cooperation and effects of help: in this round no pair occurs together "
        "often enough to be shown, or it is not known where in the text stretches lie.*",
    )
)
STRONGEST: Final = 3
"""Pairs that the sentence names."""
SHARED: Final = {
    "segment": (
        ("wspólny fragment", "wspólne fragmenty", "wspólnych fragmentów"),
        ("shared stretch", "shared stretches"),
    ),
    "window": (("wspólne okno tekstu", "wspólne okna tekstu", "wspólnych okien tekstu"),
               ("shared window of text", "shared windows of text")),
}  # fmt: skip
"""What a pair has in common, by unit: plural forms of both languages."""
_COLUMNS: Final = (
    Column("factor", Text("Czynnik kooperacji", "Factor of cooperation")),
    Column("effect", Text("Skutek pomocy", "Effect of help")),
    Column("numerator", Text("Razem", "Together"), "integer"),
    Column("value", Text("Siła związku", "Lift"), "number", 2),
    Column("ci_low", Text("Przedział 95%", "95% interval"), "interval", 2, high="ci_high"),
    Column("near", Text("Razem w woj.", "Together here"), "integer", status="near_status"),
)
_LIMIT: Final = Text(
    "**Czego nie wolno wnioskować:** że czynnik wywołał skutek. Wynik mówi tylko, że rozmówcy "
    "nazywali je blisko siebie. Kolejność, przyczyny i to, czy skutek rzeczywiście nastąpił, "
    "wymagają innych danych; przy tylu parach kilka może przekroczyć 1 także przypadkiem.",
    "**What may not be concluded:** that a factor made an effect. The result only says that "
    "speakers named them close together. Order, causes and whether the effect took place need "
    "other data; with so many pairs a few may be above 1 by chance as well.",
)
Pair = tuple[Code, Code, Row]


def _factor_pairs(report: Material, wave: str, level: str, home: str | None) -> list[Pair]:
    """Return the pairs of a factor and an effect, the factor first, in any order."""
    found = pairs(report, wave, level, voivodeship=home, unit=unit_of(report, wave, home))
    turned = [(b, a, row) if a.kind == "effect" else (a, b, row) for a, b, row in found]
    return [
        (a, b, row)
        for a, b, row in turned
        if (a.kind, b.kind) == ("factor", "effect") and not (a.branch or b.branch)
    ]


@needs(*FGI_TABLES, what=FACTORS)
def fgi_factors_effects(
    report: Material, *, wave: str, pzk_id: str | None = None, voivodeship: str | None = None
) -> Exhibit | Prose:
    """How often talk of a factor and of an effect shares a stretch, beside chance."""
    home = home_of(report, voivodeship, pzk_id)
    every = _factor_pairs(report, wave, "macroregion", home)
    shown = [entry for entry in every if entry[2]["numerator"] >= LEAST]
    shown.sort(key=lambda entry: (-entry[2]["numerator"], -entry[2]["value"]))
    if not shown:
        return NO_PAIRS
    found = _factor_pairs(report, wave, "voivodeship", home) if home else []
    near = {(a.id, b.id): row for a, b, row in found}
    lines = [_line(entry, near) for entry in shown]
    names = ["factor", "effect", "numerator", "value", "ci_low", "ci_high", "status", "near",
             "near_status"]  # fmt: skip
    label = round_label(report, wave)
    return Exhibit(
        id="fgi_factors_effects",
        title=Text(
            f"Czynniki i skutki nazwane razem, makroregion, {label.pl}",
            f"Factors and effects named together, macroregion, {label.en}",
        ),
        caption=_caption(report, wave, home, every, len(shown)),
        alt=Text(
            "Tabela: siła związku czynników kooperacji ze skutkami pomocy, z przedziałem.",
            "Table: lift of factors of cooperation with effects of help, with its interval.",
        ),
        source=computed_source("codes", "codings"),
        data=pd.DataFrame(lines, columns=names),
        columns=_COLUMNS if home else _COLUMNS[:-1],
    )


def _line(entry: Pair, near: dict[tuple[str, str], Row]) -> dict[str, object]:
    factor, effect, row = entry
    here = near.get((factor.id, effect.id), cells(None))
    return {
        "factor": factor.label, "effect": effect.label, **row,
        "near": here["numerator"], "near_status": here["status"],
    }  # fmt: skip


def _caption(report: Material, wave: str, home: str | None, every: list[Pair], shown: int) -> Text:
    unit = UNITS[unit_of(report, wave, home)]
    groups = counted(groups_count(report, "macroregion", wave, home, None))
    place = place_name("voivodeship", voivodeship=home)
    last = Text(f" Ostatnia kolumna: {place.pl}.", f" Last column: {place.en}.")
    if home is None:
        last = Text("", "")
    total, left = (
        Text(formats.integer(n), formats.integer(n, "en")) for n in (len(every), len(every) - shown)
    )
    return Text(
        f"Podstawa: {groups.pl} w makroregionie. Razem: ile razy oba kody są {unit.pl}. Siła "
        "związku: ile razy częściej, niż gdyby o czynniku i skutku mówiono niezależnie od siebie; "
        "przedział uwzględnia, że wypowiedzi pochodzą z tych samych wywiadów. Przedział, który "
        f"obejmuje 1, nie wskazuje na związek.{last.pl} Wszystkich par: {total.pl}; nie pokazano "
        f"tych, które wystąpiły mniej niż {formats.integer(LEAST)} razy albo nie mają liczb: "
        f"{left.pl}. Kreska znaczy, że danych jest za mało.",
        f"Base: {groups.en} in the macroregion. Together: how often both codes are {unit.en}. "
        "Lift: how many times more often than if a factor and an effect were spoken of without "
        "regard to each other; the interval takes into account that words come from the same "
        f"groups. An interval that holds 1 does not point to a tie.{last.en} All pairs: "
        f"{total.en}; not shown, since they occur fewer than {formats.integer(LEAST, 'en')} times "
        f"or have no numbers: {left.en}. A dash means too few data.",
    )


@needs(*FGI_TABLES, what=FACTORS)
def fgi_factors_sentence(
    report: Material, *, wave: str, pzk_id: str | None = None, voivodeship: str | None = None
) -> Prose:
    """Say which factors and effects are named together, and what may not be concluded."""
    home = home_of(report, voivodeship, pzk_id)
    every = _factor_pairs(report, wave, "macroregion", home)
    tied = [entry for entry in every if entry[2]["ci_low"] > 1 and entry[2]["numerator"] >= LEAST]
    tied.sort(key=lambda entry: -entry[2]["value"])
    if not any(row["value"] >= 0 for _, _, row in every):
        said = Text(
            "O czynnikach kooperacji i skutkach pomocy nie ma w tej rundzie liczb.",
            "This round has no numbers on factors of cooperation and effects of help.",
        )
    elif not tied:
        said = _no_ties(len(every))
    else:
        said = _ties(report, wave, home, tied, len(every))
    return Prose(Text(f"{said.pl}\n\n{_LIMIT.pl}", f"{said.en}\n\n{_LIMIT.en}"))


def _no_ties(total: int) -> Text:
    return Text(
        "W tej rundzie żadna para czynnika i skutku nie pojawia się razem wyraźnie częściej, niż "
        f"dałby przypadek (par: {formats.integer(total)}).",
        "In this round no pair of a factor and an effect comes up together clearly more often "
        f"than chance would give (pairs: {formats.integer(total, 'en')}).",
    )


def _ties(report: Material, wave: str, home: str | None, tied: list[Pair], total: int) -> Text:
    """Name the strongest ties, each with what it rests on."""
    rows = fgi_rows(report, "code_share", "macroregion", wave=wave, voivodeship=home)
    groups, unit = by_code(rows, DOCUMENTS), unit_of(report, wave, home)
    lines = {
        lang: "\n".join(_said(entry, groups, unit, lang) for entry in tied[:STRONGEST])
        for lang in LANGUAGES
    }
    many = formats.plural(len(tied), "para pojawia się", "pary pojawiają się", "par pojawia się")
    return Text(
        f"W makroregionie {many} razem {UNITS[unit].pl} wyraźnie częściej, niż dałby przypadek "
        f"(cały przedział 95% powyżej 1; wszystkich par czynnika i skutku: "
        f"{formats.integer(total)}). Najsilniej powiązane:\n\n{lines['pl']}",
        f"In the macroregion {formats.plural_en(len(tied), 'pair comes', 'pairs come')} up "
        f"together {UNITS[unit].en} clearly more often than chance would give (the whole 95% "
        "interval above 1; all pairs of a factor and an effect: "
        f"{formats.integer(total, 'en')}). The strongest ties:\n\n{lines['en']}",
    )


def _said(entry: Pair, groups: dict[str, Row], unit: str, lang: Lang) -> str:
    factor, effect, row = entry
    polish, english = SHARED[unit]
    shared = Text(
        formats.plural(row["numerator"], *polish), formats.plural_en(row["numerator"], *english)
    ).in_(lang)
    value = formats.number(row["value"], 1, lang)
    ends = formats.interval(row["ci_low"], row["ci_high"], 1, lang)
    named = {end: groups.get(code.id, cells(None)) for end, code in (("f", factor), ("e", effect))}
    one, two = (formats.integer(named[end]["numerator"], lang) for end in ("f", "e"))
    whole = formats.integer(named["f"]["denominator"], lang)
    numbers = Text(
        f"{shared}, {value} razy częściej, niż dałby przypadek (przedział 95%: {ends}); o czynniku "
        f"mówiono w {one}, o skutku w {two} z {whole} wywiadów",
        f"{shared}, {value} times more often than chance would give (95% interval: {ends}); the "
        f"factor came up in {one}, the effect in {two} of {whole} groups",
    )
    names = f"{factor.label.in_(lang)} – {effect.label.in_(lang)}"
    return f"- **{names}**: {numbers.in_(lang)}."
