import numpy as np
import pytest

from kooperacja_eval.errors import InsufficientDataError
from kooperacja_eval.stats.unitised import Segments, unitised_alpha
from kooperacja_eval.stats.unitised_2004 import unitised_alpha_2004

pytestmark = pytest.mark.unit


def drawn(*coders):
    """Segments from text, a line per coder: a letter is its code, a dot is text without one."""
    rows = []
    for coder, line in enumerate(coders):
        for place, letter in enumerate(line):
            if letter != "." and (place == 0 or line[place - 1] != letter):
                end = place + len(line[place:]) - len(line[place:].lstrip(letter))
                rows.append((place, end, coder, ord(letter) - ord("A")))
    start, end, coder, code = np.array(rows, dtype=int).reshape(-1, 4).T
    return Segments(start=start, end=end, coder=coder, code=code)


def listed(*rows):
    """Segments from rows of start, end, coder and code, and maybe document."""
    columns = np.array(rows).T
    names = ("start", "end", "coder", "code", "document")
    return Segments(**dict(zip(names, columns, strict=False)))


def alpha(segments, length, coders=2, **options):
    return unitised_alpha(segments, length=length, coders=coders, **options)


def test_places_and_codes_by_hand():
    # anna   A A . .    text: A 4, none 4 of 8; agreed: A 1 + 1, none 1 + 1, so Do = 4/8
    # beata  . A A .    De = (64 - 16 - 16) / (64 - (2*2 + 2*2) - 4) = 32/52
    result = alpha(drawn("AA..", ".AA."), 4)
    assert result.observed == 4 / 8
    assert result.expected == 32 / 52
    assert result.alpha == pytest.approx(1 - (4 / 8) / (32 / 52))
    assert result.share_coded == 0.5


def test_codes_where_both_coded_by_hand():
    # anna   A A A B B .    both coded 5 places: text A 3 + 2, B 2 + 3; agreed: A 2 + 2, B 2 + 2
    # beata  A A B B B .    Do = 2/10; De = (100 - 25 - 25) / (100 - 9 - 4 - 4 - 9) = 50/74
    result = alpha(drawn("AAABB.", "AABBB."), 6, variant="cu_alpha")
    assert result.observed == pytest.approx(2 / 10)
    assert result.expected == pytest.approx(50 / 74)
    assert result.coverage == pytest.approx(5 / 6)
    # One code: 1 - l_AA / l_A = 1/5; chance: 5 (10 - 5) / (5 * 10 - 9 - 4) = 25/37
    result = alpha(drawn("AAABB.", "AABBB."), 6, variant="ku_alpha", code=0)
    assert result.observed == pytest.approx(1 / 5)
    assert result.expected == pytest.approx(25 / 37)
    assert result.coverage == 1


def test_codes_of_few_units_that_meet_have_a_chance_too():
    # anna   A A A A . .    one of two others coded each place, which weighs 1/2: A 2, B 2, none
    # beata  B B B B . .    agreed: Do = 1; De = (16 - 4 - 4) / (16 - 2*2 - 2*2) = 1
    # celina . . . . . .
    result = alpha(drawn("AAAA..", "BBBB..", "......"), 6, coders=3, variant="cu_alpha")
    assert (result.observed, result.expected, result.alpha) == (1, 1, 0)
    assert result.coverage == pytest.approx(4 / 18)


def test_coded_or_not_takes_no_notice_of_codes():
    result = alpha(drawn("AAA..", "BBB.."), 5, variant="binary_alpha")
    assert result.alpha == 1
    assert result.alpha_all_text < 0.5
    assert result.alpha_coded_text == 0  # disagreement everywhere, and nothing else to be expected


def test_full_agreement_is_1():
    for variant in ("u_alpha", "binary_alpha", "cu_alpha"):
        assert alpha(drawn("AA.B.", "AA.B."), 5, variant=variant).alpha == 1


def test_overlapping_segments_of_one_coder_and_code_are_merged_and_counted():
    # 0-6, 4-10 and 5-7 of code 0 are one unit; 10-12 only touches and stays a unit of its own.
    other = (0, 12, 1, 0)
    split = alpha(listed((0, 6, 0, 0), (4, 10, 0, 0), (5, 7, 0, 0), (10, 12, 0, 0), other), 20)
    plain = alpha(listed((0, 10, 0, 0), (10, 12, 0, 0), other), 20)
    assert (split.alpha, split.n_segments, split.n_merged) == (plain.alpha, 5, 2)
    assert plain.n_merged == 0
    assert alpha(listed((0, 12, 0, 0), other), 20).expected != plain.expected


