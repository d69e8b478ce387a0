"""The rows of the survey indicators a second time: who is compared, and what is counted.

A row that is not expected is as wrong as one that is missing.
"""

from collections.abc import Iterator, Sequence

import numpy as np
import pandas as pd
import survey_again_stats as again
from statsmodels.stats.multitest import multipletests
from survey_again_data import (
    PAIRS,
    WAVES,
    Tables,
    Two,
    groups,
    people_with_scores,
    places,
    rated_answers,
    two_waves,
)

Row = dict[str, object]


class Second:
    """The study, scored and linked once."""

    def __init__(self, given: Tables, families: dict[tuple[str, str], str]) -> None:
        self.people = people_with_scores(given)
        self.scales = given["scales"].drop_duplicates("scale").set_index("scale")["direction"]
        self.long = rated_answers(given)
        self.items = self.long[self.long["measure"] == "current"].sort_values("item_id")
        self.item_ids = self.items["item_id"].unique().tolist()
        self.families = families
        self.pairs = [two_waves(self.people, *pair) for pair in PAIRS]

    def rows(self, by: str) -> Iterator[Row]:
        """Give every row of a level."""
        for where in places(by):
            inside = where.of(self.people)
            place = {"macroregion": where.macroregion, "voivodeship": where.voivodeship}
            found = [*self._scores(inside, by), *self._changes(inside, by)]
            if by == "macroregion":
                found += [*self._reliability(inside), *self._tests(inside), *self._items(inside)]
                found += [*self._improved(inside), *self._shift(inside)]
            for row in found:
                yield {**place, "period": None, "pzk_id": None, **row}

    def _scores(self, inside: pd.DataFrame, by: str) -> Iterator[Row]:
        for wave in WAVES:
            here = self.people[self.people["wave"] == wave]
            for scale in self.scales.index[here[self.scales.index].notna().any()]:
                scored = here[[scale, "team"]]
                for group, rows in groups(inside, by):
                    chosen = scored[scored.index.isin(rows)]
                    row = _mean(chosen[scale], chosen["team"], "")
                    yield {**row, **_named("scale_score", scale + group, wave)}

    def _changes(self, inside: pd.DataFrame, by: str) -> Iterator[Row]:
        for pair in self.pairs:
            scored = pair.only(self.scales.index.tolist())
            for group, rows in groups(inside, by):
                two = scored.of(rows)
                for scale in self.scales.index:
                    if not _asked(two, scale):
                        continue
                    found = [_paired(two, scale), _unlinked(two, scale)]
                    if by == "macroregion" and not group:
                        found += _readings(two, scale)
                    named = _named("scale_change", scale + group, two.wave)
                    yield from ({**row, **named} for row in found)

    def _items(self, inside: pd.DataFrame) -> Iterator[Row]:
        for pair in self.pairs:
            two = pair.of(inside.index)
            for item in self.item_ids:
                if _asked(two, item):
                    yield {**_paired(two, item), **_named("item_change", item, two.wave)}

    def _tests(self, inside: pd.DataFrame) -> Iterator[Row]:
        for pair in self.pairs:
            two = pair.of(inside.index)
            names = [n for n in [*self.scales.index, *self.item_ids] if _asked(two, n)]
            found = {}
            for name in names:
                one, other = two.linked[name], two.linked[f"{name}|after"]
                test, both = again.mean(other - one, two.linked["team"]), (other - one).notna()
                counts = {"n": int(both.sum()), "n_missing": int((~both).sum())}
                named = {**_named("change_test", name, two.wave), **counts}
                found[name] = {**named, **_p("paired_clustered_t", test[3] if test else None)}
                exact = again.wilcoxon(one[both].to_numpy(float), other[both].to_numpy(float))
                yield {**named, **_p("wilcoxon_pratt_permutation", exact)}
            yield from found.values()
            yield from self._adjusted(found, two.wave)

    def _adjusted(self, found: dict[str, Row], wave: str) -> Iterator[Row]:
        families = pd.Series({name: self.families.get((name, wave), "") for name in found})
        for family, names in families.groupby(families).groups.items():
            done = [name for name in names if found[name]["value"] is not None]
            raw = [found[name]["value"] for name in done]
            adjusted = multipletests(raw, method="holm" if family else "fdr_bh")[1] if raw else []
            values = dict(zip(done, map(float, adjusted), strict=True))
            method = "holm_confirmatory" if family else "bh_exploratory"
            yield from ({**found[name], **_p(method, values.get(name))} for name in names)

    def _reliability(self, inside: pd.DataFrame) -> Iterator[Row]:
        for wave in WAVES:
            here = inside[inside["wave"] == wave]
            for scale in self.scales.index:
                table = self.table(here, scale)
                if table.empty:
                    continue
                full = table.dropna().to_numpy(dtype=float)
                counts = {"n": len(full), "n_missing": len(here) - len(full)}
                scored = int(here[scale].notna().sum())
                for method, value, numbers in (
                    ("alpha_feldt", again.alpha(full), counts),
                    ("omega_ml", (again.omega(full), None, None), counts),
                    ("icc_team", again.team_likeness(here[scale], here["team"]),
                     {"n": scored, "n_missing": len(here) - scored}),
                ):  # fmt: skip
                    named = _named("scale_reliability", scale, wave)
                    yield {**_row(method, value), **numbers, **named}

    def table(self, here: pd.DataFrame, scale: str) -> pd.DataFrame:
        """Return respondents by the items of a scale that anybody of them answered."""
        own = self.items[self.items["scale"] == scale]
        own = own.merge(here[["respondent_id", "wave"]], on=["respondent_id", "wave"])
        return own.pivot_table("turned", "respondent_id", "item_id")

    def _improved(self, inside: pd.DataFrame) -> Iterator[Row]:
        for pair, (before, _) in zip(self.pairs, PAIRS, strict=True):
            two = pair.of(inside.index)
            earlier = inside[inside["wave"] == before]
            for scale, direction in self.scales.items():
                if direction == "none" or not _asked(two, scale):
                    continue
                sign = -1 if direction == "lower" else 1
                change = sign * (two.linked[f"{scale}|after"] - two.linked[scale])
                reliability = again.alpha(self.table(earlier, scale).dropna().to_numpy(float))
                steps = {scale: 1e-9}
                if 0 < reliability[0] < 1:
                    error = earlier[scale].std() * np.sqrt(2 * (1 - reliability[0]))
                    steps[f"{scale}/reliable"] = 1.96 * error
                for name, step in steps.items():
                    named = _named("improved_share", name, two.wave)
                    for row in _share(change, two.linked["team"], step):
                        yield {**row, **named}

    def _shift(self, inside: pd.DataFrame) -> Iterator[Row]:
        for pair in self.pairs:
            linked = pair.of(inside.index).linked
            for name in [column for column in self.people if column.startswith("then:")]:
                scale = name.removeprefix("then:")
                then, pre = linked[f"{name}|after"], linked[f"now:{scale}"]
                post = linked[f"now:{scale}|after"]
                if then.isna().all():
                    continue
                for reading, change in (
                    ("then_minus_pre", then - pre), ("post_minus_pre", post - pre),
                    ("post_minus_then", post - then),
                ):  # fmt: skip
                    row = _mean(change, linked["team"], "paired_", "difference")
                    yield {**row, **_named("response_shift", f"{scale}/{reading}", pair.wave)}


