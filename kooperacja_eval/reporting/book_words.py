"""The fixed words of a book's HTML: search, chapters, links."""

from typing import Final

from kooperacja_eval.text import Text

SEARCH: Final = Text("Szukaj w książce", "Search the book")
SEARCH_HINT: Final = Text(
    "Klawisz / przenosi tutaj, strzałki do wyników, Esc czyści. Znaki polskie nie są potrzebne.",
    "The / key comes here, arrows go to the results, Esc clears. Accents are not needed.",
)
RESULTS: Final = Text("Wyniki wyszukiwania", "Search results")
HITS: Final = Text("Liczba wyników: {}.", "Results: {}.")
SHOWN: Final = Text("Pokazano pierwsze {}.", "The first {} are shown.")
NO_HITS: Final = Text("Nic nie znaleziono.", "Nothing was found.")
TOO_SHORT: Final = Text("Wpisz co najmniej dwie litery.", "Type two letters at least.")
CLEARED: Final = Text("Wyczyszczono wyszukiwanie.", "The search is cleared.")
PREVIOUS: Final = Text("Poprzedni rozdział", "Previous chapter")
NEXT: Final = Text("Następny rozdział", "Next chapter")
TO_CONTENTS: Final = Text("Spis treści", "Contents")
LINK_TO: Final = Text("Odsyłacz do", "Link to")
BACK_TO_TEXT: Final = Text("Wróć do odsyłacza przypisu", "Back to the reference of footnote")
FOOTNOTE: Final = Text("Przypis", "Footnote")
FOOTNOTES: Final = Text("Przypisy", "Footnotes")
TABLE_OF_PROSE: Final = Text("Tabela w tekście", "Table in the text")
