"""The fixed words of every report, in both languages."""

from typing import Final

from kooperacja_eval.text import Text

TABLE: Final = Text("Tabela", "Table")
FIGURE: Final = Text("Rysunek", "Figure")
SOURCE: Final = Text("Źródło", "Source")
TRACE: Final = Text("Skąd wzięły się te liczby", "Where these numbers come from")
NOTE: Final = Text("Uwaga", "Note")
CONTENTS: Final = Text("Spis treści", "Contents")
TABLES: Final = Text("Spis tabel", "List of tables")
FIGURES: Final = Text("Spis rysunków", "List of figures")
STUDY: Final = Text("Badanie", "Study")
DATA_AS_OF: Final = Text("Dane na dzień", "Data as of")
SYNTHETIC: Final = Text("DANE SYNTETYCZNE", "SYNTHETIC DATA")
SYNTHETIC_NOTE: Final = Text(
    "Raport powstał z danych wytworzonych przez program. Nie opisuje żadnych prawdziwych osób"
    " ani instytucji.",
    "This report is built from data made by a program. It describes no real people or"
    " institutions.",
)
PAGE: Final = Text("strona", "page")
OF: Final = Text("z", "of")
SKIP: Final = Text("Przejdź do treści", "Skip to content")
REPORTS: Final = Text("Raporty", "Reports")
REFERENCES: Final = Text("Literatura", "References")
CHAPTER: Final = Text("rozdz.", "chapter")
PROGRAMME: Final = Text("Program", "Programme")
LANGUAGE_NAMES: Final = {"pl": Text("polski", "Polish"), "en": Text("angielski", "English")}
LOCALES: Final = {"pl": "pl-PL", "en": "en-GB"}
