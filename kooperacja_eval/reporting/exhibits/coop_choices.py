"""How far the cooperation intensity index depends on choices made in computing it.

The border: released shifts and Sobol indices in plain words; nobody's place is named.
"""

from collections.abc import Mapping
from typing import Final

import pandas as pd

from kooperacja_eval.reporting import formats
from kooperacja_eval.reporting.columns import Column
from kooperacja_eval.reporting.exhibit import Exhibit
from kooperacja_eval.reporting.exhibits.common import computed_source, needs, texts
from kooperacja_eval.reporting.exhibits.coop_words import (
    INDEX_TABLES,
    region,
    sentences,
    whole_of,
)
from kooperacja_eval.reporting.exhibits.fgi_words import Row
from kooperacja_eval.reporting.exhibits.pzk_words import (
    INTENSITY,
    PARTS,
    known,
    why_no,
)
from kooperacja_eval.reporting.material import Material
from kooperacja_eval.reporting.prose import Prose
from kooperacja_eval.text import LANGUAGES, Lang, Text

WHAT: Final = Text("Od czego zależy indeks", "What the index depends on")
ALIKE: Final = Text(
    "zespołów albo znanych części jest za mało, żeby porównać sposoby liczenia",
    "there are too few teams or known parts to compare ways of computing",
)
FACTORS: Final[Mapping[str, Text]] = {
    "normalisation": Text("sposób przeliczania części na punkty", "how parts become points"),
    "weights": Text("wagi części", "the weights of the parts"),
    "aggregation": Text("rodzaj średniej", "the kind of mean"),
}
"""Choices behind the index."""
OPTIONS: Final[Mapping[str, Text]] = {
    "normalisation|min_max": Text(
        "punkty od najsłabszego do najlepszego zespołu zamiast stałych granic",
        "points from the weakest to the best team instead of fixed limits",
    ),
    "normalisation|z": Text(
        "punkty z odchyleń od średniej zespołów zamiast stałych granic",
        "points from deviations from the mean of teams instead of fixed limits",
    ),
    "aggregation|arithmetic": Text(
        "średnia arytmetyczna zamiast geometrycznej (słaba część może się zrównoważyć)",
        "arithmetic mean instead of geometric (a weak part can be made up for)",
    ),
    "weights|pca": Text(
        "wagi z danych (główna składowa) zamiast równych",
        "weights from the data (principal component) instead of equal ones",
    ),
}
"""What is chosen instead of the default."""


@needs(*INDEX_TABLES, what=WHAT)
def coop_choices(report: Material) -> Exhibit | Prose:
    """Show how far the index and the order of teams move after one changed choice."""
    data = _changes(report)
    if data.empty:
        return why_no(WHAT, ALIKE)
    return Exhibit(
        id="coop_choices",
        title=Text(
            "O ile zmienia się indeks, gdy zmieni się jeden wybór",
            "How far the index moves when one choice changes",
        ),
        caption=Text(
            "Średnio po zespołach, bez względu na kierunek: o ile punktów przesuwa się indeks i o "
            "ile miejsc zespół w porównaniu z innymi. Domyślnie: stałe granice, równe wagi, "
            "średnia geometryczna, wszystkie części.",
            "Mean over teams, whatever the direction: by how many points the index moves, and by "
            "how many places a team among the others. By default: fixed limits, equal weights, "
            "geometric mean, all parts.",
        ),
        alt=Text(
            "Tabela: średnie przesunięcie indeksu i miejsca po zmianie każdego wyboru.",
            "Table: mean shift of the index and of places after each changed choice.",
        ),
        source=computed_source("meetings", "attendance", "memberships", "contacts"),
        data=data,
        columns=(
            Column("what", Text("Zmieniony wybór", "Changed choice")),
            Column("value", Text("Indeks (pkt)", "Index (points)"), "number"),
            Column("places", Text("Miejsca", "Places"), "number"),
            Column("n", Text("Zespoły", "Teams"), "integer"),
        ),
    )


