"""What families needed and did not get, by kind of service, in a table and a sentence.

The border: gminas belong to ``families_gap_gminas``.
"""

from collections.abc import Sequence
from typing import Any, Final

import pandas as pd

from kooperacja_eval.reporting import formats
from kooperacja_eval.reporting.columns import Column
from kooperacja_eval.reporting.exhibit import Exhibit
from kooperacja_eval.reporting.exhibits.common import computed_source, needs, texts
from kooperacja_eval.reporting.exhibits.coop_words import region, sentences, with_interval
from kooperacja_eval.reporting.exhibits.families_service_words import (
    KIND_LABELS,
    by_kind,
    of_group,
)
from kooperacja_eval.reporting.exhibits.pzk_words import known, why_missing, why_no
from kooperacja_eval.reporting.material import Material
from kooperacja_eval.reporting.prose import Prose
from kooperacja_eval.text import LANGUAGES, Lang, Text

GAP: Final = "service_gap"
NEEDS: Final = Text("Usługi potrzebne i zrealizowane", "Services needed and delivered")
TABLES: Final = ("pzk", "families", "services")
NO_NEEDS: Final = Text("nie zapisano żadnej potrzeby", "no need is recorded")
GROUPS: Final = ("needed", "on_list", "delivered", "not_delivered", "missing",
                 "listed_not_delivered")  # fmt: skip


@needs(*TABLES, what=NEEDS)
def families_gap(report: Material) -> Exhibit | Prose:
    """Show for each kind how many services were needed, listed, delivered and missing."""
    data = _rows(report)
    if data[["needed_value", "not_delivered_value"]].isna().all(axis=None):
        return _nothing(data)
    return Exhibit(
        id="families_gap",
        title=Text(
            "Usługi potrzebne rodzinom: na liście, zrealizowane, brakujące",
            "Services that families needed: listed, delivered, missing",
        ),
        caption=Text(
            "Potrzebne: każda usługa zapisana w IPP, także sama potrzeba. Na liście: jest na "
            "Liście "
            "aktywności i usług. Brakujące: ani zrealizowane, ani na liście. Wiersze stoją od "
            "największej liczby usług niezrealizowanych; równe liczby w kolejności listy rodzajów. "
            "Przedział 95% uwzględnia zespoły; gdzie przedziały zachodzą na siebie, kolejność może "
            "być przypadkowa.",
            "Needed: every service recorded in an IPP, a mere need too. Listed: on the list of "
            "activities and services. Missing: neither delivered nor listed. Rows stand from the "
            "largest number of services not delivered; equal numbers in the order of the list of "
            "kinds. 95% intervals take teams into account; where they overlap, the order may be "
            "due to chance.",
        ),
        alt=_alt(data),
        source=computed_source("services", "families"),
        data=data.assign(kind=texts(data["kind"], data)),
        columns=_COLUMNS,
    )


_COLUMNS: Final = (
    Column("kind", Text("Rodzaj", "Kind")),
    Column("needed_numerator", Text("Potrzebne", "Needed"), "integer", status="needed_status"),
    Column("on_list_value", Text("Na liście", "Listed"), "percent", 0, status="on_list_status"),
    Column("delivered_value", Text("Zrealizowane", "Delivered"), "percent", 0,
           status="delivered_status"),
    Column("missing_value", Text("Brakujące", "Missing"), "percent", 0, status="missing_status"),
    Column("not_delivered_numerator", Text("Niezrealizowane", "Not delivered"), "integer",
           status="not_delivered_status"),
    Column("not_delivered_value", Text("Udział", "Share"), "percent", 0,
           status="not_delivered_status"),
    Column("not_delivered_ci_low", Text("Przedział 95%", "95% interval"), "interval", 0,
           high="not_delivered_ci_high", scale="percent", status="not_delivered_status"),
)  # fmt: skip


def _rows(report: Material) -> pd.DataFrame:
    """Return a line for each kind, the largest number not delivered first, then one for all."""
    lines = by_kind(region(report, GAP), GROUPS, KIND_LABELS, "kind")
    kinds = pd.DataFrame(lines[:-1]).sort_values(
        "not_delivered_numerator", ascending=False, kind="stable", na_position="last"
    )
    return pd.concat([kinds, pd.DataFrame(lines[-1:])], ignore_index=True)


