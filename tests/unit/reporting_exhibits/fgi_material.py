"""A small synthetic set of focus groups: released rows written by hand, and their material.

Three rounds, 2 + 4 + 6 groups in the macroregion, half of them in lubelskie; the team LU-01 has one
group in each round. In how many groups of a round each code came up:

                           2018  2019  2020      lubelskie: half of it, LU-01: where 2020 is even
barrier.time                 2     3     4
barrier.procedures           1     2     6
barrier.pandemic             0     0     5
resource.trust               1     3     3
factor.contact               1     2     4
factor.shared_goal           0     1     3
effect.family_agency         0     1     4
effect.faster_help           0     2     2
"""

import dataclasses
from collections.abc import Iterator
from functools import cache

import pandas as pd
from exhibit_material import config, material, tables

from kooperacja_eval.disclosure.release import release
from kooperacja_eval.instruments.codebooks.load import codebook
from kooperacja_eval.reporting.material import Material
from kooperacja_eval.schemas.tables import IndicatorValues

ROUNDS = ("fgi_2018", "fgi_2019", "fgi_2020")
GROUPS = dict(zip(ROUNDS, (2, 4, 6), strict=True))
NAMED = {
    "barrier.time": (2, 3, 4),
    "barrier.procedures": (1, 2, 6),
    "barrier.pandemic": (0, 0, 5),
    "resource.trust": (1, 3, 3),
    "factor.contact": (1, 2, 4),
    "factor.shared_goal": (0, 1, 3),
    "effect.family_agency": (0, 1, 4),
    "effect.faster_help": (0, 2, 2),
}
PAIRS = {
    # observed, lift, interval; the last pair is rare and has no interval
    "barrier.pandemic+factor.contact|segment": (5, 1.4, 0.7, 2.8),
    "barrier.procedures+barrier.time|segment": (9, 2.5, 1.5, 4.2),
    "effect.family_agency+factor.contact|segment": (7, 3.1, 1.8, 5.3),
    "effect.faster_help+factor.contact|segment": (4, 1.2, 0.6, 2.4),
    "effect.family_agency+factor.shared_goal|segment": (6, 2.0, 1.1, 3.6),
    "effect.faster_help+factor.shared_goal|segment": (1, 0.5, None, None),
    "barrier.procedures+barrier.time|window": (11, 1.9, 1.2, 3.0),
}
AGREEMENT = {
    # group: alpha with interval, percent agreement, AC1
    "all|sentences|all_text": (0.81, 0.75, 0.87, 0.96, 0.95),
    "all|sentences|coded_text": (0.69, 0.60, 0.78, 0.82, 0.80),
    "all|segments|coded_text": (0.60, 0.50, 0.70, 0.78, 0.70),
    "barrier.time|sentences|all_text": (0.84, 0.72, 0.93, 0.98, 0.97),
    "barrier.pandemic|sentences|all_text": (0.40, 0.10, 0.66, 0.99, 0.99),
}
SECTORS = ("social_assistance", "education", "security")
QUOTATIONS = (
    ("barrier.time", "lubelskie", "LU-01", "education", "Na spotkania brakuje nam czasu."),
    ("barrier.time", "mazowieckie", "MA-01", "security", "Każdy ma swoją robotę."),
    ("factor.contact", "lubelskie", "LU-02", None, "Dzwonimy do [osoba 1] co tydzień."),
)


def row(indicator: str, group: str, wave: str, **more: object) -> dict[str, object]:
    """Return a released row of the macroregion."""
    return {
        "indicator_id": indicator, "macroregion": "I", "group": group, "wave": wave,
        "n_missing": 0, "method": "count", "change_type": "level", "status": "ok",
    } | more  # fmt: skip


def places() -> Iterator[tuple[dict[str, object], int]]:
    """Return each place with what its numbers are divided by; 0 stands for one group."""
    yield {}, 1
    yield {"voivodeship": "lubelskie"}, 2
    yield {"voivodeship": "lubelskie", "pzk_id": "LU-01"}, 0


def share(part: int, whole: int) -> dict[str, object]:
    """Return the numbers of a share, with an interval of a tenth to either side."""
    value = part / whole
    return {
        "numerator": part, "denominator": whole, "value": value, "n": whole,
        "ci_low": max(0.0, value - 0.1), "ci_high": min(1.0, value + 0.1),
    }  # fmt: skip


