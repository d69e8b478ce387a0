"""From what stands in a REFI-QDA document to documents, codes and codings.

The border: which coder, code and document a reference means is found here; texts and positions
come from ``refi_texts`` and ``refi_positions``.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from itertools import pairwise

from kooperacja_eval.ingest.fgi.project import QualCode, QualCoding
from kooperacja_eval.ingest.fgi.refi_model import RawProject, RawSource, key_of
from kooperacja_eval.ingest.fgi.refi_problems import (
    deleted_code,
    label,
    lost_reference,
    overlaps,
    repeated_names,
    same_users,
    several_values,
)
from kooperacja_eval.schemas.problems import Problem

_CASES: str = "Cases:"
"""NVivo writes it before the names of variables of cases."""
_LISTED = 8


def codes_of(raw: RawProject) -> list[QualCode]:
    """Return the codebook; of several codes with one identifier, the first."""
    codes: dict[str, QualCode] = {}
    for code in raw.codes:
        made = QualCode(
            id=code.id,
            name=code.name,
            parent=code.parent,
            definition=code.description,
            codable=code.codable,
        )
        codes.setdefault(key_of(code.id), made)
    return list(codes.values())


def with_deleted(
    file: str, codes: Sequence[QualCode], codings: Iterable[QualCoding]
) -> tuple[tuple[QualCode, ...], list[Problem]]:
    """Return the codebook with a code for every one that is used and not in it, and problems."""
    known = {code.id for code in codes}
    lost = Counter(coding.code for coding in codings if coding.code not in known)
    made = [QualCode(id=code, name=code) for code in lost]
    problems = [deleted_code(file, code, count) for code, count in lost.items()]
    return (*codes, *made), problems


def coders_of(file: str, raw: RawProject) -> tuple[Mapping[str, str], list[Problem]]:
    """Return names of coders by key of their identifiers; equal names get the identifier."""
    users = {key_of(user): (user, name or user) for user, name in raw.users}
    counts = Counter(name for _, name in users.values())
    twice = {name for name, count in counts.items() if count > 1}
    coders = {
        key: f"{name} ({user})" if name in twice else name for key, (user, name) in users.items()
    }
    repeated = sum(counts[name] for name in twice)
    return coders, [same_users(file, repeated)] if repeated else []


def sets_of(raw: RawProject, ids: Mapping[str, str]) -> dict[str, tuple[str, ...]]:
    """Return members of sets by name; a name that comes again gets ``(2)``, ``(3)``."""
    sets: dict[str, tuple[str, ...]] = {}
    for name, members in raw.sets:
        free, number = name, 1
        while free in sets:
            number += 1
            free = f"{name} ({number})"
        sets[free] = tuple(ids.get(key_of(member), member) for member in members)
    return sets


def variables_of(file: str, raw: RawProject) -> tuple[list[dict[str, str]], list[Problem]]:
    """Return the variables of each source, its own and those of its cases, and problems."""
    values: list[dict[str, list[str]]] = [defaultdict(list) for _ in raw.sources]
    numbers = {key_of(source.id): number for number, source in enumerate(raw.sources)}
    lost = 0
    for source, mine in zip(raw.sources, values, strict=True):
        lost += _gather(raw, source.values, mine)
    for case in raw.cases:
        found = [numbers[key] for key in map(key_of, case.sources) if key in numbers]
        lost += len(case.sources) - len(found)
        for number in found:
            lost += _gather(raw, case.values, values[number])
    problems = [
        several_values(file, label(number + 1, raw.sources[number].id), variable)
        for number, mine in enumerate(values)
        for variable, all_values in mine.items()
        if len(all_values) > 1
    ]
    joined = [{name: "; ".join(some) for name, some in mine.items()} for mine in values]
    return joined, problems + ([lost_reference(file, lost)] if lost else [])


def _gather(raw: RawProject, values: Iterable[tuple[str, str]], into: dict[str, list[str]]) -> int:
    """Add values by name of variable; return how many refer to no variable."""
    lost = 0
    for reference, value in values:
        name = raw.variables.get(key_of(reference))
        if name is None:
            lost += 1
        elif value:
            name = name.removeprefix(_CASES)
            if value not in into[name]:
                into[name].append(value)
    return lost


def name_problems(file: str, sources: Sequence[RawSource]) -> list[Problem]:
    """Return a warning for each name that several documents have."""
    named: dict[str, list[str]] = defaultdict(list)
    for number, source in enumerate(sources, start=1):
        if source.name:
            named[source.name].append(label(number, source.id))
    return [
        repeated_names(file, ", ".join(found[:_LISTED]) + (" …" if len(found) > _LISTED else ""))
        for found in named.values()
        if len(found) > 1
    ]


def overlap_problems(file: str, codings: Iterable[QualCoding], *, told: int = 0) -> list[Problem]:
    """Return a warning with the number of stretches that overlap with the one before them.

    ``told`` of them were said before; the warning is of the others.
    """
    count = overlap_count(codings) - told
    return [overlaps(file, count)] if count > 0 else []


def overlap_count(codings: Iterable[QualCoding]) -> int:
    """Return how many stretches overlap with one before them of the same coder and code."""
    groups: dict[tuple[str, str, str], list[tuple[int, int]]] = defaultdict(list)
    for coding in codings:
        if coding.start is not None and coding.end is not None:
            key = (coding.document, coding.coder, coding.code)
            groups[key].append((coding.start, coding.end))
    return sum(_overlapping(sorted(spans)) for spans in groups.values())


def _overlapping(spans: Sequence[tuple[int, int]]) -> int:
    reach, count = -1, 0
    for before, (start, _) in pairwise(spans):
        reach = max(reach, before[1])
        count += start < reach
    return count


def unique_ids(codings: Iterable[QualCoding]) -> list[QualCoding]:
    """Return codings whose identifiers are all different; one that comes again gets ``:2``."""
    used: Counter[str] = Counter()
    made = []
    for coding in codings:
        used[coding.id] += 1
        number = used[coding.id]
        made.append(coding if number == 1 else replace(coding, id=f"{coding.id}:{number}"))
    return made
