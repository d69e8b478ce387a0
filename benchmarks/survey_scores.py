"""How long a large survey takes from its CSV to scores and change, beside pandas and pingouin.

Run: ``python -m benchmarks.survey_scores``. One CSV as LimeSurvey writes it: 100,000 persons who
answered both waves, 40 items of five scales, 2 % of answers a missing code. Both sides read it,
turn round the reversed items, score the scales, and compute alpha of the first wave, the mean
change, the signed-rank test and Hedges' g of each scale; both in one process, in turn, medians of
several rounds, imports not counted. Ours also tells every cell that is not an answer from one that
is, and respects teams in the interval of the change.

pingouin's own signed-rank test asks for an array of pairs by pairs, 75 GB here, so the peer calls
``scipy.stats.wilcoxon``, which pingouin calls too.
"""

import statistics
import tempfile
import time
import warnings
from pathlib import Path

import numpy as np
import pandas as pd
import pingouin
from numpy.typing import NDArray
from scipy import stats

from kooperacja_eval.indicators.survey_scoring import score
from kooperacja_eval.ingest.surveys.convert import convert
from kooperacja_eval.ingest.surveys.export import SurveyFile
from kooperacja_eval.ingest.surveys.limesurvey import read_limesurvey
from kooperacja_eval.ingest.surveys.mapping import SurveyMapping
from kooperacja_eval.stats.alpha import cronbach_alpha
from kooperacja_eval.stats.means import clustered_mean
from kooperacja_eval.stats.paired_effect import hedges_g_paired
from kooperacja_eval.stats.wilcoxon import wilcoxon_signed_rank

PERSONS = 100_000
SCALES = 5
ITEMS = 8
ROUNDS = 5
MISSING = 9
WAVES = ("ex_ante", "ex_post")

Numbers = list[tuple[float, float, float]]
"""Alpha, mean change and g of each scale."""


def columns(scale: int) -> list[str]:
    """Return the headings of a scale's items, the last of which is reversed."""
    return [f"K{scale}[K{scale}{item}]" for item in range(1, ITEMS + 1)]


def write_csv(path: Path, persons: int = PERSONS) -> None:
    """Write a synthetic export."""
    rng = np.random.default_rng(2019)
    team = rng.integers(0, 30, persons)
    person = rng.normal(0, 0.6, persons)
    heads = ["id", "submitdate", "wave", "key", "PZK"]
    heads += [name for scale in range(1, SCALES + 1) for name in columns(scale)]
    with path.open("w", encoding="utf-8", newline="") as file:
        file.write(";".join(f'"{head}"' for head in heads) + "\r\n")
        for wave in range(2):
            answers = _answers(team, person, wave, rng)
            first = wave * persons + 1
            for row in range(persons):
                cells = [str(first + row), "2019-07-01 10:00:00", str(wave), f"P{row:06d}"]
                cells += [f"LU-{team[row]:02d}", *(str(code) for code in answers[row])]
                file.write(";".join(f'"{cell}"' for cell in cells) + "\r\n")


def _answers(
    team: NDArray[np.int64], person: NDArray[np.float64], wave: int, rng: np.random.Generator
) -> NDArray[np.int64]:
    level = 3 + 0.3 * wave + rng.normal(0, 0.3, 30)[team] + person
    answers = np.round(level[:, None] + rng.normal(0, 1, (len(person), SCALES * ITEMS)))
    codes = np.clip(answers, 1, 5).astype(np.int64)
    codes[:, ITEMS - 1 :: ITEMS] = 6 - codes[:, ITEMS - 1 :: ITEMS]
    codes[rng.random(codes.shape) < 0.02] = MISSING
    return codes


def mapping() -> SurveyMapping:
    """Return what the columns mean."""
    items = [
        {
            "column": name, "item": f"K{scale}I{place}", "kind": "rating", "scale": f"s{scale}",
            "low": 1, "high": 5, "reverse": place == ITEMS,
        }
        for scale in range(1, SCALES + 1)
        for place, name in enumerate(columns(scale), start=1)
    ]  # fmt: skip
    return SurveyMapping.model_validate(
        {
            "survey": {
                "id": "large", "platform": "limesurvey", "files": "large.csv",
                "instrument": "large", "wave_column": "wave",
                "waves": {"0": WAVES[0], "1": WAVES[1]},
            },
            "respondent": {"key": "key", "columns": {"pzk_id": "PZK"}},
            "missing": {str(MISSING): "dont_know"},
            "items": items,
            "scales": [{"scale": f"s{n}", "title_pl": f"S{n}"} for n in range(1, SCALES + 1)],
        }
    )  # fmt: skip