def test_overlapping_codes_of_one_coder_are_a_set_that_agrees_with_the_same_set_only():
    #        0-4  4-8  8-12       agreed: none in A|AB, all of AB, all of B
    # anna   A    A+B  B
    # beata  A+B  A+B  B
    both = listed((0, 8, 0, 0), (4, 12, 0, 1), (0, 8, 1, 0), (0, 12, 1, 1))
    result = alpha(both, 20)
    assert result.n_several == 2  # one piece of anna's, one of beata's
    assert result.observed == pytest.approx(8 / 40)
    # Each code by itself: B is marked 4-12 and 0-12, and what is coded with A counts as not coded.
    code_b = alpha(both, 20, codes=[1])
    assert code_b.alpha == alpha(listed((4, 12, 0, 1), (0, 12, 1, 1)), 20).alpha
    assert (code_b.n_segments, code_b.n_other_codes, code_b.n_several) == (2, 2, 0)


def test_more_codes_than_bits_of_a_number():
    # 130 codes on the same text of both coders, and one more that only anna gives
    rows = [(0, 5, coder, code) for coder in (0, 1) for code in range(130)]
    assert alpha(listed(*rows), 10).alpha == 1
    assert alpha(listed(*rows, (0, 5, 0, 130)), 10).observed == 0.5


def test_a_coder_who_marked_nothing_counts():
    two, three = (alpha(drawn("AAA...", "AAA..."), 6, coders=coders) for coders in (2, 3))
    assert (two.alpha, three.n_coders) == (1, 3)
    # Of three pairs one agrees on the first half: Do = 1 - (1/3 * 1/2 + 1/2) = 1/3
    assert three.observed == pytest.approx(1 / 3)


def test_documents_are_laid_end_to_end():
    apart = listed((0, 4, 0, 0, 0), (1, 4, 1, 0, 0), (0, 3, 0, 1, 1), (0, 2, 1, 1, 1))
    joined = listed((0, 4, 0, 0), (1, 4, 1, 0), (4, 7, 0, 1), (4, 6, 1, 1))
    several = alpha(apart, np.array([4, 6]))
    assert several.alpha == pytest.approx(alpha(joined, 10).alpha)
    assert (several.n_documents, several.length) == (2, 10)


def study(documents):
    rows = []
    for document in range(documents):
        late = document % 3
        rows += [(0, 10, 0, 0, document), (late, 12, 1, 0, document)]
        rows += [(20, 25, 0, 1, document), (20 + late, 26, 1, 1, document)]
    return listed(*rows), np.full(documents, 40)


def test_the_interval_holds_alpha_and_says_how_it_was_made():
    segments, lengths = study(9)
    result = alpha(segments, lengths, rng=np.random.default_rng(1), resamples=200)
    assert result.ci_low < result.alpha < result.ci_high <= 1
    assert result.method == "studentised bootstrap of documents, log(Do/De)"
    assert result.no_interval is None


def test_without_an_interval_the_reason_is_given():
    segments, lengths = study(9)
    rng = np.random.default_rng(1)
    one = drawn("AA..", ".AA.")
    same = listed(*((0, 3, coder, 0, document) for coder in (0, 1) for document in range(5)))
    not_asked = alpha(segments, lengths)
    one_document = alpha(one, 4, rng=rng)
    no_spread = alpha(same, np.full(5, 9), rng=rng)
    for result in (not_asked, one_document, no_spread):
        assert (result.ci_low, result.ci_high, result.method) == (None, None, None)
    assert "losowych" in not_asked.no_interval.pl
    assert "two documents" in one_document.no_interval.en
    assert no_spread.alpha == 1
    assert no_spread.no_interval is not None


def test_no_segments_of_any_type_are_nothing_coded():
    empty = np.array([])
    segments = Segments(start=empty, end=empty, coder=empty, code=empty)
    with pytest.raises(InsufficientDataError):
        alpha(segments, 10)


