"""Indicators of focus groups against a second implementation: loops over characters and rows.

Every number, denominator, value, interval, n and n_missing on a synthetic corpus. Formulas are
written out here; Wilson's interval is statsmodels 0.15.0, ``proportion_confint(method="wilson")``,
quantiles scipy 1.17. Not written a second time: intervals of agreement on documents (the functions
of ``stats`` on raw ratings, verified there against irrCAC and vcd), the band of random orders and
the interval of unitised alphas (random). Tolerance 1e-9: the same formulas in double precision.
"""

import math
from itertools import combinations

import numpy as np
import pandas as pd
import pytest
from fgi_corpus import CODES, STUDY, corpus
from scipy import stats as scipy_stats
from statsmodels.stats.proportion import proportion_confint

from kooperacja_eval.indicators.compute import compute
from kooperacja_eval.indicators.fgi_sentences import sentences
from kooperacja_eval.stats.agreement_coefficients import coefficient_from_ratings
from kooperacja_eval.stats.kappa import cohen_kappa

pytestmark = pytest.mark.golden

TOLERANCE = 1e-9
TABLES = corpus()
DOCUMENTS = TABLES["fgi_documents"].merge(TABLES["pzk"], on="pzk_id", suffixes=("", "_team"))
VOIVODESHIP = dict(zip(DOCUMENTS["document_id"], DOCUMENTS["voivodeship_team"], strict=True))
AREA = dict(zip(DOCUMENTS["document_id"], DOCUMENTS["area"], strict=True))
WAVE = dict(zip(DOCUMENTS["document_id"], DOCUMENTS["wave"], strict=True))
TEXT = dict(zip(DOCUMENTS["document_id"], DOCUMENTS["text"], strict=True))
ROWS = [
    {key: None if pd.isna(cell) else cell for key, cell in row.items()}
    for row in TABLES["codings"].to_dict("records")
]
Z = float(scipy_stats.norm.isf(0.025))


def is_below(code: str, name: str) -> bool:
    """Tell whether a code is another, or lies below it."""
    above: str | None = code
    while above is not None:
        if above == name:
            return True
        above = CODES[above]
    return False


def close(found: object, expected: float | None) -> bool:
    """Compare a cell with a number or None."""
    if expected is None:
        return bool(pd.isna(found))
    return found == pytest.approx(expected, abs=TOLERANCE)


def clustered(hits: dict[str, int], totals: dict[str, int]) -> tuple[float, float] | None:
    """Wilson's interval with the effective n of Korn and Graubard, CR1 variance, from loops."""
    used = [name for name in totals if totals[name]]
    n, y, g = sum(totals.values()), sum(hits.values()), len(used)
    if g < 2 or y in (0, n):
        return None
    p = y / n
    variance = g / (g - 1) * sum((hits[d] - p * totals[d]) ** 2 for d in used) / n**2
    effect = variance / (p * (1 - p) / (n - 1))
    t = float(scipy_stats.t.isf(0.025, g - 1))
    n_effective = n / max(1.0, (t / Z) ** 2 * effect)
    return proportion_confint(p * n_effective, n_effective, method="wilson")  # type: ignore[no-any-return]


def places(by: str) -> dict[str, list[str]]:
    """Documents of each place."""
    names = list(WAVE)
    if by == "macroregion":
        return {"": names}
    found: dict[str, list[str]] = {}
    for name in names:
        found.setdefault(VOIVODESHIP[name], []).append(name)
    return found


def of_place(frame: pd.DataFrame, place: str) -> pd.DataFrame:
    """Rows of a place."""
    return frame[frame["voivodeship"].fillna("") == place]


