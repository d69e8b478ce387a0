"""How texts are compared, and what a code list and a field say about themselves."""

import pytest

from kooperacja_eval.schemas.field import DTYPES, KIND_LABELS, CodeList, Field, code, fold
from kooperacja_eval.text import Text

pytestmark = pytest.mark.unit

SIZES = CodeList(
    "sizes",
    (code("small", "mały", "small", "niewielki"), code("large", "duży", "large")),
)


def field(**options: object) -> Field:
    described = {"kind": "text", "label": Text("etykieta", "label"), "definition": Text("O.", "A.")}
    return Field(**(described | options))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("written", "compared"),
    [
        ("Łódzkie", "lodzkie"),  # ł has no decomposition: it is replaced by hand
        ("ZAŻÓŁĆ GĘŚLĄ JAŹŃ", "zazolc gesla jazn"),  # all nine Polish letters
        ("Z\u0307o\u0301ł\u0107", "zolc"),  # letters that came decomposed
        ("data\u00a0 rozpoczęcia\n", "data rozpoczecia"),  # no-break space, line break
        ("started_on", "started on"),  # headers with underscores
        ("gminy – powiaty", "gminy – powiaty"),  # punctuation says something: it stays
        ("", ""),
    ],
)
def test_texts_are_compared_without_case_diacritics_and_spacing(
    written: str, compared: str
) -> None:
    assert fold(written) == compared


def test_folding_twice_changes_nothing() -> None:
    # ℌ decomposes to a capital H, İ to i and a dot: lower case must come after decomposition
    for written in ("ℌ", "İ", "ﬁ", "ß", "Ł"):
        assert fold(fold(written)) == fold(written) == fold(written).lower()


def test_a_code_is_found_under_every_spelling() -> None:
    assert SIZES.lookup() == {
        "small": "small",
        "maly": "small",
        "niewielki": "small",
        "large": "large",
        "duzy": "large",
    }


def test_codes_keep_report_order() -> None:
    assert SIZES.ids == ("small", "large")
    assert [entry.id for entry in SIZES] == ["small", "large"]


def test_a_label_of_an_unknown_code_is_refused() -> None:
    assert SIZES.label("large") == Text("duży", "large")
    with pytest.raises(KeyError, match="medium"):
        SIZES.label("medium")


def test_headers_are_folded_and_come_once() -> None:
    described = field(name="started_on", label=Text("Początek", "started on"), aliases=("od", "OD"))
    # started_on and "started on" are one header, as are "od" and "OD"
    assert described.headers() == ("started on", "poczatek", "od")


@pytest.mark.parametrize(
    ("options", "never_missing"),
    [({}, False), ({"key": True}, True), ({"required": True}, True)],
)
def test_keys_and_required_fields_are_never_missing(
    options: dict[str, bool], never_missing: bool
) -> None:
    assert field(**options).never_missing is never_missing


def test_every_kind_has_a_type_and_a_label() -> None:
    assert DTYPES.keys() == KIND_LABELS.keys()
    assert field(kind="integer").dtype == "Int64"  # whole numbers keep missing values
    assert field(kind="month").dtype == field(kind="date").dtype == "datetime64[us]"
