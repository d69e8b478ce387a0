"""How long every indicator of families takes on a million families, beside the limit of a minute.

Run: ``python -m benchmarks.families [FAMILIES]``. 1,000,000 synthetic families in 175,000 teams
(5.7 a team, as in the pilot) of one macroregion with all 16 voivodeships; ``study_tables`` says
what each has. Tables are made in memory and their making is not counted. Indicators of the
modules of families, stages, reach, costs, goals and support are computed in the order of the
catalogue, once, at the levels macroregion and voivodeship; what several share (tables in the order
of teams) is counted with the first. The level of teams is left out: 175,000 places are no report.
Nobody has contacts here, so that this measure of equity is empty.

Wall time and the processor time of this process stand side by side, since others may use the
machine. pandas computes five plain shares and numbers by voivodeship for scale, without intervals
and missing values; they have to agree. The limit is for all indicators together.
"""

import resource
import sys
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

import numpy as np
import pandas as pd

from benchmarks.families_tables import VOIVODESHIPS, study_tables
from kooperacja_eval.indicators.catalogue import catalogue
from kooperacja_eval.indicators.data import StudyData
from kooperacja_eval.indicators.functions import FUNCTIONS
from kooperacja_eval.indicators.places import LEVELS
from kooperacja_eval.indicators.values import Value
from kooperacja_eval.study import StudyConfig

FAMILIES: Final = 1_000_000
LIMIT_S: Final = 60.0
LIMIT_GB: Final = 6.0
MODULES: Final = ("families", "stages", "reach", "cost", "coop_goals", "support")
"""Beginnings of the names of the modules of families."""
MEASURED: Final = LEVELS[:2]
AGREE: Final = 1e-12
CONFIG: Final = {
    "study": {
        "id": "benchmark",
        "title_pl": "Dane syntetyczne",
        "title_en": "Synthetic data",
        "programme": "-",
        "synthetic": True,
        "data_date": date(2020, 12, 31),
        "as_of": date(2019, 12, 31),
        "period": {"first": date(2018, 4, 1), "last": date(2021, 3, 31)},
    },
    "macroregions": [{"id": "I", "voivodeships": list(VOIVODESHIPS)}],
    "waves": [
        {
            "id": name,
            "label_pl": name,
            "label_en": name,
            "period": {"first": date(year, 1, 1), "last": date(year, 12, 31)},
        }
        for name, year in (("ex_ante", 2019), ("ex_post", 2020))
    ],
    "covid": {"first": date(2020, 3, 1), "last": date(2020, 5, 31)},
    "diagnosis": {"low": 1, "high": 10, "reliability": 0.77, "source": "-"},
    "targets": {
        "entities": 350,
        "pzk": 30,
        "families": 150,
        "families_per_pzk_min": 5,
        "families_per_pzk_max": 9,
    },
    "disclosure": {"profile": "public", "threshold": 3, "dominance": 0.75},
}


@dataclass(frozen=True, slots=True)
class Cost:
    """Seconds of an indicator at both levels, and its rows."""

    wall_s: float
    cpu_s: float
    rows: int


def indicators() -> tuple[str, ...]:
    """Return the indicators of families, in the order of the catalogue."""
    return tuple(
        name
        for name, function in FUNCTIONS.items()
        if function.__module__.rpartition(".")[2].startswith(MODULES)
    )


def measured(data: StudyData, name: str) -> tuple[Cost, Mapping[str, list[Value]]]:
    """Compute an indicator at the levels that it has: what it cost, and values by place."""
    wall, cpu = time.perf_counter(), time.process_time()
    found = {
        place.voivodeship or place.macroregion: FUNCTIONS[name](data, place)
        for level in MEASURED
        if level in catalogue()[name].levels
        for place in data.places(level)
    }
    rows = sum(len(values) for values in found.values())
    return Cost(time.perf_counter() - wall, time.process_time() - cpu, rows), found