def expected_share(
    code: str, what: str, documents: list[str], sector: str | None
) -> tuple[int, int, int, tuple[float, float] | None]:
    """Hits, total, missing and interval from sets of stretches or pairs."""
    hits, totals, missing = {}, {}, 0
    for document in documents:
        units: dict[object, set[str]] = {}
        sectors: dict[object, set[str]] = {}
        lost = set()
        for row in (row for row in ROWS if row["document_id"] == document):
            if what == "segments":
                if row["start"] is None:
                    lost.add(row["text"])
                    continue
                key: object = (row["start"], row["end"])
            else:
                if row["speaker_sector"] is None:
                    lost.add("unknown")
                    continue
                key = row["speaker_sector"]
            units.setdefault(key, set()).add(str(row["code_id"]))
            if row["speaker_sector"] is not None:
                sectors.setdefault(key, set()).add(str(row["speaker_sector"]))
        for key in list(units):
            one = sectors.get(key, set())
            own = next(iter(one)) if len(one) == 1 else "unknown"
            if sector is not None and own != sector:
                del units[key]
        totals[document] = len(units)
        hits[document] = sum(any(is_below(c, code) for c in codes) for codes in units.values())
        missing += len(lost) if sector is None else 0
    return sum(hits.values()), sum(totals.values()), missing, clustered(hits, totals)


@pytest.mark.parametrize("by", ["macroregion", "voivodeship"])
def test_shares(by: str) -> None:
    frame, compared = compute(TABLES, STUDY, ids=["code_share"], by=by), 0  # type: ignore[arg-type]
    for place, documents in places(by).items():
        for row in of_place(frame, place).to_dict("records"):
            code, _, rest = row["group"].partition("|")
            what, _, further = rest.partition("/")
            name = further.partition(":")[2]
            here = [d for d in documents if WAVE[d] == row["wave"]]
            ends: tuple[float, float] | None
            if what == "documents":
                here = [d for d in here if not name or AREA[d] == name]
                having = {r["document_id"] for r in ROWS if is_below(str(r["code_id"]), code)}
                hits, total, missing = len(having & set(here)), len(here), 0
                ends = proportion_confint(hits, total, method="wilson")
            else:
                hits, total, missing, ends = expected_share(code, what, here, name or None)
            assert (row["numerator"], row["denominator"], row["n"]) == (hits, total, total), row
            assert row["n_missing"] == missing, row
            assert close(row["value"], hits / total), row
            assert close(row["ci_low"], ends[0] if ends else None), row
            assert close(row["ci_high"], ends[1] if ends else None), row
            compared += 1
    assert (
        compared == {"macroregion": 112, "voivodeship": 84}[by]
    )  # 7 codes, 2 rounds, 8 or 3 groups, places


def presence(unit: str, document: str) -> list[set[str]]:
    """Codes of each stretch or window, from sets of characters."""
    rows = [r for r in ROWS if r["document_id"] == document and r["start"] is not None]
    spans = [(int(r["start"]), int(r["end"]), str(r["code_id"])) for r in rows]
    if unit == "segment":
        units = sorted({(start, end) for start, end, _ in spans})
    else:
        length = len(TEXT[document])
        units = [(at, min(at + 1000, length)) for at in range(0, length, 1000)]
    return [
        {code for start, end, code in spans if set(range(start, end)) & set(range(*one))}
        for one in units
    ]


@pytest.mark.parametrize("by", ["macroregion", "voivodeship"])
def test_cooccurrence(by: str) -> None:
    frame = compute(TABLES, STUDY, ids=["code_cooccurrence"], by=by)  # type: ignore[arg-type]
    found = {unit: {d: presence(unit, d) for d in WAVE} for unit in ("segment", "window")}
    for place, documents in places(by).items():
        for wave in ("r1", "r2"):
            here = [d for d in documents if WAVE[d] == wave]
            rows = of_place(frame, place)
            rows = rows[rows["wave"] == wave].set_index("group")
            assert _compare_pairs(rows, {u: {d: found[u][d] for d in here} for u in found})


