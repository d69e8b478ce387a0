"""What is proposed against one barrier: entries of the register, codes, recommendations.

The border: a proposal belongs to a barrier because a person gave both the same theme, coded both in
one place, or linked them; nothing is matched by its words.
"""

from dataclasses import dataclass
from typing import Final

import pandas as pd

from kooperacja_eval.schemas.codes import RECOMMENDATION_LEVELS
from kooperacja_eval.text import Text

RECOMMENDATION: Final = "recommendation"
CODE_LINKS: Final = "code"
CONCLUSION_LINKS: Final = "conclusion"


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """A recommendation of the register with the theme of the barrier."""

    conclusion_id: str
    voivodeship: str | None
    text: str
    addressee: str | None
    level: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ProposedCode:
    """A code of recommendations, and in how many stretches it stands beside the barrier."""

    code_id: str
    label: Text
    together: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Related:
    """A recommendation of the Book that rests on the barrier or on an entry about it."""

    recommendation_id: str
    title: str
    level: str | None


def proposals(entries: pd.DataFrame) -> tuple[Proposal, ...]:
    """Return the recommendations among standing entries with one theme."""
    own = entries[entries["kind"] == RECOMMENDATION]
    return tuple(
        Proposal(
            conclusion_id=str(row["conclusion_id"]),
            voivodeship=_filled(row["voivodeship"]),
            text=str(row["text"]),
            addressee=_filled(row["addressee"]),
            level=_filled(row["level"]),
        )
        for row in own.to_dict("records")
    )


def proposed_codes(
    values: pd.DataFrame, codes: pd.DataFrame, code_id: str, *, macroregion: str | None = None
) -> tuple[ProposedCode, ...]:
    """Return codes of recommendations that overlap a code in stretches, most often first.

    All rounds are added up. The indicator ``code_cooccurrence`` has a pair only in rounds in which
    it stands together three times or more, so rarer pairs are not there.
    """
    wanted = codes[codes["kind"] == RECOMMENDATION]
    labels = {
        str(row["code_id"]): Text(str(row["name_pl"]), str(row["name_en"] or row["name_pl"]))
        for row in wanted.fillna({"name_en": ""}).to_dict("records")
    }
    rows = values[values["indicator_id"] == "code_cooccurrence"]
    rows = rows[rows["voivodeship"].isna() & rows["pzk_id"].isna()]
    if macroregion is not None:
        rows = rows[rows["macroregion"] == macroregion]
    together: dict[str, int] = {}
    for group, seen in zip(rows["group"], rows["numerator"], strict=True):
        pair, _, unit = str(group).partition("|")
        one, _, two = pair.partition("+")
        other = two if one == code_id else one if two == code_id else ""
        if unit == "segment" and other in labels and seen > 0:
            together[other] = together.get(other, 0) + int(seen)
    ordered = sorted(together, key=lambda name: (-together[name], name))
    return tuple(
        ProposedCode(code_id=name, label=labels[name], together=together[name]) for name in ordered
    )


def related(
    links: pd.DataFrame | None,
    recommendations: pd.DataFrame | None,
    code_id: str,
    conclusion_ids: set[str],
) -> tuple[Related, ...]:
    """Return recommendations that the code, or one of the entries, supports; by identifier."""
    if links is None or recommendations is None:
        return ()
    supports = links[links["relation"] == "supports"]
    by_code = (supports["kind"] == CODE_LINKS) & (supports["target"] == code_id)
    by_entry = (supports["kind"] == CONCLUSION_LINKS) & supports["target"].isin(conclusion_ids)
    ids = set(supports.loc[by_code | by_entry, "recommendation_id"])
    own = recommendations[recommendations["recommendation_id"].isin(ids)]
    return tuple(
        Related(
            recommendation_id=str(row["recommendation_id"]),
            title=str(row["title"]),
            level=_filled(row["level"]) if row["level"] in RECOMMENDATION_LEVELS.ids else None,
        )
        for row in own.sort_values("recommendation_id").to_dict("records")
    )


def _filled(value: object) -> str | None:
    return value if isinstance(value, str) else None
