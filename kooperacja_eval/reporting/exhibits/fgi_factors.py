"""The question of the third round: whether factors of cooperation and effects are told together."""

from typing import Final

import pandas as pd

from kooperacja_eval.reporting import formats
from kooperacja_eval.reporting.columns import Column
from kooperacja_eval.reporting.exhibit import Exhibit
from kooperacja_eval.reporting.exhibits.common import computed_source, needs
from kooperacja_eval.reporting.exhibits.fgi_network import LEAST, UNITS, pairs, unit_of
from kooperacja_eval.reporting.exhibits.fgi_words import (
    FGI_TABLES,
    Code,
    Row,
    cells,
    home_of,
    place_name,
    round_label,
)
from kooperacja_eval.reporting.material import Material
from kooperacja_eval.reporting.prose import Prose
from kooperacja_eval.text import Lang, Text

FACTORS: Final = Text("Czynniki kooperacji i skutki pomocy", "Factors and effects")
NO_PAIRS: Final = Prose(
    Text(
        "*Czynniki kooperacji i skutki pomocy: żadna para nie występuje w tej rundzie razem tak "
        "często, by ją pokazać, albo nie wiadomo, w którym miejscu tekstu leżą fragmenty.*",
        "*Factors of cooperation and effects of help: in this round no pair occurs together "
        "often enough to be shown, or it is not known where in the text stretches lie.*",
    )
)
_COLUMNS: Final = (
    Column("factor", Text("Czynnik kooperacji", "Factor of cooperation")),
    Column("effect", Text("Skutek pomocy", "Effect of help")),
    Column("numerator", Text("Razem", "Together"), "integer"),
    Column("value", Text("Siła związku", "Lift"), "number", 2),
    Column("ci_low", Text("Przedział 95%", "95% interval"), "interval", 2, high="ci_high"),
    Column("near", Text("Razem w woj.", "Together here"), "integer", status="near_status"),
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
    near = {
        (a.id, b.id): row
        for a, b, row in (_factor_pairs(report, wave, "voivodeship", home) if home else [])
    }
    shown = [entry for entry in every if entry[2]["numerator"] >= LEAST]
    lines = [
        {
            "factor": a.label, "effect": b.label, **row,
            "near": near.get((a.id, b.id), cells(None))["numerator"],
            "near_status": near.get((a.id, b.id), cells(None))["status"],
        }
        for a, b, row in shown
    ]  # fmt: skip
    if not lines:
        return NO_PAIRS
    names = ["factor", "effect", "numerator", "value", "ci_low", "ci_high", "status", "near",
             "near_status"]  # fmt: skip
    label, unit = round_label(report, wave), UNITS[unit_of(report, wave, home)]
    place = place_name("voivodeship" if home else "macroregion", voivodeship=home)
    counts = {
        lang: (formats.integer(len(every), lang), formats.integer(len(every) - len(shown), lang))
        for lang in ("pl", "en")
    }
    return Exhibit(
        id="fgi_factors_effects",
        title=Text(
            f"Czynniki kooperacji i skutki pomocy w wypowiedziach, {label.pl}",
            f"Factors of cooperation and effects of help in what was said, {label.en}",
        ),
        caption=Text(
            f"Makroregion. Siła związku: ile razy częściej oba kody są {unit.pl}, niż "
            "gdyby występowały niezależnie; przedział uwzględnia, że wypowiedzi pochodzą z tych "
            "samych wywiadów. Przedział, który obejmuje 1, nie wskazuje na związek. Ostatnia "
            f"kolumna: {place.pl}. Par czynnik–skutek: {counts['pl'][0]}; nie pokazano tych, które "
            f"wystąpiły rzadziej niż {formats.integer(LEAST)} razy albo nie mają liczb: "
            f"{counts['pl'][1]}. Kreska znaczy, że danych jest za mało.",
            f"Macroregion. Lift: how many times more often the codes are {unit.en} than if they "
            "were independent; the interval takes into account that words come from the same "
            "groups. An interval that holds 1 does not point to a tie. Last column: "
            f"{place.en}. Pairs of factor and effect: {counts['en'][0]}; not shown, since they "
            f"occur fewer than {formats.integer(LEAST, 'en')} times or have no numbers: "
            f"{counts['en'][1]}. A dash means too few data.",
        ),
        alt=Text(
            "Tabela: siła związku każdego czynnika kooperacji z każdym skutkiem pomocy.",
            "Table: lift of each factor of cooperation with each effect of help.",
        ),
        source=computed_source("codes", "codings"),
        data=pd.DataFrame(lines, columns=names),
        columns=_COLUMNS,
    )


@needs(*FGI_TABLES, what=FACTORS)
def fgi_factors_sentence(
    report: Material, *, wave: str, pzk_id: str | None = None, voivodeship: str | None = None
) -> Prose:
    """Say which factors and effects are told of together, and what may not be concluded."""
    home = home_of(report, voivodeship, pzk_id)
    every = _factor_pairs(report, wave, "macroregion", home)
    tied = [entry for entry in every if entry[2]["ci_low"] > 1 and entry[2]["numerator"] >= LEAST]
    tied.sort(key=lambda entry: -entry[2]["value"])
    listed = {lang: "; ".join(_said(*entry, lang) for entry in tied[:LEAST]) for lang in _LANGS}
    if not any(row["value"] >= 0 for _, _, row in every):
        said = Text(
            "O czynnikach kooperacji i skutkach pomocy nie ma w tej rundzie liczb.",
            "This round has no numbers on factors of cooperation and effects of help.",
        )
    elif not tied:
        said = Text(
            "Żadna para czynnika i skutku nie występuje razem wyraźnie częściej, niż dałby "
            "przypadek.",
            "No pair of a factor and an effect occurs together clearly more often than chance "
            "would give.",
        )
    else:
        sizes = {lang: formats.integer(len(tied), lang) for lang in _LANGS}
        said = Text(
            "Liczba par czynnika i skutku, które występują razem wyraźnie częściej, niż dałby "
            f"przypadek: {sizes['pl']}. Najsilniejszy związek: {listed['pl']}.",
            "Number of pairs of a factor and an effect that occur together clearly more often than "
            f"chance would give: {sizes['en']}. The strongest tie: {listed['en']}.",
        )
    return Prose(Text(f"{said.pl} {_LIMIT.pl}", f"{said.en} {_LIMIT.en}"))


_LANGS: Final[tuple[Lang, ...]] = ("pl", "en")
_LIMIT: Final = Text(
    "**Czego nie wolno wnioskować:** że czynnik wywołał skutek. Wynik mówi tylko, że rozmówcy "
    "mówili o nich blisko siebie; kolejność, przyczyny i to, czy skutek rzeczywiście "
    "nastąpił, wymagają innych danych.",
    "**What may not be concluded:** that a factor made an effect. The result only says that "
    "speakers told of both close together; order, causes and whether the effect took place "
    "need other data.",
)


def _said(factor: Code, effect: Code, row: Row, lang: Lang) -> str:
    value = formats.number(row["value"], 2, lang)
    ends = formats.interval(row["ci_low"], row["ci_high"], 2, lang)
    joint = Text("i", "and").in_(lang)
    interval = Text("przedział 95%", "95% interval").in_(lang)
    return (
        f"{factor.label.in_(lang)} {joint} {effect.label.in_(lang)} ({value}; {interval}: {ends})"
    )
