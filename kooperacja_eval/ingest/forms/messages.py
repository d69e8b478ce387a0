"""What can be wrong with a filled form, in words; what to do is said in each."""

from typing import Final

from kooperacja_eval.forms.layout import Column, SheetLayout
from kooperacja_eval.text import Text

UNKNOWN_FORM: Final = Text(
    "Nieznany rodzaj formularza; pliku nie wczytano. Przepisz dane do formularza z polecenia "
    "forms.",
    "Unknown kind of form; the file was not read. Copy the data into a form of the command forms.",
)
NO_FORM: Final = Text(
    "To nie jest formularz z polecenia forms: nie ma arkusza _wersja ani zespołu i miesiąca na "
    "pierwszym arkuszu. Pliku nie wczytano. Przepisz dane do formularza albo dodaj plik jako "
    "[[sources]].",
    "This is no form of the command forms: there is no sheet _wersja, and no team and month on "
    "the first sheet. The file was not read. Copy the data into a form, or add it as [[sources]].",
)
NO_VERSION: Final = Text(
    "Formularz nie ma ukrytego arkusza _wersja. Zespół i miesiąc wzięto z pierwszego arkusza; "
    "nie wiadomo, z którego badania i w której wersji jest formularz. Sprawdź go.",
    "The form lacks the hidden sheet _wersja. Team and month were taken from the first sheet; "
    "study and version of the form are unknown. Check it.",
)
NO_TEAM: Final = Text(
    "Formularz nie mówi, którego zespołu dotyczy. Weź nowy z polecenia forms i przepisz dane.",
    "The form does not say which team it is for. Take a new one of the command forms.",
)
NO_MONTH: Final = Text(
    "Formularz nie mówi, którego miesiąca dotyczy. Weź nowy z polecenia forms i przepisz dane.",
    "The form does not say which month it is for. Take a new one of the command forms.",
)
OTHER_VERSION: Final = Text(
    "Formularz jest w innej wersji niż dzisiejsza. Kolumny rozpoznano po nagłówkach; sprawdź, czy "
    "pytania znaczą to samo, albo wyślij nowy formularz.",
    "The form has another version than that of today. Columns are known by their headers; check "
    "that questions mean the same, or send a new form.",
)
OTHER_STUDY: Final = Text(
    "Formularz jest z innego badania. Usuń go z tego folderu albo przepisz dane do właściwego.",
    "The form belongs to another study. Remove it from this folder, or copy its data.",
)
OTHER_ORIGIN: Final = Text(
    "Dane prawdziwe i syntetyczne nie mogą stać razem: study.toml (synthetic) mówi co innego niż "
    "formularz. Usuń formularz z tego folderu.",
    "Real and synthetic data cannot stand together: study.toml (synthetic) says otherwise than "
    "the form. Remove the form from this folder.",
)
NO_COVER: Final = Text(
    "Brak pierwszego arkusza formularza; dane z innych arkuszy wczytano.",
    "The first sheet of the form is missing; the other sheets were read.",
)
NO_ROLE: Final = Text(
    "Nie podano, kto wypełnił formularz. Wybierz rolę z listy.",
    "The form does not say who filled it in. Choose a role from the list.",
)
EMPTY: Final = Text(
    "Formularz jest pusty: w żadnym arkuszu nie ma wypełnionego wiersza. Jeśli to pomyłka, poproś "
    "zespół o wypełniony.",
    "The form is empty: no sheet has a filled row. If that is a mistake, ask the team for a "
    "filled one.",
)
EXTRA_SHEET: Final = Text(
    "Ten arkusz nie należy do formularza i nie został wczytany. Przenieś dane do arkuszy "
    "formularza.",
    "This sheet is no part of the form and was not read. Move its data to the form's sheets.",
)
OTHER_TEAM: Final = Text(
    "Arkusz jest z formularza innego zespołu niż cały plik. Sprawdź, skąd go skopiowano.",
    "The sheet stems from the form of another team than the file. Check where it was copied from.",
)
OTHER_MONTH: Final = Text(
    "Arkusz jest z formularza innego miesiąca niż cały plik. Sprawdź, skąd go skopiowano.",
    "The sheet stems from the form of another month than the file. Check where it was copied from.",
)
UNKNOWN_TEAM: Final = Text(
    "Takiego zespołu nie ma w rejestrze zespołów. Popraw rejestr albo usuń formularz.",
    "The register of teams has no such team. Mend the register or remove the form.",
)
OUTSIDE_PERIOD: Final = Text(
    "Miesiąc formularza leży poza okresem badania (study.toml, study.period).",
    "The month of the form lies outside the period of the study (study.toml, study.period).",
)
NOT_AT_WORK: Final = Text(
    "W tym miesiącu zespół jeszcze nie pracował albo już nie pracował. Sprawdź miesiąc i rejestr "
    "zespołów.",
    "The team was not at work in this month. Check the month and the register of teams.",
)
DAY_OUTSIDE: Final = Text(
    "Spotkanie nie odbyło się w miesiącu formularza. Popraw datę albo wpisz je do formularza "
    "właściwego miesiąca.",
    "The meeting was not held in the month of the form. Mend the date, or write it into the form "
    "of its month.",
)
OTHER_MEETING: Final = Text(
    "Tego spotkania nie ma w arkuszu spotkań tego formularza. Popraw identyfikator.",
    "The sheet of meetings of this form has no such meeting. Mend the identifier.",
)


def missing_sheet(layout: SheetLayout) -> Text:
    """Return the message of a sheet that is gone."""
    return Text(
        f"Brak arkusza „{layout.name.pl}”; danych z niego nie wczytano. Przywróć arkusz z "
        "formularza.",
        f"There is no sheet “{layout.name.en}”; nothing was read from it. Restore it from the "
        "form.",
    )


def renamed_sheet(layout: SheetLayout) -> Text:
    """Return the message of a sheet that is known by its columns alone."""
    return Text(
        f"Arkusz ma inną nazwę; wczytano go jako „{layout.name.pl}” na podstawie kolumn. "
        "Przywróć nazwę.",
        f"The sheet has another name; it was read as “{layout.name.en}” because of its columns. "
        "Restore the name.",
    )


def moved_column(column: Column) -> Text:
    """Return the message of columns in another order."""
    return Text(
        f"Kolumny przeniesiono; pierwsza nie na swoim miejscu: {column.field.label.pl}. "
        "Wczytano je według nagłówków; przywróć kolejność.",
        f"Columns were moved; the first out of place: {column.field.label.en}. They were read by "
        "their headers; restore the order.",
    )


def missing_column(column: Column) -> Text:
    """Return the message of an optional column that is gone."""
    label = column.field.label
    return Text(
        f"Brak kolumny „{label.pl}”; uznano ją za pustą. Przywróć kolumnę z formularza.",
        f"There is no column “{label.en}”; it counts as empty. Restore it from the form.",
    )


def same_month(others: str) -> Text:
    """Return the message of several forms of one team and month."""
    return Text(
        f"Jest drugi formularz tego zespołu i miesiąca: {others}. Wczytano oba; zostaw jeden.",
        f"There is another form of this team and month: {others}. Both were read; keep one.",
    )
