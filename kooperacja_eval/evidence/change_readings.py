"""What a published growth would need under each reading of the word, beside the study's own values.

A document that says "grew by 74 %" without base and scale may mean the growth of a mean, points of
the scale, the share of persons who improved, or a standardised change. The border: no reading is
chosen; each is laid out with what it needs and with what the surveys of the study give.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import pandas as pd

from kooperacja_eval.evidence.figures import Figure, figure_of
from kooperacja_eval.schemas.field import CodeList, code
from kooperacja_eval.study import StudyConfig
from kooperacja_eval.text import Text

READINGS: Final = CodeList(
    "change_readings",
    (
        code(
            "relative",
            "wzrost średniej względem średniej wcześniejszej",
            "growth of the mean over the earlier mean",
        ),
        code(
            "percentage_points",
            "wzrost średniej w punktach procentowych zakresu skali",
            "growth of the mean in per cent of the scale's range",
        ),
        code("share_improved", "udział osób z poprawą", "share of persons who improved"),
        code(
            "standardised", "zmiana w odchyleniach standardowych", "change in standard deviations"
        ),
    ),
)
"""Readings in the order in which they are shown."""
COLUMNS: Final = (
    "document", "quote", "scale", "published", "reading", "needs_pl", "needs_en", "computed",
    "ci_low", "ci_high", "n", "status",
)  # fmt: skip
LOW, HIGH = 1.0, 5.0
"""Scale that is taken as an example where the study has no scale of that name."""
MOST = 10_000
"""Largest number of respondents for which a share is tried."""


@dataclass(frozen=True, slots=True)
class _Range:
    """Lowest and highest possible score."""

    low: float
    high: float


def change_readings(
    tables: Mapping[str, pd.DataFrame], values: pd.DataFrame, config: StudyConfig
) -> pd.DataFrame:
    """Lay out every published growth whose meaning no document gives.

    Parameters
    ----------
    tables : mapping of str to pandas.DataFrame
        Validated tables: ``published`` and, where there are surveys, ``scales``.
    values : pandas.DataFrame
        Released values of the study.
    config : StudyConfig
        Macroregions and waves.

    Returns
    -------
    pandas.DataFrame
        Columns ``COLUMNS``, a row for each figure and reading: what it would need, and the
        study's own value between its first and last wave (shares and relative changes from 0 to
        1), with interval and number of linked respondents; ``status`` is ``ok``, ``suppressed``,
        ``insufficient`` or, where the surveys say nothing about it, ``not_computable``.
    """
    rows = []
    for figure in _unclear(tables, config):
        if figure.value is None or figure.group is None:
            continue
        reach = _reach(tables, figure.group)
        for reading in READINGS.ids:
            needs = _NEEDS[reading](figure.value / 100, reach, figure.decimals)
            own = _own(values, figure, reading, config, reach)
            rows.append(
                {
                    "document": figure.document,
                    "quote": figure.quote,
                    "scale": figure.group,
                    "published": figure.value / 100,
                    "reading": reading,
                    "needs_pl": needs.pl,
                    "needs_en": needs.en,
                    **own,
                }
            )
    return pd.DataFrame(rows, columns=list(COLUMNS))


def smallest_base(share: float, decimals: int) -> tuple[int, int] | None:
    """Return the smallest k of n whose per cent is a share when rounded half up, as in print.

    Parameters
    ----------
    share : float
        From 0 to 1.
    decimals : int
        Decimals of the per cent.

    Returns
    -------
    tuple of int or None
        k and n; None where no n up to ``MOST`` has one, as for more than the whole.

    Examples
    --------
    >>> smallest_base(0.74, 0)
    (14, 19)
    """
    unit = 100 * 10**decimals
    wanted = round(share * unit)
    for n in range(1, MOST + 1):
        # k * unit / n rounds half up to wanted where 2 k unit lies in [(2 wanted - 1) n, ... + 2 n)
        k = max(0, -(-(2 * wanted - 1) * n // (2 * unit)))
        if k <= n and 2 * k * unit < (2 * wanted + 1) * n:
            return k, n
    return None


def _unclear(tables: Mapping[str, pd.DataFrame], config: StudyConfig) -> Sequence[Figure]:
    if "published" not in tables or "change_type" not in tables["published"]:
        return ()
    frame = tables["published"]
    ours = frame["macroregion"].isin([part.id for part in config.macroregions])
    chosen = frame[ours & (frame["change_type"] == "unknown")]
    records = chosen.astype("object").where(chosen.notna(), None).to_dict("records")
    return [figure_of({str(key): cell for key, cell in row.items()}) for row in records]


def _reach(tables: Mapping[str, pd.DataFrame], scale: str) -> _Range:
    if "scales" in tables:
        found = tables["scales"][tables["scales"]["scale"] == scale].dropna(subset=["low", "high"])
        if len(found):
            return _Range(float(found["low"].iloc[-1]), float(found["high"].iloc[-1]))
    return _Range(LOW, HIGH)


def _relative(share: float, reach: _Range, decimals: int) -> Text:
    del decimals
    highest = reach.high / (1 + share)
    return Text(
        f"średniej wcześniejszej najwyżej {_pl(highest)} na skali {_scale(reach)}; wyższa nie może "
        f"wzrosnąć o {_pl(100 * share)}%",
        f"an earlier mean of at most {highest:.2f} on a scale of {_scale(reach)}; a higher one "
        f"cannot grow by {100 * share:g}%",
    )


def _points(share: float, reach: _Range, decimals: int) -> Text:
    del decimals
    step = share * (reach.high - reach.low)
    return Text(
        f"wzrostu o {_pl(step)} pkt na skali {_scale(reach)}, więc średniej wcześniejszej najwyżej "
        f"{_pl(reach.high - step)}",
        f"a growth of {step:.2f} points on a scale of {_scale(reach)}, so an earlier mean of at "
        f"most {reach.high - step:.2f}",
    )


def _improved(share: float, reach: _Range, decimals: int) -> Text:
    del reach
    if share > 1:
        return Text(
            "niczego: udział nie może być większy niż 100%",
            "nothing: a share cannot be above 100%",
        )
    found = smallest_base(share, decimals)
    if found is None:
        return Text("liczby osób większej niż 10 000", "more than 10,000 persons")
    k, n = found
    return Text(
        f"wyników z dwóch pomiarów tych samych osób, co najmniej {n} (np. {k} z {n})",
        f"scores of the same persons from two waves, at least {n} of them (e.g. {k} of {n})",
    )


def _standardised(share: float, reach: _Range, decimals: int) -> Text:
    del reach, decimals
    return Text(
        f"wzrostu o {_pl(share)} odchylenia standardowego; zapis w procentach byłby wtedy mylący",
        f"a growth of {share:.2f} standard deviations; per cent would be misleading then",
    )


_NEEDS: Final[Mapping[str, Callable[[float, _Range, int], Text]]] = {
    "relative": _relative,
    "percentage_points": _points,
    "share_improved": _improved,
    "standardised": _standardised,
}

_OWN: Final = {
    "relative": ("scale_change", "paired_cluster_bootstrap"),
    "percentage_points": ("scale_change", "paired_clustered_t"),
    "share_improved": ("improved_share", "clustered_wilson"),
    "standardised": ("scale_change", "paired_hedges_g_average"),
}
"""Indicator and method of the study's own value under a reading."""


