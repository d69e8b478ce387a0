"""Published data of times to an event as arguments of Cox models and log-rank tests."""

import numpy as np
from survival_rows import BLADDER, HEART, LUNG, OVARIAN, VETERAN

# survival::aml, R. G. Miller 1981: time status, maintained first and not maintained then
AML = """
    9 1; 13 1; 13 0; 18 1; 23 1; 28 0; 31 1; 34 1; 45 0; 48 1; 161 0
"""
AML_NOT = """
    5 1; 5 1; 8 1; 8 1; 12 1; 16 0; 23 1; 27 1; 30 1; 33 1; 43 1; 45 1
"""


def table(rows):
    return np.array([row.split() for row in rows.split(";")], float)


def lung(*, complete=("time",)):
    """Columns of lung, of the rows that have all of `complete`."""
    names = ("inst", "time", "status", "age", "sex", "ecog")
    rows = table(LUNG)
    rows = rows[~np.isnan(rows[:, [names.index(name) for name in complete]]).any(axis=1)]
    columns = dict(zip(names, rows.T, strict=True))
    return columns | {"event": columns["status"] - 1}


def model(leave, event, columns, **options):
    names = [f"x{number}" for number in range(len(columns))]
    return {
        "leave": leave,
        "event": event,
        "predictors": np.column_stack(columns),
        "names": names,
    } | options


def lung_model(*names, complete=(), **options):
    rows = lung(complete=("time", *complete))
    strata = {"strata": rows[options.pop("by")]} if "by" in options else {}
    return model(rows["time"], rows["event"], [rows[name] for name in names], **strata, **options)


def ovarian():
    time, status, age, rx = table(OVARIAN).T
    return model(time, status, [age, rx])


def veteran():
    trt, cell, time, status, *others = table(VETERAN).T
    return model(time, status, [trt, *(cell == number for number in (1, 2, 3)), *others])


def heart(*, interactions=True):
    start, stop, event, age, surgery, new, _ = table(HEART).T
    columns = [age, surgery, new, age * new, surgery * new] if interactions else [age, surgery]
    return model(stop, event, columns, entry=start)


def bladder(*, by_number=False):
    person, rx, number, size, start, stop, event = table(BLADDER).T
    options = {"entry": start}
    if by_number:  # enum of bladder2: which row of the person it is
        first = np.concatenate([[True], np.diff(person) != 0])
        since = np.maximum.accumulate(np.where(first, np.arange(person.size), 0))
        options |= {"strata": np.arange(person.size) - since, "ties": "breslow"}
    return model(stop, event, [rx, size, number], **options)


# formulas of coxph; those of heart and bladder with Surv(start, stop, event)
MODELS = {
    "lung_sex": lambda: lung_model("sex"),
    "lung_efron": lambda: lung_model("age", "sex", "ecog"),
    "lung_breslow": lambda: lung_model("age", "sex", "ecog", ties="breslow"),
    # strata by ph.ecog
    "lung_strata": lambda: lung_model("age", "sex", complete=["ecog"], by="ecog"),
    "ovarian": ovarian,  # ~ age + rx
    "veteran": veteran,  # ~ trt + celltype + karno + diagtime + age + prior
    "heart": heart,  # ~ (age + surgery) * transplant
    "bladder": bladder,  # ~ rx + size + number
    "bladder_strata": lambda: bladder(by_number=True),  # + strata(enum), ties = "breslow"
}