def _compare_pairs(rows: pd.DataFrame, found: dict[str, dict[str, list[set[str]]]]) -> bool:
    seen = set()
    for unit, documents in found.items():
        for a, b in combinations(sorted(CODES), 2):
            sums = np.array(
                [
                    [sum({a, b} <= u for u in us), sum(a in u for u in us),
                     sum(b in u for u in us), len(us)]
                    for us in documents.values()
                ], dtype=float,
            )  # fmt: skip
            both, first, second, n = sums.sum(axis=0)
            asked = {a.partition(".")[0], b.partition(".")[0]} == {"factor", "effect"}
            if not (both >= 3 or (asked and "effect" not in {a, b})):
                continue
            group = f"{a}+{b}|{unit}"
            seen.add(group)
            row = rows.loc[group]
            assert (row["numerator"], row["denominator"], row["n"]) == (both, n, n), group
            lift = both * n / (first * second) if first * second else None
            assert close(row["value"], lift), group
            left = sums.sum(axis=0) - sums
            if not lift or (left[:, 0] == 0).any():
                assert pd.isna(row["ci_low"])
                continue
            logs = np.log(left[:, 0] * left[:, 3] / (left[:, 1] * left[:, 2]))
            g = len(logs)
            spread = math.sqrt((g - 1) / g * ((logs - logs.mean()) ** 2).sum())
            reach = float(scipy_stats.t.ppf(0.975, g - 1)) * spread
            if spread < 1e-5:
                assert pd.isna(row["ci_low"])
                continue
            assert close(row["ci_low"], lift * math.exp(-reach)), group
            assert close(row["ci_high"], lift * math.exp(reach)), group
    return set(rows.index) == seen


def test_saturation() -> None:
    frame = compute(TABLES, STUDY, ids=["code_saturation"])
    for wave in ("r1", "r2"):
        names = [d for d in sorted(WAVE) if WAVE[d] == wave]
        sets = [{str(r["code_id"]) for r in ROWS if r["document_id"] == d} for d in names]
        for g in range(1, len(names) + 1):
            rows = frame[(frame["wave"] == wave) & frame["group"].str.startswith(f"{g:02d}|")]
            ordered, random = rows.to_dict("records")
            orders = [len(set().union(*chosen)) for chosen in combinations(sets, g)]
            assert ordered["value"] == len(set().union(*sets[:g]))
            assert close(random["value"], sum(orders) / len(orders))
            assert min(orders) <= random["ci_low"] <= random["ci_high"] <= max(orders)
            assert {ordered["n"], random["n"]} == {len(names)}


def units_of(unit: str, document: str, rows: list[dict[str, object]]) -> list[tuple[int, int]]:
    """Units of a document as stretches of characters."""
    text = TEXT[document]
    if unit == "characters":
        return [(at, at + 1) for at in range(len(text))]
    if unit == "sentences":
        return list(sentences(text))
    spans = sorted({(int(str(r["start"])), int(str(r["end"]))) for r in rows})
    free = [not any(a <= at < b for a, b in spans) for at in range(len(text))]
    gaps, start = [], None
    for at, empty in enumerate([*free, False]):
        if empty and start is None:
            start = at
        if not empty and start is not None:
            gaps += [(start, at)] if text[start:at].strip() else []
            start = None
    return spans + gaps


Ratings = dict[str, list[list[float]]]
"""Decisions of coders A, B and C by code; nan for a coder who did not code the document."""


def ratings(unit: str, wave: str | None, *, coded_only: bool) -> Ratings:
    """Ask each coder about each unit and code, one by one."""
    found: Ratings = {code: [] for code in [*CODES, *(f"own {code}" for code in CODES)]}
    for document in (d for d in sorted(WAVE) if wave is None or WAVE[d] == wave):
        rows = [r for r in ROWS if r["document_id"] == document]
        if unit != "documents":
            rows = [r for r in rows if r["start"] is not None]
        coders = {r["coder"] for r in rows}
        if len(coders) < 2:
            continue
        every = [(0, 0)] if unit == "documents" else units_of(unit, document, rows)
        for one in every:
            given = {(r["coder"], str(r["code_id"])) for r in rows if _has(r, one, unit)}
            if coded_only and not given:
                continue
            for code in CODES:
                own = [_answer(c, coders, (c, code) in given) for c in "ABC"]
                below = [
                    _answer(c, coders, any(k == c and is_below(x, code) for k, x in given))
                    for c in "ABC"
                ]
                found[f"own {code}"].append(own)
                found[code].append(below)
    return found