def _asked(two: Two, name: str) -> bool:
    """Say whether anybody has a value in each of the waves."""
    earlier = two.linked[name].notna().any() or two.first[name].notna().any()
    return earlier and (two.linked[f"{name}|after"].notna().any() or two.second[name].notna().any())


def _mean(values: pd.Series, teams: pd.Series, prefix: str, change_type: str = "none") -> Row:
    n, found = int(values.notna().sum()), again.mean(values, teams)
    interval = (float(values.mean()), *(found[1:3] if found else (None, None))) if n else None
    return {
        **_row(f"{prefix}{'clustered_t' if found else 'mean'}", interval, change_type),
        "numerator": float(values.sum()), "denominator": float(n),
        "n": n, "n_missing": len(values) - n,
    }  # fmt: skip


def _paired(two: Two, name: str) -> Row:
    change = two.linked[f"{name}|after"] - two.linked[name]
    return _mean(change, two.linked["team"], "paired_", "difference")


def _unlinked(two: Two, name: str) -> Row:
    value = again.difference(two.first, two.second, name)
    return {**_row("unlinked_clustered_t", value, "difference"), **_sizes(two, name)}


def _sizes(two: Two, name: str) -> Row:
    first, second = int(two.first[name].notna().sum()), int(two.second[name].notna().sum())
    missing = len(two.first) + len(two.second) - first - second
    n = {"n": first + second, "n_missing": missing}
    return {"numerator": float(first), "denominator": float(second), **n}


