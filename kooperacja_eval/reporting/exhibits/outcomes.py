"""What became of families: completed programmes, services that go on, length of cooperation."""

from collections.abc import Hashable, Mapping
from typing import Any

import pandas as pd
from matplotlib.figure import Figure

from kooperacja_eval.reporting import formats
from kooperacja_eval.reporting.columns import Column
from kooperacja_eval.reporting.exhibit import Exhibit
from kooperacja_eval.reporting.exhibits.common import (
    SHARE_INTERVAL,
    TOTAL,
    UNKNOWN,
    computed_source,
    document_source,
    hidden,
    joined,
    needs,
    place,
    published,
    texts,
    without,
)
from kooperacja_eval.reporting.material import Material
from kooperacja_eval.reporting.prose import Prose
from kooperacja_eval.reporting.style import horizontal_bars
from kooperacja_eval.text import LANGUAGES, Lang, Text

WILSON = "wilson"
ALL_COHORTS = Text("obie razem", "both together")


@needs(
    "families",
    "pzk",
    what=Text(
        "Udział zakończonych programów według województw",
        "Share of completed programmes by voivodeship",
    ),
)
def completed_by_voivodeship(report: Material) -> Exhibit:
    """Share of completed programmes by voivodeship: a picture with intervals."""
    data = _completed_rows(report)
    return Exhibit(
        id="completed_by_voivodeship",
        title=Text(
            "Udział rodzin i osób, które zakończyły współpracę zgodnie z IPP",
            "Share of families and persons that completed their programme",
        ),
        caption=Text(
            "Kreski: przedziały ufności 95% (Wilson). Gdy zachodzą na siebie, różnice między "
            "województwami mogą być przypadkowe; nie wolno z nich układać rankingu.",
            "Lines: 95% confidence intervals (Wilson). Where they overlap, differences between "
            "voivodeships may be due to chance; they are no ranking.",
        ),
        alt=_completed_alt(data),
        source=computed_source("families", "pzk"),
        data=data,
        columns=_SHARE_COLUMNS,
        draw=_draw_completed,
    )


def _completed_rows(report: Material) -> pd.DataFrame:
    rows = report.rows("ipp_completed_share", level="voivodeship", method=WILSON)
    total = report.rows("ipp_completed_share", level="macroregion", group="", method=WILSON)
    data = pd.concat([rows, total], ignore_index=True)
    names = (TOTAL if pd.isna(code) else place(code) for code in data["voivodeship"])
    kept = ["numerator", "denominator", "value", "ci_low", "ci_high", "status"]
    return data[kept].assign(place=texts(names, data))


def _completed_alt(data: pd.DataFrame) -> Text:
    parts: dict[Lang, list[str]] = {"pl": [], "en": []}
    for row in data.to_dict("records"):
        for lang, lines in parts.items():
            lines.append(f"{row['place'].in_(lang)} {formats.percent(row['value'], 1, lang)}")
    return Text(
        "Wykres słupkowy udziału zakończonych programów: " + "; ".join(parts["pl"]) + ".",
        "Bar chart of the share of completed programmes: " + "; ".join(parts["en"]) + ".",
    )


def _draw_completed(figure: Figure, data: pd.DataFrame, lang: Lang) -> None:
    axes = figure.add_subplot()
    horizontal_bars(
        axes,
        [name.in_(lang) for name in data["place"]],
        data["value"].tolist(),
        lang=lang,
        kind="percent",
        low=data["ci_low"].tolist(),
        high=data["ci_high"].tolist(),
    )
    axes.set_xlim(0, 1.18)
    axes.set_xticks([0, 0.25, 0.5, 0.75, 1.0])


_SHARE_COLUMNS = (
    Column("place", Text("Województwo", "Voivodeship")),
    Column("numerator", Text("Zakończyły zgodnie z IPP", "Completed"), "integer"),
    Column("denominator", Text("Wszystkie", "All"), "integer"),
    Column("value", Text("Udział", "Share"), "percent"),
    SHARE_INTERVAL,
)


