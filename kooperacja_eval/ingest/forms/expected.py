"""What a sheet of a form looks like when nobody has changed it, ready to be compared with."""

from dataclasses import dataclass

from kooperacja_eval.forms.layout import FormLayout, SheetLayout
from kooperacja_eval.schemas.field import fold
from kooperacja_eval.text import LANGUAGES


@dataclass(frozen=True, slots=True, kw_only=True)
class ExpectedSheet:
    """A sheet in each language.

    Attributes
    ----------
    layout : SheetLayout
        The sheet.
    headers : tuple of tuple of str
        Header row, by language.
    folded : tuple of set of str
        The same, folded.
    labels : tuple of dict of str to str
        Text of each labelled cell to its field, by language.
    fields : tuple of str
        Field of each column.
    referring : frozenset of str
        Fields whose lists may show a name after the identifier.
    """

    layout: SheetLayout
    headers: tuple[tuple[str, ...], ...]
    folded: tuple[frozenset[str], ...]
    labels: tuple[dict[str, str], ...]
    fields: tuple[str, ...]
    referring: frozenset[str]


def expected_sheets(form: FormLayout) -> dict[str, ExpectedSheet]:
    """Return the sheets of a form by key."""
    return {sheet.key: _expected(sheet) for sheet in form.sheets}


def _expected(sheet: SheetLayout) -> ExpectedSheet:
    headers = tuple(tuple(one.header(lang) for one in sheet.columns) for lang in LANGUAGES)
    return ExpectedSheet(
        layout=sheet,
        headers=headers,
        folded=tuple(frozenset(fold(header) for header in row) for row in headers),
        labels=tuple(
            {f"{one.label.in_(lang)}:": one.name for one in sheet.above} for lang in LANGUAGES
        ),
        fields=tuple(one.field.name for one in sheet.columns),
        referring=frozenset(one.field.name for one in sheet.columns if one.field.references),
    )
