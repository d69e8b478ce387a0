"""Rules that find figures which contradict each other: values, lengths of the test, totals."""

from collections.abc import Iterable
from itertools import combinations, pairwise
from typing import Final

from kooperacja_eval.evidence import wording
from kooperacja_eval.evidence.figures import Figure, Record
from kooperacja_eval.evidence.labels import figure_label, group_label, place_label
from kooperacja_eval.evidence.pair import Disagreement, Statement, together
from kooperacja_eval.text import Text

ADDED_UP: Final = frozenset({"families", "groups", "teams", "entities", "gminas", "powiats"})
"""Units whose number in a macroregion is the sum over its voivodeships."""
_PARTS: Final = 2
"""A total is compared with its parts from this number of voivodeships on."""

Key = tuple[str, str, str | None, str | None]


def different_values(record: Record) -> list[Disagreement]:
    """Find the same figure for the same place and group with other values in other documents."""
    found = []
    for key, figures in _grouped(record.figures).items():
        for one, other in combinations(figures, 2):
            if one.document != other.document and one.value != other.value:
                found.append(_values(key, one, other))
    return sorted(found, key=lambda row: row.voivodeship is not None)


def lengths_of_the_test(record: Record) -> list[Disagreement]:
    """Find lengths of the test that differ, each beside the next longer one."""
    found = []
    for macroregion in dict.fromkeys(f.macroregion for f in record.of("test_months")):
        lengths: dict[float, list[Figure]] = {}
        for figure in record.of("test_months"):
            if figure.macroregion == macroregion and figure.value is not None:
                lengths.setdefault(figure.value, []).append(figure)
        for shorter, longer in pairwise(sorted(lengths)):
            more = wording.in_months(round(longer - shorter))
            found.append(
                Disagreement(
                    kind="length_of_test",
                    topic=figure_label("test_months"),
                    a=_length(lengths[shorter]),
                    b=_length(lengths[longer]),
                    difference=Text(f"O {more.pl} dłużej.", f"{more.en} longer."),
                    macroregion=macroregion,
                )
            )
    return found


def parts_and_totals(record: Record) -> list[Disagreement]:
    """Find totals of a macroregion that are not the sum over its voivodeships in one document."""
    counts = [figure for figure in record.figures if figure.unit in ADDED_UP]
    found = []
    for document in dict.fromkeys(figure.document for figure in counts):
        rows = [f for f in counts if f.document == document and f.value is not None]
        for total in (figure for figure in rows if figure.voivodeship is None):
            parts = [part for part in rows if _is_part(part, total)]
            places = {part.voivodeship for part in parts}
            together_ = sum(part.value or 0 for part in parts)
            if len(parts) == len(places) >= _PARTS and together_ != total.value:
                found.append(_total(total, parts, rows))
    return found


def _grouped(figures: Iterable[Figure]) -> dict[Key, list[Figure]]:
    """Group figures with a value; the same claim of the same document stands once."""
    groups: dict[Key, list[Figure]] = {}
    for figure in figures:
        if figure.value is None:
            continue
        key = (figure.macroregion, figure.indicator_id, figure.voivodeship, figure.group)
        claims = groups.setdefault(key, [])
        if not any((c.document, c.value) == (figure.document, figure.value) for c in claims):
            claims.append(figure)
    return groups


def _values(key: Key, one: Figure, other: Figure) -> Disagreement:
    macroregion, indicator_id, voivodeship, group = key
    parts = [figure_label(indicator_id), place_label(macroregion, voivodeship)]
    if group is not None:
        parts.append(group_label(group))
    apart = wording.number((other.value or 0) - (one.value or 0), one.decimals)
    sign = "+" if not apart.pl.startswith("-") else ""
    shown = Text(sign + apart.pl.replace("-", "−"), sign + apart.en.replace("-", "−"))
    when, then = _when(one), _when(other)
    if when is not None and then is not None and when != then:
        how = Text(
            f"różne daty: {when.pl} i {then.pl}", f"the dates differ: {when.en} and {then.en}"
        )
    else:
        how = Text("daty nie tłumaczą różnicy", "dates do not explain the difference")
    return Disagreement(
        kind="different_values",
        topic=wording.listed(parts),
        a=_value(one),
        b=_value(other),
        difference=Text(f"{shown.pl}; {how.pl}.", f"{shown.en}; {how.en}."),
        macroregion=macroregion,
        voivodeship=voivodeship,
    )


def _value(figure: Figure) -> Statement:
    number = wording.number(figure.value or 0, figure.decimals)
    when = _when(figure)
    text = number if when is None else Text(f"{number.pl} ({when.pl})", f"{number.en} ({when.en})")
    return Statement(text=text, document=figure.document, quote=figure.quote)


def _when(figure: Figure) -> Text | None:
    if figure.first is not None and figure.last is not None:
        return wording.days(figure.first, figure.last)
    day = figure.last or figure.first
    return None if day is None else wording.day(day)


def _length(figures: list[Figure]) -> Statement:
    length = wording.in_months(round(figures[0].value or 0))
    versions = wording.listed([group_label(f.group) for f in figures if f.group is not None])
    text = Text(f"{length.pl} (harmonogram {versions.pl})", f"{length.en} (schedule {versions.en})")
    return together(text, [(f.document, f.quote) for f in figures])


def _is_part(part: Figure, total: Figure) -> bool:
    return part.voivodeship is not None and (
        (part.indicator_id, part.macroregion, part.group)
        == (total.indicator_id, total.macroregion, total.group)
    )


def _total(total: Figure, parts: list[Figure], rows: list[Figure]) -> Disagreement:
    added = round(sum(part.value or 0 for part in parts))
    label, place = figure_label(total.indicator_id), place_label(total.macroregion, None)
    topic = [label, place] + ([group_label(total.group)] if total.group else [])
    per_place = wording.listed(
        [
            Text(f"{p.pl} {part.value:g}", f"{p.en} {part.value:g}")
            for part in parts
            for p in [place_label(part.macroregion, part.voivodeship)]
        ]
    )
    return Disagreement(
        kind="parts_and_total",
        topic=wording.listed(topic),
        a=Statement(
            text=Text(f"razem {total.value:g}", f"total {total.value:g}"),
            document=total.document,
            quote=total.quote,
        ),
        b=together(
            Text(
                f"województwa razem {added}: {per_place.pl}",
                f"voivodeships together {added}: {per_place.en}",
            ),
            [(part.document, part.quote) for part in parts],
        ),
        difference=_rest(total, added, rows),
        macroregion=total.macroregion,
    )


def _rest(total: Figure, added: int, rows: list[Figure]) -> Text:
    """Say what is left, and name a group listed by voivodeships only that has just that number."""
    left = round((total.value or 0) - added)
    remark = Text(f"Różnica {left}".replace("-", "−"), f"A difference of {left}".replace("-", "−"))
    totals = {f.group for f in rows if f.voivodeship is None}
    others: dict[str, float] = {}
    for row in rows:
        same = (row.indicator_id, row.macroregion) == (total.indicator_id, total.macroregion)
        if same and row.group is not None and row.group not in totals:
            others[row.group] = others.get(row.group, 0) + (row.value or 0)
    for group, number in others.items():
        if number == left:
            name = group_label(group)
            return Text(
                f"{remark.pl}; tyle samo podano osobno jako: {name.pl}.",
                f"{remark.en}; just as many are listed apart as: {name.en}.",
            )
    return Text(f"{remark.pl}.", f"{remark.en}.")