def completion_and_services(report: Material) -> Exhibit:
    """Completed programmes and services that go on, with every base and both intervals."""
    rows = [
        *_share_lines(report, "ipp_completed_share", "", _COMPLETED),
        *_share_lines(report, "continuing_services_share", "of_completed", _OF_COMPLETED),
        *_share_lines(report, "continuing_services_share", "of_all", _OF_ALL),
    ]
    from_data = report.has("families", "pzk")
    return Exhibit(
        id="completion_and_services",
        title=Text(
            "Zakończone programy i usługi, które trwają: obie podstawy procentowania",
            "Completed programmes and services that go on, over both bases",
        ),
        caption=_TWO_INTERVALS if from_data else _PUBLISHED_COUNTS,
        alt=Text(
            "Tabela: licznik, mianownik, udział i dwa rodzaje przedziałów ufności.",
            "Table: numerator, denominator, share and two kinds of confidence interval.",
        ),
        source=computed_source("families", "pzk") if from_data else document_source("000"),
        data=pd.DataFrame(rows, columns=["what", "how", *_KEPT]),
        columns=(
            Column("what", Text("Wskaźnik i podstawa", "Indicator and base")),
            Column("numerator", Text("Licznik", "Numerator"), "integer"),
            Column("denominator", Text("Mianownik", "Denominator"), "integer"),
            Column("value", Text("Udział", "Share"), "percent"),
            SHARE_INTERVAL,
            Column("how", Text("Rodzaj przedziału", "Kind of interval")),
        ),
    )


_TWO_INTERVALS = Text(
    "Rodziny jednego zespołu są do siebie podobne, dlatego obok przedziału Wilsona stoi przedział, "
    "który liczy zespoły jako grupy. Dokument 000 nie mówi, czy rodziny z trwającymi usługami "
    "mieszczą się wśród tych, które zakończyły współpracę; stąd dwie podstawy.",
    "Families of one team are alike; beside Wilson's interval stands one that takes teams as "
    "clusters. Document 000 does not say whether those with services that go on lie within those "
    "that completed; hence two bases.",
)
_PUBLISHED_COUNTS = Text(
    "Udziały policzone z liczb opublikowanych. Przedział Wilsona traktuje rodziny jako niezależne, "
    "więc jest raczej za wąski; przedział po zespołach wymaga danych jednostkowych. Dokument 000 "
    "nie mówi, czy rodziny z trwającymi usługami mieszczą się wśród tych, które zakończyły "
    "współpracę; stąd dwie podstawy.",
    "Shares of published counts. Wilson's interval takes families as independent and is rather "
    "too narrow; an interval by teams needs microdata. Document 000 does not say whether those "
    "with services that go on lie within those that completed; hence two bases.",
)
_COMPLETION = Text("Zakończone programy", "Completed programmes")
_COMPLETED = Text("zakończone zgodnie z IPP, ze wszystkich", "completed, of all")
_OF_COMPLETED = Text("usługi trwają, z zakończonych", "services go on, of completed")
_OF_ALL = Text("usługi trwają, ze wszystkich", "services go on, of all")


def _share_lines(
    report: Material, indicator_id: str, group: str, label: Text
) -> list[dict[str, object]]:
    rows = report.rows(indicator_id, level="macroregion", group=group)
    if rows.empty:
        stated = report.published_shares
        same_group = stated["group"].fillna("") == group
        rows = stated[(stated["indicator_id"] == indicator_id) & same_group]
    return [
        {
            "what": label,
            "how": Text("Wilson", "Wilson")
            if row["method"] == WILSON
            else Text("zespoły jako grupy", "teams as clusters"),
            **{key: row[key] for key in _KEPT},
        }
        for row in rows.to_dict("records")
    ]


_KEPT = ("numerator", "denominator", "value", "ci_low", "ci_high", "status")


def cohorts(report: Material) -> Exhibit:
    """Families and mean length of cooperation by cohort, beside the published figures."""
    sizes = report.rows("cohort_families", level="macroregion")
    means = report.rows("cooperation_months", level="macroregion")
    from_data = report.has("families", "pzk")
    if not from_data:
        means = pd.DataFrame({"group": _published_cohorts(report)}).reindex(columns=means.columns)
    rows = [
        _cohort_row(report, row, sizes)
        for row in means.sort_values("group", na_position="last").to_dict("records")
    ]
    return Exhibit(
        id="cohorts",
        title=Text("Kohorty i długość współpracy", "Cohorts and length of cooperation"),
        caption=_LENGTH if from_data else Text("", ""),
        alt=Text(
            "Tabela: liczba rodzin i średnia długość współpracy w miesiącach w każdej kohorcie.",
            "Table: families and mean length of cooperation in months in each cohort.",
        ),
        source=joined(computed_source("families", "pzk"), document_source("000"))
        if from_data
        else document_source("000"),
        data=pd.DataFrame(rows, columns=_COHORT_DATA),
        columns=tuple(c for c in _COHORT_COLUMNS if from_data or c.name in _PUBLISHED_ONLY),
    )