def _nothing(data: pd.DataFrame) -> Prose:
    suppressed = bool((data["needed_status"] == "suppressed").any())
    return why_no(NEEDS, why_missing("suppressed" if suppressed else "", NO_NEEDS))


def _alt(data: pd.DataFrame) -> Text:
    every = data.iloc[-1]
    needed, share = every["needed_numerator"], every["delivered_value"]
    return Text(
        f"Tabela: potrzeby według rodzaju usługi; razem {formats.integer(needed)}, zrealizowano "
        f"{formats.percent(share, 0)}.",
        f"Table: needs by kind of service; {formats.integer(needed, 'en')} in all, "
        f"{formats.percent(share, 0, 'en')} delivered.",
    )


@needs(*TABLES, what=NEEDS)
def families_gap_sentence(report: Material) -> Prose:
    """Say which kinds were most often not delivered, ties told, and what may not be concluded."""
    data = _rows(report)
    whole = of_group(region(report, GAP), "not_delivered")
    if not known(whole):
        return _nothing(data) if data["needed_value"].isna().all() else why_no(
            NEEDS, why_missing(whole["status"], NO_NEEDS)
        )  # fmt: skip
    return sentences(
        {lang: _whole(whole, lang) for lang in LANGUAGES},
        {lang: _most(data.iloc[:-1], lang) for lang in LANGUAGES},
        {lang: _LIMIT.in_(lang) for lang in LANGUAGES},
    )


def _whole(row: dict[str, Any], lang: Lang) -> str:
    share = with_interval(row, 1, lang, scale="percent")
    number, every = formats.integer(row["numerator"], lang), row["denominator"]
    if lang == "pl":
        services = formats.plural(every, "potrzebnej usługi", "potrzebnych usług",
                                  "potrzebnych usług")  # fmt: skip
        return f"Nie zrealizowano {number} z {services}: {share}."
    services = formats.plural_en(every, "service needed", "services needed")
    return f"{number} of {services} were not delivered: {share}."


def _most(kinds: pd.DataFrame, lang: Lang) -> str:
    """Name the kinds with the largest number not delivered, as many as are tied."""
    found = kinds[kinds["not_delivered_numerator"] > 0]
    if found.empty:
        return ""
    top = found["not_delivered_numerator"].max()
    tied = found[found["not_delivered_numerator"] == top]
    names = [_named(row, lang) for row in tied.to_dict("records")]
    number = formats.integer(top, lang)
    hidden = kinds["not_delivered_status"].eq("suppressed").any()
    among = Text(" wśród rodzajów, które wolno pokazać", " among kinds that may be shown")
    scope = among.in_(lang) if hidden else ""
    if lang == "pl":
        many = f"po {number}" if len(tied) > 1 else f"{number}, najwięcej"
        return f"Najczęściej niezrealizowane{scope} ({many}): {_list(names, 'pl')}."
    many = f"{number} each" if len(tied) > 1 else f"{number}, the most"
    return f"Most often not delivered{scope} ({many}): {_list(names, 'en')}."


def _named(row: dict[Any, Any], lang: Lang) -> str:
    ends = formats.interval(
        row["not_delivered_ci_low"], row["not_delivered_ci_high"], 0, lang, scale="percent"
    )
    share = formats.percent(row["not_delivered_value"], 0, lang)
    label = Text("przedział", "interval").in_(lang)
    of_kind = Text("potrzeb tego rodzaju", "of needs of this kind").in_(lang)
    return f"{row['kind'].in_(lang)} ({share} {of_kind}, {label} {ends})"


def _list(names: Sequence[str], lang: Lang) -> str:
    joint = Text(" i ", " and ").in_(lang)
    return joint.join([", ".join(names[:-1]), names[-1]]) if len(names) > 1 else names[0]


_LIMIT: Final = Text(
    "Liczby zależą od tego, co zespoły zapisały: rodzaj, którego nikt nie zapisał jako "
    "potrzeby, nie "
    "może tu brakować, a mała liczba potrzeb nie znaczy, że usługa jest zbędna.",
    "The numbers depend on what teams recorded: a kind that nobody recorded as a need cannot be "
    "missing here, and few needs do not mean that a service is not wanted.",
)