def _answer(coder: str, coders: set[object], yes: bool) -> float:
    return float(yes) if coder in coders else math.nan


def _has(row: dict[str, object], one: tuple[int, int], unit: str) -> bool:
    if unit == "documents":
        return True
    overlap = min(int(str(row["end"])), one[1]) - max(int(str(row["start"])), one[0])
    return 2 * overlap >= one[1] - one[0] if unit == "segments" else overlap > 0


def coefficients(table: np.ndarray) -> dict[str, float | None]:
    """Alpha, kappa (mean of pairs), AC1 and agreement of 0, 1 and nan, from their formulas."""
    sizes = (~np.isnan(table)).sum(axis=1)
    yes = np.nansum(table, axis=1)
    no = sizes - yes
    agree = (yes * (yes - 1) + no * (no - 1)) / (sizes * (sizes - 1))
    observed, n = float(agree.mean()), float(sizes.sum())
    coincide = float((sizes * (1 - agree)).sum() / n)
    chance = 2 * yes.sum() * no.sum() / (n * (n - 1))
    share = float((yes / sizes).mean())
    by_chance = 2 * share * (1 - share)
    kappas = []
    for a, b in combinations(range(3), 2):
        both = table[~np.isnan(table[:, a] + table[:, b])]
        if len(both):
            p, q = both[:, a].mean(), both[:, b].mean()
            pe = p * q + (1 - p) * (1 - q)
            if pe < 1:
                kappas.append(((both[:, a] == both[:, b]).mean() - pe) / (1 - pe))
    return {
        "krippendorff_nominal": 1 - coincide / chance if chance else None,
        "gwet_ac1": (observed - by_chance) / (1 - by_chance),
        "percent_agreement": observed,
        "cohen_kappa": float(np.mean(kappas)) if kappas else None,
    }


AGREEMENT = compute(TABLES, STUDY, ids=["coder_agreement"])


@pytest.mark.parametrize("wave", ["r1", "r2", None])
@pytest.mark.parametrize("coverage", ["all_text", "coded_text"])
@pytest.mark.parametrize("unit", ["characters", "sentences", "segments", "documents"])
def test_agreement(unit: str, coverage: str, wave: str | None) -> None:
    found = ratings(unit, wave, coded_only=coverage == "coded_text")
    rows = AGREEMENT[AGREEMENT["group"].str.endswith(f"|{unit}|{coverage}")]
    rows = rows[rows["wave"].isna() if wave is None else rows["wave"] == wave]
    rows = rows[~rows["method"].str.startswith("unitised")]
    used = {code: np.array(found[code]) for code in CODES if np.nansum(found[code]) > 0}
    used["all"] = np.concatenate(
        [np.array(found[f"own {c}"]) for c in CODES if np.nansum(found[f"own {c}"]) > 0]
    )
    assert set(rows["group"]) == {f"{code}|{unit}|{coverage}" for code in used}
    for row in rows.to_dict("records"):
        code = row["group"].split("|")[0]
        expected = coefficients(used[code])[row["method"]]
        assert close(row["value"], expected), row
        assert row["n"] == len(used[code])
        assert row["status"] == ("insufficient" if expected is None else "ok")
        ends = (None, None)
        if unit == "documents" and code != "all" and expected is not None:
            ends = _ends_on_documents(row["method"], used[code])
        assert close(row["ci_low"], ends[0]), row
        assert close(row["ci_high"], ends[1]), row


def _ends_on_documents(method: str, table: np.ndarray) -> tuple[float | None, float | None]:
    together = ~np.isnan(table).any(axis=0)
    if method in {"krippendorff_nominal", "gwet_ac1"}:
        name = "krippendorff" if method.startswith("k") else "gwet"
        result = coefficient_from_ratings(table, coefficient=name, categories=[0, 1])  # type: ignore[arg-type]
        return result.ci_low, result.ci_high
    if np.nansum(~np.isnan(table[:, 2])):
        return None, None
    if method == "cohen_kappa":
        kappa = cohen_kappa(table[:, 0], table[:, 1])
        return kappa.ci_low, kappa.ci_high
    assert together[:2].all()
    alike = int((table[:, 0] == table[:, 1]).sum())
    low, high = proportion_confint(alike, len(table), method="wilson")
    return float(low), float(high)


