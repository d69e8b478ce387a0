"""Links and values drawn as text for the tests of evidence; a dash is a missing value."""

from collections.abc import Mapping, Sequence

import pandas as pd

from kooperacja_eval.schemas.tables import TABLES, IndicatorValues

VALUES = """
indicator_id        voivodeship pzk_id group                       period  wave             value ci_low ci_high n   method               change_type status
ipp_completed_share -           -      -                           2018    -                0.81  0.75   0.87    172 wilson               none        ok
ipp_completed_share -           -      -                           2018    -                0.81  0.74   0.88    172 clustered_wilson     none        ok
ipp_completed_share lubelskie   -      -                           2018    -                0.80  0.64   0.90    35  wilson               none        ok
ipp_completed_share lubelskie   LU-01  -                           2018    -                -     -      -       -   wilson               none        suppressed
ipp_completed_share lubelskie   LU-02  -                           2018    -                -     -      -       -   wilson               none        insufficient
meetings_held_share -           -      -                           2019-07 -                1     0.9    1       30  wilson               none        ok
meetings_held_share -           -      -                           2019-08 -                0.9   0.8    0.95    30  wilson               none        ok
scale_change        -           -      cooperation                 -       ex_ante/mid_term 0.1   -0.1   0.3     120 paired_clustered_t   difference  ok
scale_change        -           -      cooperation                 -       ex_ante/ex_post  0.4   0.2    0.6     123 paired_clustered_t   difference  ok
scale_change        -           -      cooperation                 -       ex_ante/ex_post  0.3   0.0    0.6     220 unlinked_clustered_t difference  ok
scale_change        -           -      cooperation                 -       mid_term/ex_post 0.3   0.1    0.5     121 paired_clustered_t   difference  ok
code_share          -           -      barrier.time|documents      -       fgi_2018         0.5   0.3    0.7     35  wilson               none        ok
code_share          -           -      barrier.time|documents      -       fgi_2019         0.6   0.4    0.8     35  wilson               none        ok
"""  # noqa: E501
NUMBERS = ("value", "ci_low", "ci_high", "n", "numerator", "denominator")


def drawn(drawing: str) -> pd.DataFrame:
    """Return a drawing as texts; a dash is missing."""
    header, *lines = [line.split() for line in drawing.strip().splitlines()]
    return pd.DataFrame(lines, columns=header).replace("-", None)


def values(drawing: str = VALUES) -> pd.DataFrame:
    """Return drawn values of macroregion I with the columns and types of ``IndicatorValues``."""
    frame = drawn(drawing).assign(macroregion="I")
    kinds = {name: field.dtype for name, field in IndicatorValues.fields.items()}
    full = frame.reindex(columns=list(kinds))
    for name in NUMBERS:
        full[name] = pd.to_numeric(full[name])
    return full.astype(kinds)


def table(name: str, rows: Sequence[Mapping[str, object]]) -> pd.DataFrame:
    """Return rows as the typed table; the first one stands in row 2 of its file."""
    kinds = TABLES[name].dtypes()
    frame = pd.DataFrame(rows).reindex(columns=list(kinds))
    for column, field in TABLES[name].fields.items():
        if field.kind in ("date", "month"):
            frame[column] = pd.to_datetime(frame[column])
    frame["source_file"] = f"{name}.csv"
    frame["source_row"] = range(2, 2 + len(rows))
    return frame.astype(kinds)


def links(*cells: str) -> pd.DataFrame:
    """Return links drawn as ``kind target column=value``, numbered from 1, that support R01."""
    rows: list[dict[str, object]] = []
    for number, cell in enumerate(cells, start=1):
        kind, target, *more = cell.split()
        row: dict[str, object] = {"recommendation_id": "R01", "number": number, "kind": kind}
        row |= {"relation": "supports", "target": target}
        rows.append(row | dict(part.split("=", 1) for part in more))
    return table("evidence_links", rows)


def codings() -> pd.DataFrame:
    """Return two codings of the same stretch, and one without a place."""
    rows: list[dict[str, object]] = [
        {"coding_id": name, "document_id": "fgi_2019-LU-01", "code_id": "barrier.time",
         "coder": coder, "start": start, "end": end, "medium": "text"}
        for name, coder, start, end in (
            ("c-2", "K2", 10, 40), ("c-1", "K1", 10, 40), ("c-3", "K1", None, None),
        )
    ]  # fmt: skip
    return table("codings", rows)


def study_tables(evidence_links: pd.DataFrame) -> dict[str, pd.DataFrame]:
    """Return the tables that links lead into; registers are there, with no rows that matter."""
    empty = {
        name: table(name, [{}]).iloc[:0]
        for name in (
            "pzk", "families", "respondents", "answers", "items", "scales", "meetings",
            "attendance", "memberships", "entities", "fgi_documents",
        )
    }  # fmt: skip
    return {
        **empty,
        "evidence_links": evidence_links,
        "codes": table("codes", [{"code_id": "barrier.time"}, {"code_id": "barrier.staff"}]),
        "codings": codings(),
        "conclusions": table(
            "conclusions",
            [
                {"conclusion_id": "LU-201907-T01", "status": "accepted"},
                {"conclusion_id": "LU-201907-T02", "status": "rejected"},
            ],
        ),
        "published": table(
            "published", [{"figure_id": "000-families", "indicator_id": "families_in_cooperation"}]
        ),
        "recommendations": table(
            "recommendations",
            [{"recommendation_id": "R01", "question": "cooperation_level", "level": "law"}],
        ),
    }