def _readings(two: Two, name: str) -> Sequence[Row]:
    """Give the other readings of a change; what is checked elsewhere is ``again.ELSEWHERE``."""
    later = f"{name}|after"
    both = two.linked.dropna(subset=[name, later])
    one, other = both[name].to_numpy(dtype=float), both[later].to_numpy(dtype=float)
    teams = pd.factorize(both["team"])[0]
    counts = {"n": len(both), "n_missing": len(two.linked) - len(both)}
    sums = {"numerator": (other - one).sum(), "denominator": one.sum()}
    relative = again.relative(one, other, teams)
    either = two.linked[[name, later]].notna().any(axis=1)
    rest = [frame.loc[frame["linkable"].astype(bool), name] for frame in (two.first, two.second)]
    n = int(either.sum()) + sum(int(part.notna().sum()) for part in rest)
    imputed = {"n": n, "n_missing": len(two.linked) + sum(map(len, rest)) - n}
    cliff = again.cliff(two.first, two.second, name)
    return [
        {**_row("paired_cluster_bootstrap", relative, "relative"), **counts, **sums},
        {**_row("paired_hedges_g_average", again.jackknifed(one, other, teams), "standardised"),
         **counts},
        {**_row("paired_rank_biserial_pratt", again.jackknifed_on_z(one, other, teams),
                "standardised"), **counts},
        {**_row("unlinked_cliffs_delta", cliff, "standardised"), **_sizes(two, name)},
        {**_row("imputed_rubin", (again.ELSEWHERE,) * 3, "difference"), **imputed},
    ]  # fmt: skip


def _share(change: pd.Series, teams: pd.Series, step: float) -> Sequence[Row]:
    better, numbers = again.known(change.gt(step).astype(float).where(change.notna()), teams)
    n = len(better)
    counts = {
        "numerator": float(better.sum()), "denominator": float(n),
        "n": n, "n_missing": len(change) - n,
    }  # fmt: skip
    plain = (better.mean(), *again.wilson(better.mean(), n)) if n else None
    robust = again.clustered_wilson(better, numbers) if n else None
    both = {"wilson": plain, "clustered_wilson": robust}
    return [{**_row(name, found, "share_improved"), **counts} for name, found in both.items()]


def _named(indicator: str, group: str, wave: str) -> Row:
    return {"indicator_id": indicator, "group": group, "wave": wave}


def _p(method: str, value: float | None) -> Row:
    return _row(method, None if value is None else (value, None, None))


def _row(method: str, found: again.Interval | None, change_type: str = "none") -> Row:
    value, low, high = found or (None, None, None)
    return {
        "method": method, "value": value, "ci_low": low, "ci_high": high,
        "numerator": None, "denominator": None, "change_type": change_type,
        "status": "ok" if found else "insufficient",
    }  # fmt: skip
