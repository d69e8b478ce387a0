"""What disclosure control says when it keeps the door shut."""

from kooperacja_eval.text import Text


def unknown_profile(profile: str, allowed: tuple[str, ...]) -> Text:
    """Say that a profile does not exist."""
    names = ", ".join(allowed)
    return Text(
        f"Nieznany profil ujawniania: {profile}. Dozwolone: {names}. Niczego nie udostępniono.",
        f"Unknown disclosure profile: {profile}. Allowed: {names}. Nothing was released.",
    )


def unknown_indicator(indicator_id: str) -> Text:
    """Say that the catalogue does not know an indicator."""
    return Text(
        f"Wskaźnika {indicator_id} nie ma w katalogu, więc nie wiadomo, kogo liczy. Dodaj go do "
        "katalogu wskaźników; niczego nie udostępniono.",
        f"The catalogue does not have the indicator {indicator_id}, so it is unknown whom it "
        "counts. Add it to the catalogue of indicators; nothing was released.",
    )


def unknown_group(indicator_id: str, group: str) -> Text:
    """Say that the catalogue does not know what a group of an indicator counts."""
    return Text(
        f"Katalog nie mówi, kogo liczy wskaźnik {indicator_id} w grupie „{group}”. Uzupełnij "
        "katalog wskaźników; niczego nie udostępniono.",
        f"The catalogue does not say whom the indicator {indicator_id} counts in the group "
        f"“{group}”. Complete the catalogue of indicators; nothing was released.",
    )


def contradiction(name: str) -> Text:
    """Say that two rows give the same number differently."""
    return Text(
        f"Dwa wiersze podają różne wartości tej samej liczby ({name}). Policz wszystkie wskaźniki "
        "od nowa z tych samych tabel; niczego nie udostępniono.",
        f"Two rows give different values of the same number ({name}). Compute all indicators anew "
        "from the same tables; nothing was released.",
    )


def unprotected() -> Text:
    """Say that a number cannot be protected."""
    return Text(
        "Liczby poniżej progu nie da się ochronić nawet przez ukrycie wszystkich liczb wokół niej. "
        "Niczego nie udostępniono; sprawdź, czy tabela wartości jest pełna.",
        "A number below the threshold cannot be protected even by hiding all numbers around it. "
        "Nothing was released; check that the table of values is complete.",
    )


def closed_value(table: str, column: str) -> Text:
    """Say that a problem shows a value that is not open."""
    return Text(
        f"Opis problemu w danych pokazuje wartość kolumny {column} tabeli {table}, która nie jest "
        "jawna. Niczego nie udostępniono.",
        f"A problem in the data shows a value of the column {column} of the table {table}, which "
        "is not open. Nothing was released.",
    )
