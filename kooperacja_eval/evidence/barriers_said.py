"""What focus groups say of one code, by released values and quotations.

The border: finds released rows; a number that disclosure control hid stays unknown and is never
made up from others.
"""

from dataclasses import dataclass

import pandas as pd

from kooperacja_eval.indicators.fgi_data import UNKNOWN

_SECTOR = "segments/sector:"


@dataclass(frozen=True, slots=True, kw_only=True)
class Round:
    """One round of focus groups: groups that name the code, all of them, and coded stretches.

    Numbers are None where they are hidden.
    """

    wave: str
    groups: int | None
    of: int | None
    stretches: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Quotation:
    """A released quotation with where it comes from; no team."""

    wave: str
    voivodeship: str | None
    sector: str | None
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SaidOfCode:
    """What focus groups say of one code, as in ``barriers.Barrier``; ``teams`` by identifier."""

    rounds: tuple[Round, ...]
    sectors: tuple[str, ...]
    voivodeships: tuple[str, ...]
    teams: tuple[str, ...]
    quotations: tuple[Quotation, ...]

    @property
    def anything(self) -> bool:
        """Whether any group names it, or a hidden number may say so."""
        return any(entry.groups is None or entry.groups > 0 for entry in self.rounds)


NOTHING = SaidOfCode(rounds=(), sectors=(), voivodeships=(), teams=(), quotations=())


def shares_by_code(
    values: pd.DataFrame, *, macroregion: str | None = None
) -> dict[str, pd.DataFrame]:
    """Return the released rows of ``code_share`` by code, with ``part``: the group behind its bar.

    Parameters
    ----------
    values : pandas.DataFrame
        Released values with the columns of ``IndicatorValues``.
    macroregion : str, optional
        Only its values.
    """
    rows = values[values["indicator_id"] == "code_share"]
    if macroregion is not None:
        rows = rows[rows["macroregion"] == macroregion]
    halves = [str(group).partition("|") for group in rows["group"].fillna("")]
    named = rows.assign(code=[half[0] for half in halves], part=[half[2] for half in halves])
    return {str(code): own for code, own in named.groupby("code", sort=False)}


def of_codes(values: pd.DataFrame) -> pd.DataFrame:
    """Return the released values of the indicators of codes, which the catalogue is made of."""
    return values[values["indicator_id"].isin(["code_share", "code_cooccurrence"])]


def said_of(shares: pd.DataFrame, quotations: pd.DataFrame, code_id: str) -> SaidOfCode:
    """Return what groups say of a code.

    Parameters
    ----------
    shares : pandas.DataFrame
        Its rows, as ``shares_by_code`` gives them.
    quotations : pandas.DataFrame
        ``code_id``, ``wave``, ``voivodeship``, ``speaker_sector``, ``text``.
    code_id : str
        The code.
    """
    whole = shares["voivodeship"].isna() & shares["pzk_id"].isna()
    documents = shares["part"] == "documents"
    near = shares[documents & shares["voivodeship"].notna()]
    own = shares[documents & shares["pzk_id"].notna()]
    speaking = shares[whole & shares["part"].str.startswith(_SECTOR)]
    sectors = speaking.loc[_some(speaking), "part"].str.removeprefix(_SECTOR)
    return SaidOfCode(
        rounds=_rounds(shares[whole & documents], shares[whole & (shares["part"] == "segments")]),
        sectors=tuple(name for name in dict.fromkeys(sectors) if name != UNKNOWN),
        voivodeships=tuple(dict.fromkeys(near.loc[_some(near), "voivodeship"])),
        teams=tuple(dict.fromkeys(own.loc[_some(own), "pzk_id"])),
        quotations=_quotations(quotations, code_id),
    )


def _some(rows: pd.DataFrame) -> "pd.Series[bool]":
    return (rows["numerator"] > 0).fillna(value=False).astype(bool)


def _rounds(documents: pd.DataFrame, segments: pd.DataFrame) -> tuple[Round, ...]:
    """Return the rounds in which a group names the code, or in which this is hidden."""
    stretches = segments.groupby("wave", sort=False)["numerator"].sum(min_count=1)
    found = [
        Round(
            wave=str(wave),
            groups=_whole(within["numerator"]),
            of=_whole(within["denominator"]),
            stretches=None if pd.isna(stretches.get(wave)) else int(stretches[wave]),
        )
        for wave, within in documents.groupby("wave", sort=False)
    ]
    return tuple(entry for entry in found if entry.groups != 0)


def _whole(numbers: "pd.Series[float]") -> int | None:
    """Add up numbers of macroregions; None where one of them is hidden."""
    return None if numbers.isna().any() else int(numbers.sum())


def _quotations(quotations: pd.DataFrame, code_id: str) -> tuple[Quotation, ...]:
    own = quotations[quotations["code_id"] == code_id].drop_duplicates("text")
    return tuple(
        Quotation(
            wave=str(row["wave"]),
            voivodeship=_filled(row["voivodeship"]),
            sector=_filled(row["speaker_sector"]),
            text=str(row["text"]),
        )
        for row in own.to_dict("records")
    )


def _filled(value: object) -> str | None:
    return value if isinstance(value, str) else None
