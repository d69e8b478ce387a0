"""The rule that finds steps which documents put in different months."""

from collections.abc import Mapping
from itertools import combinations
from typing import Final

from kooperacja_eval.evidence import wording
from kooperacja_eval.evidence.figures import Record, Step
from kooperacja_eval.evidence.pair import Disagreement, Statement, together
from kooperacja_eval.schemas.codes import SCHEDULE_VERSIONS
from kooperacja_eval.text import Text

CLAIMS: Mapping[str, str] = {"planned": "plan", "realised": "course", "modified": "course"}
"""What a version claims: what was planned, or how the test went; only like is compared with like.
The schedule of the model has no months."""

_MONTHS: Final = Text("miesiące", "months")
_MONTH: Final = Text("miesiąc", "month")


def months_of_steps(record: Record) -> list[Disagreement]:
    """Find steps that two documents put in different calendar months.

    Parts of a step (K5.1, K5.2) count together, because not every document divides it.
    """
    claims: dict[tuple[str, str], dict[tuple[str, str], list[Step]]] = {}
    for row in record.steps:
        if row.version in CLAIMS:
            key = (CLAIMS[row.version], row.step.partition(".")[0])
            claims.setdefault(key, {}).setdefault((row.document, row.version), []).append(row)
    found = []
    for (_, step), versions in claims.items():
        for one, other in combinations(versions.values(), 2):
            if one[0].document != other[0].document and _calendar(one) != _calendar(other):
                found.append(_months(step, one, other))
    return found


def _calendar(rows: list[Step]) -> frozenset[int]:
    return frozenset().union(*(row.calendar for row in rows))


def _months(step: str, one: list[Step], other: list[Step]) -> Disagreement:
    return Disagreement(
        kind="months_of_step",
        topic=Text(f"Harmonogram, krok {step}", f"Schedule, step {step}"),
        a=_placed(one),
        b=_placed(other),
        difference=_shift(_calendar(one), _calendar(other)),
    )


def _placed(rows: list[Step]) -> Statement:
    numbers = sorted(frozenset().union(*(row.months for row in rows)))
    calendar = _calendar(rows)
    moments = wording.months(min(calendar), max(calendar))
    word = _MONTH if len(numbers) == 1 else _MONTHS
    version = SCHEDULE_VERSIONS.label(rows[0].version)
    written = _runs(numbers)
    text = Text(
        f"{version.pl}: {word.pl} {written} ({moments.pl})",
        f"{version.en}: {word.en} {written} ({moments.en})",
    )
    return together(text, [(row.document, row.quote) for row in rows])


def _runs(numbers: list[int]) -> str:
    """Write month numbers as the documents do: 4, 5, 6 as 4–6, others one by one."""
    runs: list[list[int]] = []
    for number in numbers:
        if runs and number == runs[-1][-1] + 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    return ", ".join(f"{run[0]}–{run[-1]}" if len(run) > 1 else f"{run[0]}" for run in runs)


def _shift(one: frozenset[int], other: frozenset[int]) -> Text:
    remarks = []
    for what, apart in (
        (Text("początek", "start"), min(other) - min(one)),
        (Text("koniec", "end"), max(other) - max(one)),
    ):
        if apart:
            months = wording.in_months(abs(apart))
            when = Text("później", "later") if apart > 0 else Text("wcześniej", "earlier")
            remarks.append(
                Text(f"{what.pl} o {months.pl} {when.pl}", f"{what.en} {months.en} {when.en}")
            )
    if not remarks:
        remarks = [Text("inne miesiące pośrodku", "other months in between")]
    joined = wording.listed(remarks)
    return Text(f"{joined.pl[0].upper()}{joined.pl[1:]}.", f"{joined.en.capitalize()}.")