def run(families: int = FAMILIES) -> list[str]:
    """Measure all indicators.

    Raises
    ------
    RuntimeError
        Where pandas does not find the same numbers: then times mean nothing.
    """
    data = StudyData(
        tables=study_tables(families),
        config=StudyConfig.model_validate(CONFIG),
        as_of=CONFIG["study"]["as_of"],  # type: ignore[index]
    )
    tables_gb = _peak_gb()
    costs, plain = {}, {}
    for name in indicators():
        costs[name], found = measured(data, name)
        if name in _PEER:
            plain[name] = found
    peer = _peer(data.tables, plain)
    return [*_lines(families, costs), _memory(tables_gb), peer]


def _lines(families: int, costs: Mapping[str, Cost]) -> list[str]:
    total = Cost(*(sum(getattr(one, name) for one in costs.values()) for name in Cost.__slots__))
    lines = [f"indicators of {families:,} families, macroregion and voivodeships"]
    for name, cost in sorted(costs.items(), key=lambda item: -item[1].wall_s):
        lines.append(f"{name}: {cost.wall_s:.2f} s ({cost.cpu_s:.2f} s of processor)")
    return [
        *lines,
        f"all {len(costs)}, {total.rows:,} values: {total.wall_s:.1f} s ({total.cpu_s:.1f} s CPU)",
        f"limit {LIMIT_S:.0f} s: {total.wall_s / LIMIT_S:.2f} times as long",
    ]


def _memory(tables_gb: float) -> str:
    peak = _peak_gb()
    return (
        f"peak memory {peak:.1f} GB, {tables_gb:.1f} GB of it when the tables were made; limit "
        f"{LIMIT_GB:.0f} GB, {peak / LIMIT_GB:.2f} of it"
    )


def _peak_gb() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024 / 1e9


def _completed(joined: pd.DataFrame) -> pd.Series:
    return (joined["outcome"] == "completed").groupby(joined["voivodeship"]).mean()


def _number(joined: pd.DataFrame) -> pd.Series:
    return (joined["outcome"] == "completed").groupby(joined["voivodeship"]).sum()


def _months(joined: pd.DataFrame) -> pd.Series:
    length = (joined["ended_on"] - joined["started_on"]).dt.days + 1
    return (length / 30.4375).groupby(joined["voivodeship"]).mean()


def _signed(joined: pd.DataFrame) -> pd.Series:
    days = (joined["screened_on"] - joined["reported_on"]).dt.days
    return days[days >= 0].groupby(joined["voivodeship"]).median()


def _listed(joined: pd.DataFrame) -> pd.Series:
    return (
        joined["listed"].groupby(joined["voivodeship"]).sum()
        / joined["services"].groupby(joined["voivodeship"]).sum()
    )


_PEER: Final[Mapping[str, tuple[str | None, Callable[[pd.DataFrame], pd.Series]]]] = {
    "ipp_completed": (None, _number),
    "ipp_completed_share": (None, _completed),
    "cooperation_months": (None, _months),
    "stage_days": ("reported_screened", _signed),
    "service_gap": ("on_list", _listed),
}
"""Indicators that pandas computes too: the group that is compared, and how."""


def _peer(
    tables: Mapping[str, pd.DataFrame], plain: Mapping[str, Mapping[str, list[Value]]]
) -> str:
    start = time.perf_counter()
    services = tables["services"].groupby("family_id")["on_list"].agg(["size", "sum"])
    joined = tables["families"].merge(
        tables["pzk"][["pzk_id", "voivodeship"]], on="pzk_id", validate="many_to_one"
    )
    joined = joined[joined["unit_type"] != "group"]
    joined = joined.assign(
        services=joined["family_id"].map(services["size"]),
        listed=joined["family_id"].map(services["sum"]),
    )
    theirs = {name: shares(joined) for name, (_, shares) in _PEER.items()}
    seconds = time.perf_counter() - start
    for name, (group, _) in _PEER.items():
        for place in VOIVODESHIPS:
            ours = next(value.value for value in plain[name][place] if value.group == group)
            if ours is None or not np.isclose(ours, theirs[name][place], rtol=AGREE, atol=0):
                raise RuntimeError(f"pandas does not agree on {name}")
    return f"pandas, {len(_PEER)} plain numbers by voivodeship without intervals: {seconds:.2f} s"


if __name__ == "__main__":
    for line in run(int(sys.argv[1]) if len(sys.argv) > 1 else FAMILIES):
        print(line)
