"""Alphas from sorted boundaries equal what counting character by character gives."""

import dataclasses
from itertools import combinations, permutations, product

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kooperacja_eval.errors import InsufficientDataError
from kooperacja_eval.stats.unitised import Segments, unitised_alpha
from kooperacja_eval.stats.unitised_2004 import unitised_alpha_2004

pytestmark = pytest.mark.property

EXACT = 1e-12  # sums of the same whole numbers, divided in another order

LENGTH = 14  # of each of two documents: small enough to go over all pairs of characters
VARIANTS = ("u_alpha", "binary_alpha", "cu_alpha", "ku_alpha")


@st.composite
def coded_texts(draw):
    """Segments of 2 to 4 coders with up to 3 codes on one or two documents, overlaps allowed."""
    coders, documents = draw(st.integers(2, 4)), draw(st.integers(1, 2))
    row = st.tuples(
        st.integers(0, LENGTH - 1),
        st.integers(1, 8),
        st.integers(0, coders - 1),
        st.integers(0, 2),
        st.integers(0, documents - 1),
    )
    rows = draw(st.lists(row, min_size=1, max_size=12))
    start, size, coder, code, document = np.array(rows).T
    end = np.minimum(start + size, LENGTH)
    segments = Segments(start=start, end=end, coder=coder, code=code, document=document)
    return segments, np.full(documents, LENGTH), coders


def characters(segments, coders, documents):
    """All characters of all coders as (place, coder, value, unit), value a set of codes.

    A unit is told apart by what covers it: the segments, merged where they share a character, of
    each code. A gap is as many units as it has characters.
    """
    cells = []
    for document, coder in product(range(documents), range(coders)):
        mine = (segments.document == document) & (segments.coder == coder)
        rows = zip(segments.start[mine], segments.end[mine], segments.code[mine], strict=True)
        spans = [(code, set(range(start, end))) for start, end, code in rows]
        merged = []
        for code, places in spans:
            touched = [span for span in merged if span[0] == code and span[1] & places]
            merged = [span for span in merged if span not in touched]
            merged.append((code, places.union(*(span[1] for span in touched))))
        before, cut = None, 0
        for place in range(LENGTH):
            covers = sorted((code, min(span)) for code, span in merged if place in span)
            if covers != before:
                before, cut = covers, place
            value = frozenset(code for code, _ in covers)
            unit = (document, coder, tuple(covers), cut if value else place)
            cells.append(((document, place), coder, value, unit))
    return cells


def counted(segments, coders, documents, variant, code):
    """Observed and expected disagreement over all pairs of characters."""
    cells = characters(segments, coders, documents)
    inside = variant in ("cu_alpha", "ku_alpha")
    coded = {(place, coder) for place, coder, value, _ in cells if value}
    places = sorted({place for place, *_ in cells})
    others = {
        (place, coder): sum((place, each) in coded for each in range(coders) if each != coder)
        for place in places
        for coder in range(coders)
    }
    if inside:
        cells = [cell for cell in cells if cell[2]]
    observed = total = unlike = pairs = 0.0
    for first, second in permutations(cells, 2):
        differ = first[2] != second[2]
        if variant == "binary_alpha":
            differ = bool(first[2]) != bool(second[2])
        asked = variant != "ku_alpha" or first[2] == frozenset([code])
        if first[0] == second[0]:  # two coders on one character
            total += asked
            observed += asked and differ
        if first[3] != second[3]:  # not within one unit
            weight = 1.0
            if inside:
                weight = others[first[:2]] * others[second[:2]]
            pairs += asked * weight
            unlike += asked * differ * weight
    if not (total and pairs and unlike):
        return None
    return observed / total, unlike / pairs


@given(coded_texts(), st.sampled_from(VARIANTS))
def test_sorted_boundaries_give_what_pairs_of_characters_give(text, variant):
    segments, lengths, coders = text
    code = int(segments.code[0]) if variant == "ku_alpha" else None
    stated = counted(segments, coders, lengths.size, variant, code)
    options = {"length": lengths, "coders": coders, "variant": variant, "code": code}
    if stated is None:
        with pytest.raises(InsufficientDataError):
            unitised_alpha(segments, **options)
        return
    result = unitised_alpha(segments, **options)
    assert (result.observed, result.expected) == pytest.approx(stated, rel=EXACT, abs=EXACT)
    assert result.alpha == pytest.approx(1 - stated[0] / stated[1], rel=EXACT, abs=EXACT)
    assert result.alpha <= 1