def _changes(report: Material) -> pd.DataFrame:
    options = {
        **OPTIONS,
        **{
            f"without_part|{name}": Text(f"bez części: {label.pl}", f"without the part: {label.en}")
            for name, label in PARTS.items()
        },
    }
    lines = []
    for option, label in options.items():
        row = whole_of(report, INTENSITY, f"changed:{option}")
        if known(row):
            places = whole_of(report, INTENSITY, f"changed_rank:{option}")
            lines.append({"option": option, "what": label, "value": row["value"],
                          "places": places["value"], "n": row["n"]})  # fmt: skip
    frame = pd.DataFrame(lines, columns=["option", "what", "value", "places", "n"])
    return frame.assign(what=texts(frame["what"], frame))


@needs(*INDEX_TABLES, what=WHAT)
def coop_choices_sentence(report: Material) -> Prose:
    """Say which choice matters most, for the index and the order, and how far places may move."""
    index, order = (_strongest(report, output) for output in ("mean_index", "mean_rank_shift"))
    if index is None and order is None:
        return why_no(WHAT, ALIKE)
    return sentences(
        {lang: _most(index, order, lang) for lang in LANGUAGES},
        {lang: _places(report, lang) for lang in LANGUAGES},
        {lang: _SO.in_(lang) for lang in LANGUAGES},
    )


_SO: Final = Text(
    "Dlatego indeks pokazuje, jak zmieniała się praca zespołów, a nie, który zespół jest lepszy: "
    "takiego zestawienia ten raport nie podaje.",
    "So the index shows how the work of teams changed, not which team is better: this report gives "
    "no such list.",
)


def _strongest(report: Material, output: str) -> tuple[str, Row] | None:
    """Return the factor with the largest total Sobol index of an output, and its row."""
    found = {}
    for factor in FACTORS:
        rows = region(report, INTENSITY, f"choice:{factor}|{output}")
        rows = rows[rows["method"].str.endswith("_total") & rows["value"].notna()]
        if len(rows):
            found[factor] = {str(key): cell for key, cell in rows.iloc[0].items()}
    if not found:
        return None
    best = max(found, key=lambda factor: float(found[factor]["value"]))
    return best, found[best]


def _most(index: tuple[str, Row] | None, order: tuple[str, Row] | None, lang: Lang) -> str:
    about = (
        (index, Text("O wysokości indeksu", "For the height of the index")),
        (order, Text("o kolejności zespołów", "for the order of teams")),
    )
    said = [
        Text(
            f"{start.pl} najwięcej rozstrzyga **{FACTORS[one[0]].pl}** (bierze udział w "
            f"{_share(one[1], 'pl')} zmienności między sposobami liczenia)",
            f"{start.en} what matters most is **{FACTORS[one[0]].en}** (it takes part in "
            f"{_share(one[1], 'en')} of the variance between ways of computing)",
        ).in_(lang)
        for one, start in about
        if one is not None
    ]
    joined = Text("; ", "; ").in_(lang).join(said)
    return joined[:1].upper() + joined[1:] + "."


def _share(row: Row, lang: Lang) -> str:
    """Return a total index as a percentage; estimates may leave 0 to 1."""
    return formats.percent(min(max(float(row["value"]), 0.0), 1.0), 0, lang)


def _places(report: Material, lang: Lang) -> str:
    """Say how wide the range of places of the middle team and of the most uncertain one is."""
    rows = report.rows(INTENSITY, level="pzk", group="rank")
    rows = rows[rows["wave"].isna()]
    widths = (rows["ci_high"] - rows["ci_low"]).dropna()
    if widths.empty:
        return ""
    middle, most = (formats.number(float(end), 0, lang) for end in (widths.median(), widths.max()))
    n = formats.integer(len(widths), lang)
    return Text(
        f"Przy 9 na 10 rozsądnych sposobach liczenia miejsce zespołu (wśród {n}) może się różnić: "
        f"u połowy zespołów o {middle} lub więcej, najdalej o {most}.",
        f"Over 9 of 10 sensible ways of computing the place of a team (among {n}) may differ: by "
        f"{middle} or more for half of the teams, by {most} at the most.",
    ).in_(lang)