def code_rows() -> Iterator[dict[str, object]]:
    """Return groups and shares of codes by place; stretches are three times the groups."""
    for at, wave in enumerate(ROUNDS):
        for where, half in places():
            groups = GROUPS[wave] // half if half else 1
            yield row("fgi_groups", "", wave, value=groups, numerator=groups, n=groups, **where)
            for code, named in {**NAMED, "barrier": tuple(GROUPS.values())}.items():
                count = named[at] // half if half else 1 - named[at] % 2
                numbers = share(count, groups)
                if not half:
                    numbers |= {"ci_low": None, "ci_high": None}
                yield row("code_share", f"{code}|documents", wave, **numbers, **where)
                yield row(
                    "code_share", f"{code}|segments", wave, **share(3 * count, 30 * groups), **where
                )
                yield row(
                    "code_share", f"{code}|speakers", wave, **share(count, 2 * groups), **where
                )


def sector_rows() -> Iterator[dict[str, object]]:
    """Return shares by sector in 2020: of 20 stretches each, the code's place and the sector's."""
    for number, code in enumerate(NAMED):
        for turn, sector in enumerate(SECTORS):
            group = f"{code}|segments/sector:{sector}"
            yield row("code_share", group, "fgi_2020", **share(number + 2 * turn, 20))


def other_rows() -> Iterator[dict[str, object]]:
    """Return pairs of codes, saturation, agreement and barriers in 2020."""
    for group, (seen, lift, low, high) in PAIRS.items():
        numbers = {"numerator": seen, "denominator": 90, "value": lift, "n": 90}
        yield row("code_cooccurrence", group, "fgi_2020", **numbers, ci_low=low, ci_high=high)
    for where, groups in (({}, 6), ({"voivodeship": "lubelskie"}, 3)):
        for g in range(1, groups + 1):
            mean = 8 - 5 / g
            ends = {"ci_low": mean - 1 / g, "ci_high": min(8.0, mean + 1 / g)}
            yield row("code_saturation", f"{g:02d}|ordered", "fgi_2020", value=min(8, 2 + g), n=6,
                      **where)  # fmt: skip
            yield row("code_saturation", f"{g:02d}|random", "fgi_2020", value=mean, n=6, **ends,
                      **where)  # fmt: skip
    for group, (alpha, low, high, agreed, ac1) in AGREEMENT.items():
        about = {"wave": "fgi_2020", "n": 400}
        yield row("coder_agreement", group, **about, value=alpha, ci_low=low, ci_high=high,
                  method="krippendorff_nominal")  # fmt: skip
        yield row("coder_agreement", group, **about, value=agreed, method="percent_agreement")
        yield row("coder_agreement", group, **about, value=ac1, method="gwet_ac1")
    for code in ("barrier.time", "barrier.procedures", "barrier.pandemic"):
        for part, whole in (("groups", 6), ("voivodeships", 2), ("sectors", 3)):
            count = NAMED[code][2] if part == "groups" else whole - (code == "barrier.time")
            yield row("barrier_weight", f"{code}|{part}", "fgi_2020", **share(count, whole))


def fgi_rows_frame() -> pd.DataFrame:
    """Return all rows as a table of values."""
    every = [*code_rows(), *sector_rows(), *other_rows()]
    fields = IndicatorValues.fields
    frame = pd.DataFrame(every).reindex(columns=list(fields))
    for name, field in fields.items():
        if field.kind in ("integer", "number"):
            frame[name] = pd.to_numeric(frame[name])
    return frame.astype({name: field.dtype for name, field in fields.items()})


def quotations_frame() -> pd.DataFrame:
    """Return the quotations of 2020."""
    rows = [(code, "fgi_2020", *rest) for code, *rest in QUOTATIONS]
    names = ["code_id", "wave", "voivodeship", "pzk_id", "speaker_sector", "text"]
    return pd.DataFrame(rows, columns=names, dtype="string")


def with_rows(rows: pd.DataFrame) -> Material:
    """Return a material that holds these rows and the codebook of the package."""
    base = material(tables("pzk"))
    return dataclasses.replace(
        base,
        tables=base.tables | {"fgi_documents", "codes", "codings"},
        values=release(rows, config().disclosure, profile="internal"),
        record={**base.record, "codes": codebook("kooperacja", "1.0")},
        quotations=quotations_frame(),
    )


@cache
def fgi_material() -> Material:
    """Return the material of the focus groups, made once."""
    return with_rows(fgi_rows_frame())
