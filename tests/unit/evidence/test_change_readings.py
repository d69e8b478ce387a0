"""What "grew by 86.34 %" and "by 74 %" would need, reading by reading."""

from datetime import date
from decimal import ROUND_HALF_UP, Decimal

import pandas as pd
import pytest
from evidence_tables import config, table

from kooperacja_eval.evidence.change_readings import COLUMNS, change_readings, smallest_base
from kooperacja_eval.schemas.tables import IndicatorValues
from kooperacja_eval.sections import Period
from kooperacja_eval.study import StudyConfig, Wave

pytestmark = pytest.mark.unit

PUBLISHED = table(
    "published",
    """
    group            value  decimals  change_type  macroregion
    professionalism  86.34  2         unknown      I
    effectiveness    74     0         unknown      I
    effectiveness    12     0         relative     I
    effectiveness    99     0         unknown      II
    """,
)


def study() -> StudyConfig:
    waves = tuple(
        Wave(
            id=name, label_pl=name, label_en=name,
            period=Period(first=date(year, 1, 1), last=date(year, 6, 30)),
        )
        for name, year in (("ex_ante", 2019), ("mid_term", 2020), ("ex_post", 2021))
    )  # fmt: skip
    return config().model_copy(update={"waves": waves})


def values(*rows: dict[str, object]) -> pd.DataFrame:
    fields = IndicatorValues.fields
    asked = [
        {"indicator_id": "survey_respondents", "wave": wave, "method": "count"}
        for wave in ("ex_ante", "mid_term", "ex_post")
    ]
    common = {"macroregion": "I", "change_type": "none", "status": "ok", "n": 0, "n_missing": 0}
    frame = pd.DataFrame([{**common, **row} for row in (*asked, *rows)], columns=list(fields))
    return frame.astype({name: field.dtype for name, field in fields.items()})


def own(indicator: str, method: str, value: float | None, **more: object) -> dict[str, object]:
    return {
        "indicator_id": indicator, "method": method, "group": "effectiveness",
        "wave": "ex_ante/ex_post", "value": value, "ci_low": value, "ci_high": value, "n": 90,
        **more,
    }  # fmt: skip


def laid_out(frame: pd.DataFrame) -> pd.DataFrame:
    return change_readings({"published": PUBLISHED}, frame, study())


def test_only_growth_of_unknown_meaning_of_this_macroregion_is_laid_out() -> None:
    found = laid_out(values())
    assert tuple(found.columns) == COLUMNS
    assert list(zip(found["scale"], found["published"], strict=True)) == [
        *[("professionalism", pytest.approx(0.8634))] * 4,
        *[("effectiveness", 0.74)] * 4,
    ]
    assert change_readings({}, values(), study()).empty


def test_what_each_reading_needs() -> None:
    # 5 / 1.8634 = 2.683; 0.8634 * (5 - 1) = 3.4536, so at most 5 - 3.4536 = 1.5464 before;
    # 139 / 161 = 86.335 %, which is written 86.34 %. 5 / 1.74 = 2.874; 0.74 * 4 = 2.96; 14 / 19.
    needs = laid_out(values())["needs_en"].tolist()
    assert "at most 2.68 on a scale of 1–5" in needs[0]
    assert "3.45 points on a scale of 1–5, so an earlier mean of at most 1.55" in needs[1]
    assert "at least 161 of them (e.g. 139 of 161)" in needs[2]
    assert "0.86 standard deviations" in needs[3]
    assert "at most 2.87" in needs[4]
    assert "2.96 points" in needs[5]
    assert "at most 2.04" in needs[5]
    assert "at least 19 of them (e.g. 14 of 19)" in needs[6]
    polish = laid_out(values())["needs_pl"].tolist()
    assert "najwyżej 2,68 na skali 1–5" in polish[0]
    assert "o 3,45 pkt" in polish[1]


def test_the_range_of_the_studys_own_scale_is_used() -> None:
    scales = pd.DataFrame({"scale": ["effectiveness"], "low": [0.0], "high": [10.0]})
    found = change_readings({"published": PUBLISHED, "scales": scales}, values(), study())
    # 10 / 1.74 = 5.747; 0.74 * 10 = 7.4
    assert "at most 5.75 on a scale of 0–10" in found["needs_en"].iloc[4]
    assert "7.40 points" in found["needs_en"].iloc[5]


def half_up(k: int, n: int, decimals: int) -> Decimal:
    return (Decimal(100 * k) / Decimal(n)).quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)


@pytest.mark.parametrize(
    ("percent", "decimals"), [("74", 0), ("86.34", 2), ("13", 0), ("0.5", 1), ("62.5", 1)]
)  # fmt: skip
def test_the_smallest_base_is_that_of_trying_every_fraction(percent: str, decimals: int) -> None:
    wanted = Decimal(percent).quantize(Decimal(1).scaleb(-decimals))
    expected = next(
        (k, n) for n in range(1, 400) for k in range(n + 1) if half_up(k, n, decimals) == wanted
    )
    assert smallest_base(float(percent) / 100, decimals) == expected


def test_halves_are_rounded_up_as_in_print() -> None:
    # 1 / 8 = 12.5 % is printed 13 %; rounding to even would make it 12 %
    assert smallest_base(0.13, 0) == (1, 8)
    assert smallest_base(0.12, 0) == (2, 17)


def test_nobody_can_be_more_than_all() -> None:
    assert smallest_base(1.2, 0) is None
    many = PUBLISHED.assign(value=120.0)
    found = change_readings({"published": many}, values(), study())
    assert "cannot be above 100%" in found["needs_en"].iloc[2]


def test_own_values_stand_beside_in_the_units_of_the_reading() -> None:
    found = laid_out(
        values(
            own("scale_change", "paired_cluster_bootstrap", 0.2),
            own("scale_change", "paired_clustered_t", 0.5),
            own("improved_share", "clustered_wilson", 0.6),
            own("scale_change", "paired_hedges_g_average", 0.7),
            own("scale_change", "paired_clustered_t", 9.0, wave="ex_ante/mid_term"),
            own("scale_change", "paired_clustered_t", 9.0, voivodeship="lubelskie"),
            own("scale_change", "unlinked_clustered_t", 9.0),
        )
    )
    # 0.5 points of the 4 from 1 to 5 are 0.125; first and last wave, whole macroregion, pairs only
    assert found["computed"].tolist()[4:] == [0.2, 0.125, 0.6, 0.7]
    assert found["ci_low"].tolist()[4:] == [0.2, 0.125, 0.6, 0.7]
    assert found["n"].tolist() == [0, 0, 0, 0, 90, 90, 90, 90]
    assert found["status"].tolist() == [*["not_computable"] * 4, *["ok"] * 4]


def test_hidden_values_stay_hidden() -> None:
    row = own("scale_change", "paired_clustered_t", None, status="suppressed", n=None)
    found = laid_out(values(row)).iloc[5]
    assert found["status"] == "suppressed"
    assert pd.isna(found["computed"])
    assert pd.isna(found["n"])