def reordered(segments, order):
    columns = dataclasses.asdict(segments)
    return Segments(**{name: column[order] for name, column in columns.items()})


def outcome(segments, lengths, coders, variant="u_alpha", code=None):
    try:
        result = unitised_alpha(segments, length=lengths, coders=coders, variant=variant, code=code)
    except InsufficientDataError:
        return None
    return pytest.approx(result.alpha, rel=1e-9, abs=1e-9)


@given(coded_texts(), st.sampled_from(VARIANTS[:3]), st.randoms(use_true_random=False))
def test_order_of_rows_numbers_of_coders_and_codes_do_not_matter(text, variant, random):
    segments, lengths, coders = text
    stated = outcome(segments, lengths, coders, variant)
    order = list(range(segments.start.size))
    random.shuffle(order)
    names = random.sample(range(50), 3)
    people = random.sample(range(coders), coders)
    other = reordered(segments, np.array(order))
    other = dataclasses.replace(
        other, coder=np.array(people)[other.coder], code=np.array(names)[other.code]
    )
    changed = outcome(other, lengths, coders, variant)
    assert (stated is None) == (changed is None)
    if stated is not None:
        assert changed.expected == stated


@given(coded_texts())
def test_read_backwards_nothing_changes(text):
    segments, lengths, coders = text
    back = dataclasses.replace(segments, start=LENGTH - segments.end, end=LENGTH - segments.start)
    stated, changed = outcome(segments, lengths, coders), outcome(back, lengths, coders)
    assert (stated is None) == (changed is None)
    if stated is not None:
        assert changed.expected == stated


@given(coded_texts())
def test_with_one_code_which_code_is_whether_coded(text):
    segments, lengths, coders = text
    alphas = []
    for variant in ("u_alpha", "binary_alpha"):
        try:
            result = unitised_alpha(
                segments, length=lengths, coders=coders, codes=[0], variant=variant
            )
        except InsufficientDataError:
            alphas.append(None)
        else:
            alphas.append(result.alpha)
    assert alphas[0] == (None if alphas[1] is None else pytest.approx(alphas[1]))


@given(coded_texts())
def test_the_form_of_2004_equals_a_loop_over_pairs_of_units(text):
    segments, _, coders = text
    first = segments.document == 0
    segments = reordered(segments, np.flatnonzero(first & (segments.code == segments.code[0])))
    if segments.start.size == 0:
        return
    segments = dataclasses.replace(segments, document=None)
    result = unitised_alpha_2004(segments, length=LENGTH, coders=coders)
    units, gaps = [], []
    for coder in range(coders):
        mine = segments.coder == coder
        merged = []
        for start, end in sorted(zip(segments.start[mine], segments.end[mine], strict=True)):
            if merged and start < merged[-1][1]:
                merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
            else:
                merged.append((start, end))
        edges = [0, *(edge for unit in merged for edge in unit), LENGTH]
        gaps += [(a, b, coder) for a, b in zip(edges[::2], edges[1::2], strict=True) if a < b]
        units += [(start, end, coder) for start, end in merged]
    observed = 0
    for one, two in combinations(units, 2):
        if one[2] != two[2] and one[0] < two[1] and two[0] < one[1]:
            observed += (one[0] - two[0]) ** 2 + (one[1] - two[1]) ** 2
    for unit, gap in product(units, gaps):
        if unit[2] != gap[2] and gap[0] <= unit[0] and unit[1] <= gap[1]:
            observed += (unit[1] - unit[0]) ** 2
    assert result.observed == pytest.approx(
        2 * observed / (coders * (coders - 1) * LENGTH**2), rel=EXACT
    )
    # Chance: each unit laid over each other in all ways in which they overlap, in steps of one
    # place, and wherever it fits into each gap.
    moved = 0
    for start, end, _ in units:
        size = end - start
        moved += (len(units) - 1) * sum(step**2 for step in range(-size + 1, size))
        moved += sum(size**2 * max(0, d - c - size + 1) for c, d, _ in gaps)
    whole = coders * LENGTH
    pairs = whole * (whole - 1) - sum((end - start) * (end - start - 1) for start, end, _ in units)
    assert result.expected == pytest.approx(2 / LENGTH * moved / pairs, rel=EXACT)