_LENGTH = Text(
    "Długość: dni od początku do końca współpracy włącznie, podzielone przez 30,4375; bez "
    "rodzin, których współpraca trwa. Przedział liczy zespoły jako grupy.",
    "Length: days from the first to the last, both included, divided by 30.4375; without "
    "families whose cooperation goes on. The interval takes teams as clusters.",
)
_COHORT_COLUMNS = (
    Column("cohort", Text("Kohorta od", "Cohort from")),
    Column("families", Text("Rodziny", "Families"), "integer"),
    Column("families_000", Text("Dok. 000", "Doc. 000"), "integer"),
    Column("value", Text("Średnia (mies.)", "Mean (months)"), "number"),
    Column("ci_low", Text("Przedział 95%", "95% interval"), "interval", high="ci_high"),
    Column("months_000", Text("Dok. 000 (mies.)", "Doc. 000 (months)"), "number", 0),
)
_COHORT_DATA = (
    "cohort", "families", "families_000", "months_000", "value", "ci_low", "ci_high",
    "status",
)  # fmt: skip
_PUBLISHED_ONLY = ("cohort", "families_000", "months_000")


def _published_cohorts(report: Material) -> list[str]:
    """Return the cohorts that the documents name."""
    if "published" not in report.record:
        return []
    frame = report.record["published"]
    return sorted(frame.loc[frame["indicator_id"] == "cohort_families", "group"].dropna().unique())


def _cohort_row(
    report: Material, row: Mapping[Hashable, Any], sizes: pd.DataFrame
) -> dict[str, object]:
    cohort = row["group"] if isinstance(row["group"], str) else ""
    size = sizes.loc[sizes["group"].fillna("") == cohort, "value"]
    total = sizes.loc[sizes["group"].notna(), "value"].sum(skipna=False)
    label = Text(formats.period(cohort, "pl"), formats.period(cohort, "en"))
    return {
        "cohort": label if cohort else ALL_COHORTS,
        "families": float(size.iloc[0]) if len(size) else float(total or UNKNOWN),
        "families_000": published(report, "cohort_families", document="000", group=cohort or None),
        "months_000": published(report, "cooperation_months", document="000", group=cohort or None),
        **{key: row[key] for key in ("value", "ci_low", "ci_high", "status")},
    }


def completion_sentence(report: Material) -> Prose:
    """Say how many completed, of how many, with the interval by teams where there is one."""
    lines = _share_lines(report, "ipp_completed_share", "", _COMPLETED)
    if not lines:
        return without(_COMPLETION, ["families", "pzk"])
    if lines[0]["status"] == "suppressed":
        return hidden(_COMPLETION)
    first, best = lines[0], lines[-1]
    done, every, share = (float(str(first[key])) for key in ("numerator", "denominator", "value"))
    words_pl = formats.plural(done, "rodzina lub osoba", "rodziny lub osoby", "rodzin i osób")
    ends = {
        lang: formats.interval(
            float(str(best["ci_low"])), float(str(best["ci_high"])), lang=lang, scale="percent"
        )
        for lang in LANGUAGES
    }
    how = best["how"] if isinstance(best["how"], Text) else Text("", "")
    return Prose(
        Text(
            f"Zgodnie z terminami i celami IPP współpracę zakończyło: {words_pl} z "
            f"{formats.integer(every, 'pl')}, czyli {formats.percent(share, 1, 'pl')} "
            f"(przedział ufności 95%, {how.pl}: {ends['pl']}).",
            f"{formats.integer(done, 'en')} of {formats.integer(every, 'en')} families and "
            f"persons completed on time and according to their goals: "
            f"{formats.percent(share, 1, 'en')} (95% interval, {how.en}: {ends['en']}).",
        )
    )
