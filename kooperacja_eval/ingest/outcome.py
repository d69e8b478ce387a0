"""What parsing one cell gives: a value, nothing, or a reason why it could not be parsed.

The reasons are written here once, in both languages; they say what is expected and what to do,
never what the cell holds.
"""

from dataclasses import dataclass
from typing import Final

from kooperacja_eval.text import Text


@dataclass(frozen=True, slots=True)
class Bad:
    """Why a cell could not be parsed.

    Attributes
    ----------
    rule : str
        Identifier of the broken rule.
    message : Text
        What is wrong and what to do; never the cell's content.
    """

    rule: str
    message: Text


class _Missing:
    """The cell says that there is no value."""

    __slots__ = ()

    def __repr__(self) -> str:
        return "MISSING"


MISSING: Final = _Missing()
Missing = _Missing

NOT_A_NUMBER: Final = Bad(
    "not_a_number",
    Text(
        "To nie jest liczba. Wpisz same cyfry, z przecinkiem dziesiętnym, np. 1234,5.",
        "Not a number. Write digits only, with a decimal comma, e.g. 1234,5.",
    ),
)
AMBIGUOUS_NUMBER: Final = Bad(
    "ambiguous_number",
    Text(
        "Nie wiadomo, czy znak przed trzema cyframi oddziela tysiące, czy część dziesiętną. "
        "Wpisz liczbę bez separatora tysięcy, a część dziesiętną po przecinku.",
        "The mark before three digits may separate thousands or decimals. "
        "Write the number without a thousands separator and the decimals after a comma.",
    ),
)
OTHER_CURRENCY: Final = Bad(
    "other_currency",
    Text(
        "Kwota jest w innej walucie, a ta kolumna zawiera złote. Przelicz ją na złote i wpisz samą "
        "liczbę; zapisz obok, po jakim kursie.",
        "The amount is in another currency, but the column holds złoty. Convert it and write the "
        "number only; note the rate beside it.",
    ),
)
NOT_WHOLE: Final = Bad(
    "not_whole",
    Text(
        "Oczekiwano liczby całkowitej, a ta ma część ułamkową. Popraw wartość.",
        "A whole number was expected, this one has a fraction. Correct the value.",
    ),
)
PERCENT: Final = Bad(
    "percent",
    Text(
        "Liczba ma znak %, a ta kolumna nie zawiera procentów. Wpisz liczbę bez znaku %.",
        "The number has a % sign, but the column holds no percentages. Write it without %.",
    ),
)
TOO_LARGE: Final = Bad(
    "number_too_large",
    Text(
        "Liczba ma więcej cyfr, niż da się zapisać dokładnie. Sprawdź wartość.",
        "The number has more digits than can be kept exactly. Check the value.",
    ),
)
DATE_FOR_NUMBER: Final = Bad(
    "date_for_number",
    Text(
        "Komórka zawiera datę zamiast liczby (arkusz mógł zamienić np. 1.5 na 1 maja). "
        "Ustaw format liczbowy i wpisz liczbę ponownie.",
        "The cell holds a date instead of a number (a spreadsheet may turn 1.5 into 1 May). "
        "Set a number format and write the number again.",
    ),
)
NOT_A_DATE: Final = Bad(
    "not_a_date",
    Text(
        "To nie jest data. Wpisz dzień, miesiąc i rok, np. 28.03.2019.",
        "Not a date. Write day, month and year, e.g. 28.03.2019.",
    ),
)
NO_SUCH_DATE: Final = Bad(
    "no_such_date",
    Text(
        "Takiej daty nie ma w kalendarzu. Sprawdź dzień i miesiąc.",
        "The calendar has no such date. Check day and month.",
    ),
)
TWO_DIGIT_YEAR: Final = Bad(
    "two_digit_year",
    Text(
        "Rok ma dwie cyfry. Wpisz cztery, np. 28.03.2019.",
        "The year has two digits. Write four, e.g. 28.03.2019.",
    ),
)
IMPLAUSIBLE_DATE: Final = Bad(
    "implausible_date",
    Text(
        "Rok spoza zakresu 1900–2100. Sprawdź datę.",
        "The year lies outside 1900–2100. Check the date.",
    ),
)
NUMBER_FOR_DATE: Final = Bad(
    "number_for_date",
    Text(
        "Komórka zawiera liczbę, której nie można odczytać jako daty. Wpisz datę, np. 28.03.2019.",
        "The cell holds a number that cannot be read as a date. Write a date, e.g. 28.03.2019.",
    ),
)
TIME_IN_DATE: Final = Bad(
    "time_in_date",
    Text(
        "Komórka zawiera godzinę. Zostaw samą datę.",
        "The cell holds a time of day. Leave the date only.",
    ),
)
PERIOD: Final = Bad(
    "period_for_date",
    Text(
        "Komórka zawiera okres, a oczekiwano jednego terminu. "
        "Wpisz początek i koniec w osobnych kolumnach.",
        "The cell holds a period where one date was expected. "
        "Write its start and end in columns of their own.",
    ),
)
NOT_A_MONTH: Final = Bad(
    "not_a_month",
    Text(
        "To nie jest miesiąc. Wpisz miesiąc i rok, np. IX.2019 albo 2019-09.",
        "Not a month. Write month and year, e.g. IX.2019 or 2019-09.",
    ),
)
DAY_FOR_MONTH: Final = Bad(
    "day_for_month",
    Text(
        "Komórka zawiera dzień, a oczekiwano miesiąca. Wpisz miesiąc i rok, np. IX.2019.",
        "The cell holds a day where a month was expected. Write month and year, e.g. IX.2019.",
    ),
)
NOT_YES_NO: Final = Bad(
    "not_yes_no",
    Text("Oczekiwano odpowiedzi tak albo nie.", "Yes (tak) or no (nie) was expected."),
)
DATE_FOR_TEXT: Final = Bad(
    "date_for_text",
    Text(
        "Komórka zawiera datę zamiast tekstu (arkusz mógł zamienić np. 5-18 na datę). "
        "Ustaw format tekstowy i wpisz wartość ponownie.",
        "The cell holds a date instead of text (a spreadsheet may turn 5-18 into a date). "
        "Set the text format and write the value again.",
    ),
)
BOOL_FOR_TEXT: Final = Bad(
    "logical_for_text",
    Text(
        "Komórka zawiera PRAWDA albo FAŁSZ zamiast tekstu. Wpisz tekst.",
        "The cell holds TRUE or FALSE instead of text. Write the text.",
    ),
)
DIGITS_LOST: Final = Bad(
    "digits_lost",
    Text(
        "Arkusz zapisał długi numer jako liczbę i mógł zgubić cyfry. "
        "Ustaw format tekstowy i wpisz numer ponownie.",
        "The spreadsheet kept a long number as a quantity and may have lost digits. "
        "Set the text format and write it again.",
    ),
)
LOST_ZERO: Final = Bad(
    "lost_leading_zero",
    Text(
        "Kodowi brakuje cyfr; arkusz mógł zgubić zero na początku. "
        "Ustaw format tekstowy i wpisz pełny kod.",
        "The code lacks digits; a spreadsheet may have dropped a leading zero. "
        "Set the text format and write the whole code.",
    ),
)
FORMULA: Final = Bad(
    "formula_not_computed",
    Text(
        "Formuła nie ma zapisanego wyniku. Otwórz plik w arkuszu i zapisz go ponownie.",
        "The formula has no stored result. Open the file in a spreadsheet and save it again.",
    ),
)


def error_cell(code: str) -> Bad:
    """Return why a cell with a spreadsheet error has no value."""
    if not code:
        return FORMULA
    return Bad(
        "cell_error",
        Text(
            f"Komórka zawiera błąd arkusza {code}. Popraw formułę albo wpisz wartość.",
            f"The cell holds the spreadsheet error {code}. Correct the formula or write a value.",
        ),
    )