def ours(path: Path) -> Numbers:
    """Go the whole way with this package."""
    reading = read_limesurvey(SurveyFile(name="large.csv", data=path.read_bytes()))
    survey, problems = convert(reading.exports, None, mapping(), waves=WAVES)
    if problems or reading.problems:
        raise RuntimeError("the synthetic survey has problems")
    wave = survey.respondents["wave"].to_numpy(dtype=object)
    first, second = (np.flatnonzero(wave == name) for name in WAVES)
    names = survey.respondents["respondent_id"]
    second = second[pd.Index(names.iloc[second]).get_indexer(names.iloc[first])]
    team = pd.factorize(survey.respondents["pzk_id"])[0][first]
    found = []
    for scale in range(SCALES):
        values = survey.values[:, scale * ITEMS : (scale + 1) * ITEMS].copy()  # noqa: PD011
        values[:, -1] = 6 - values[:, -1]
        scores = score(values, scoring="mean", min_answered=0.5)
        before, after = scores[first], scores[second]
        change = clustered_mean(after - before, team)
        wilcoxon_signed_rank(before, after, zeros="pratt", distribution="normal", rank_digits=10)
        g = hedges_g_paired(before, after)
        found.append((cronbach_alpha(values[first]).alpha, change.estimate, g.estimate))
    return found


def peer(path: Path) -> Numbers:
    """Go the same way with pandas and pingouin."""
    frame = pd.read_csv(path, sep=";")
    names = [name for scale in range(1, SCALES + 1) for name in columns(scale)]
    frame[names] = frame[names].where(frame[names] != MISSING)
    for scale in range(1, SCALES + 1):
        frame[columns(scale)[-1]] = 6 - frame[columns(scale)[-1]]
        frame[f"s{scale}"] = frame[columns(scale)].mean(axis=1)
    first, second = frame[frame["wave"] == 0], frame[frame["wave"] == 1]
    pairs = first.merge(second, on="key", suffixes=("_0", "_1"), validate="one_to_one")
    found = []
    for scale in range(1, SCALES + 1):
        before, after = pairs[f"s{scale}_0"], pairs[f"s{scale}_1"]
        alpha = pingouin.cronbach_alpha(first[columns(scale)], nan_policy="listwise")[0]
        pingouin.ttest(after, before, paired=True)
        stats.wilcoxon(before, after, zero_method="pratt", method="approx")
        g = pingouin.compute_effsize(after, before, paired=True, eftype="hedges")
        found.append((float(alpha), float((after - before).mean()), float(g)))
    return found


def run(persons: int = PERSONS, rounds: int = ROUNDS) -> dict[str, float]:
    """Measure both, after a first call that does not count.

    Returns
    -------
    dict of str to float
        ``ours_s`` and ``peer_s``, medians in seconds, and ``ratio``, how many times faster.

    Raises
    ------
    RuntimeError
        Where the two do not find the same numbers.
    """
    with tempfile.TemporaryDirectory() as folder, warnings.catch_warnings():
        warnings.simplefilter("ignore")
        path = Path(folder) / "large.csv"
        write_csv(path, persons)
        if not np.allclose(ours(path), peer(path), atol=1e-4):
            raise RuntimeError("the two sides disagree")
        pairs = [(_seconds(ours, path), _seconds(peer, path)) for _ in range(rounds)]
    mine, theirs = (statistics.median(one) for one in zip(*pairs, strict=True))
    return {"ours_s": mine, "peer_s": theirs, "ratio": theirs / mine}


def _seconds(call: object, path: Path) -> float:
    start = time.perf_counter()
    call(path)  # type: ignore[operator]
    return time.perf_counter() - start


if __name__ == "__main__":
    result = run()
    print(
        f"survey of {2 * PERSONS} respondents x {SCALES * ITEMS} items: ours "
        f"{result['ours_s']:.2f} s, pandas and pingouin {result['peer_s']:.2f} s, "
        f"{result['ratio']:.2f} times faster"
    )