def _own(
    values: pd.DataFrame, figure: Figure, reading: str, config: StudyConfig, reach: _Range
) -> dict[str, object]:
    indicator_id, method = _OWN[reading]
    rows = values[
        (values["indicator_id"] == indicator_id)
        & (values["method"] == method)
        & (values["group"] == figure.group)
        & (values["macroregion"] == figure.macroregion)
        & values["voivodeship"].isna()
        & values["wave"].isin(_widest(values, config))
    ]
    if rows.empty:
        nothing = dict.fromkeys(("computed", "ci_low", "ci_high"), float("nan"))
        return {**nothing, "n": 0, "status": "not_computable"}
    row = rows.iloc[0]
    factor = 1 / (reach.high - reach.low) if reading == "percentage_points" else 1.0
    return {
        "computed": row["value"] * factor,
        "ci_low": row["ci_low"] * factor,
        "ci_high": row["ci_high"] * factor,
        "n": row["n"],
        "status": row["status"],
    }


def _widest(values: pd.DataFrame, config: StudyConfig) -> list[str]:
    """Return the name of the pair of the first and the last wave with answers."""
    there = set(values.loc[values["indicator_id"] == "survey_respondents", "wave"].dropna())
    waves = [wave.id for wave in config.waves if wave.id in there]
    return [f"{waves[0]}/{waves[-1]}"] if len(waves) > 1 else []


def _pl(number: float) -> str:
    return f"{number:.2f}".rstrip("0").rstrip(".").replace(".", ",")


def _scale(reach: _Range) -> str:
    return f"{reach.low:g}–{reach.high:g}"