@pytest.mark.parametrize(
    ("segments", "options"),
    [
        (drawn("....", "...."), {}),
        (drawn("AAAA", "AAAA"), {}),
        (drawn("AAAA", "AAAA"), {"variant": "binary_alpha"}),
        (drawn("ABAB", "BABA"), {"variant": "binary_alpha"}),
        (drawn("AA..", "..BB"), {"variant": "cu_alpha"}),
        (drawn("AA..", ".AA."), {"variant": "cu_alpha"}),
        (drawn("AA..", ".AA."), {"variant": "ku_alpha", "code": 0}),
        (drawn("AAB.", ".AAB"), {"variant": "ku_alpha", "code": 7}),
        (drawn("AAB.", "..AB"), {"codes": [5]}),
    ],
)
def test_undefined_alphas_are_refused_with_a_text(segments, options):
    with pytest.raises(InsufficientDataError) as caught:
        alpha(segments, 4, **options)
    assert "nieokreślona" in caught.value.text.pl
    assert "undefined" in caught.value.text.en


@pytest.mark.parametrize(
    ("row", "words"),
    [
        ((3, 3, 0, 0), "ends after it starts"),
        ((3, 11, 0, 0), "beyond its length"),
        ((3, 4, 2, 0), "coder runs from 0 to 1"),
        ((-1, 4, 0, 0), "0 or more"),
        ((3, 4, 0, 0, 2), "document runs from 0 to 1"),
        ((3, 11, 0, 0, 0), "beyond its length"),
    ],
)
def test_impossible_segments_are_refused(row, words):
    with pytest.raises(ValueError, match=words):
        alpha(listed(row), 10 if len(row) == 4 else np.array([10, 10]))


@pytest.mark.parametrize(
    ("options", "error"),
    [
        ({"coders": 1}, ValueError),
        ({"coders": 2.0}, TypeError),
        ({"coders": 2, "variant": "alpha"}, ValueError),
        ({"coders": 2, "variant": "ku_alpha"}, ValueError),
        ({"coders": 2, "code": 0}, ValueError),
        ({"coders": 2, "code": -1, "variant": "ku_alpha"}, ValueError),
        ({"coders": 2, "resamples": 10}, ValueError),
        ({"coders": 2, "confidence_level": 95}, ValueError),
        ({"coders": 2, "codes": ["A"]}, TypeError),
    ],
)
def test_wrong_options_are_refused(options, error):
    with pytest.raises(error):
        unitised_alpha(drawn("AA..", ".AA."), length=4, **options)


def test_columns_of_unlike_length_and_empty_documents_are_refused():
    segments = drawn("AA..", ".AA.")
    short = Segments(
        start=segments.start, end=segments.end, coder=segments.coder, code=segments.code[:1]
    )
    with pytest.raises(ValueError, match="same length"):
        alpha(short, 4)
    with pytest.raises(ValueError, match="1 or more"):
        alpha(segments, np.array([4, 0]))


def test_the_form_of_2004_by_hand():
    # anna marks 0-2, beata 1-4 of 6: they overlap by ends 1 and 2 apart, seen from both sides:
    # Do = 2 (1 + 4) / (2 * 1 * 36) = 5/36.
    # De: N = 2; l = 2: (16 - 12 + 2)/3 = 2, gaps 4, 1, 2 of at least 2: 4 * (3 + 1) = 16; l = 3:
    # (54 - 27 + 3)/3 = 10, gap 4: 9 * 2 = 18; pairs 12 * 11 - (2 + 6) = 124; 2/6 * 46/124.
    result = unitised_alpha_2004(listed((0, 2, 0, 0), (1, 4, 1, 0)), length=6, coders=2)
    assert result.observed == pytest.approx(5 / 36)
    assert result.expected == pytest.approx(2 / 6 * 46 / 124)
    assert result.paper == "Krippendorff 2004"


def test_the_form_of_2004_refuses_what_it_cannot_judge():
    with pytest.raises(InsufficientDataError) as caught:
        unitised_alpha_2004(drawn("AA..", ".AA."), length=4, coders=2, code=3)
    assert "2004" in caught.value.text.pl
    with pytest.raises(ValueError, match="one document"):
        unitised_alpha_2004(drawn("AA..", ".AA."), length=np.array([4, 4]), coders=2)