@pytest.mark.parametrize("wave", ["r1", "r2", None])
def test_unitised_alpha_from_characters(wave: str | None) -> None:
    # Documents with two coders are the most in every round. Krippendorff et al. 2016, formula of u:
    # Do and De of all characters of both coders, pairs within a unit left out of De.
    rows = AGREEMENT[AGREEMENT["method"] == "unitised_u"]
    rows = rows[rows["wave"].isna() if wave is None else rows["wave"] == wave]
    assert len(rows) > 5
    for row in rows.to_dict("records"):
        code = row["group"].split("|")[0]
        value, n = _u_alpha(code, wave)
        assert close(row["value"], value), row
        assert row["n"] == n


def _u_alpha(code: str, wave: str | None) -> tuple[float, int]:
    lengths: dict[object, int] = {}
    agreed = own = whole = n = 0
    for document in (d for d in WAVE if wave is None or WAVE[d] == wave):
        rows = [r for r in ROWS if r["document_id"] == document and r["start"] is not None]
        coders = sorted({str(r["coder"]) for r in rows})
        if len(coders) != 2:
            continue
        lines = [_line([r for r in rows if r["coder"] == c], code, document) for c in coders]
        n += len(lines[0])
        for line in lines:
            whole += len(line)
            for value, unit in line:
                lengths[value] = lengths.get(value, 0) + 1
                own += 1 if not value else unit
        agreed += 2 * sum(a[0] == b[0] for a, b in zip(*lines, strict=True))
    observed = 1 - agreed / whole
    unlike = whole**2 - sum(length**2 for length in lengths.values())
    return 1 - observed / (unlike / (whole**2 - own)), n


def _line(rows: list[dict[str, object]], code: str, document: str) -> list[tuple[object, int]]:
    """Value of each character, and the length of its unit."""
    spans: list[tuple[int, int, str]] = []
    for row in rows:
        name = str(row["code_id"])
        if code == "all" or is_below(name, code):
            spans.append(
                (int(str(row["start"])), int(str(row["end"])), name if code == "all" else code)
            )
    spans = _merged(spans)
    cuts = {edge for start, end, _ in spans for edge in (start, end)}
    line: list[tuple[object, int]] = []
    begin = 0
    for edge in sorted(cuts | {len(TEXT[document])}):
        value = frozenset(c for start, end, c in spans if start <= begin and edge <= end)
        line += [(value, edge - begin)] * (edge - begin)
        begin = edge
    return line


def _merged(spans: list[tuple[int, int, str]]) -> list[tuple[int, int, str]]:
    merged: list[tuple[int, int, str]] = []
    for start, end, code in sorted(spans, key=lambda span: (span[2], span[0], span[1])):
        if merged and merged[-1][2] == code and start < merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]), code)
        else:
            merged.append((start, end, code))
    return merged


def test_barriers() -> None:
    frame = compute(TABLES, STUDY, ids=["barrier_weight"])
    assert len(frame) == 2 * 3 * 3
    for row in frame.to_dict("records"):
        code, what = row["group"].split("|")
        rows = [r for r in ROWS if WAVE[str(r["document_id"])] == row["wave"]]
        naming = [r for r in rows if is_below(str(r["code_id"]), code)]
        documents = {d for d in WAVE if WAVE[d] == row["wave"]}
        if what == "sectors":
            part, whole = ({r["speaker_sector"] for r in rs} - {None} for rs in (naming, rows))
        else:
            part, whole = {r["document_id"] for r in naming}, documents
            if what == "voivodeships":
                part, whole = {VOIVODESHIP[str(d)] for d in part}, {VOIVODESHIP[d] for d in whole}
        assert (row["numerator"], row["denominator"]) == (len(part), len(whole)), row
        assert close(row["value"], len(part) / len(whole))
        assert row["n"] == len(whole)
