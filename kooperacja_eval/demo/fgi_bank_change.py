"""What people say in the made-up focus groups of factors of cooperation and effects of help.

An effect can stand behind a factor and "a w efekcie"; otherwise as in ``fgi_bank``.
"""

from typing import Final

from kooperacja_eval.demo.fgi_bank import BARRIERS, OTHERS, Bank

# fmt: off
FACTORS: Final[Bank] = {
    "factor.real_cooperation": (
        "Działamy razem naprawdę, a nie tylko na liście obecności",
        "Do rodziny jedziemy we dwoje, ze szkoły i z ośrodka",
        "Najważniejsze jest to, co robimy wspólnie między zebraniami",
    ),
    "factor.gmina_powiat": (
        "Gmina i powiat wreszcie siedzą przy jednym stole",
        "Ośrodek z gminy uzgadnia każdy krok z centrum powiatowym",
        "Wiele zależy od tego, czy wójt i starosta mówią jednym głosem",
    ),
    "factor.contact": (
        "Spotykamy się regularnie, w każdy pierwszy wtorek miesiąca",
        "Dzwonimy do siebie co tydzień, nawet gdy nic się nie pali",
        "Stały kontakt sprawia, że nic nam nie umyka",
        "Rozmawiamy ze sobą częściej niż wymaga tego harmonogram",
    ),
    "factor.shared_goal": (
        "Ustaliliśmy jeden wspólny cel dla tej rodziny",
        "Wszyscy ciągniemy w tę samą stronę",
        "Diagnozę uzgadniamy razem i dopiero potem działamy",
    ),
    "factor.role_clarity": (
        "Każdy z nas wie, co ma zrobić do następnego spotkania",
        "Role są rozpisane i nikt nie wchodzi drugiemu w drogę",
        "Przy każdym zadaniu stoi konkretna osoba",
    ),
    "factor.breadth": (
        "Siłą zespołu jest to, że siedzą w nim bardzo różni ludzie",
        "Dopiero kiedy dołączyły parafia i biblioteka, obraz był pełny",
        "Od pielęgniarki po dzielnicowego, każdy wnosi coś innego",
    ),
    "factor.family_partner": (
        "Rodzina siada z nami do stołu i sama mówi, czego chce",
        "Plan piszemy z rodziną, a nie dla rodziny",
        "Przedstawicielka rodzin jest u nas pełnoprawnym członkiem zespołu",
    ),
    "factor.remote_work": (
        "Zebrania przez internet pozwoliły nam utrzymać rytm",
        "Na wideorozmowie łatwiej zebrać wszystkich niż w sali",
        "Zdalnie załatwiamy teraz w kwadrans to, co zajmowało całe popołudnie",
        "Z rodziną łączymy się przez telefon z kamerą i to się sprawdza",
    ),
}

EFFECTS: Final[Bank] = {
    "effect.family_situation": (
        "Dzieci wróciły do szkoły i mają lepsze oceny",
        "Ojciec znalazł pracę, a w domu jest spokojniej",
        "Rodzina ma wreszcie ciepłe mieszkanie",
        "Starsza pani chodzi na rehabilitację i czuje się lepiej",
    ),
    "effect.family_agency": (
        "Matka sama umówiła się do lekarza i dopilnowała wizyty",
        "Rodzina zaczęła podejmować własne decyzje",
        "Rodzice sami przychodzą z pomysłami na kolejny krok",
        "Po pół roku rodzina poradziła sobie z urzędem bez nas",
    ),
    "effect.faster_help": (
        "Wsparcie, na które czekało się miesiąc, jest po trzech dniach",
        "Sprawy załatwia się szybciej, niż było to wcześniej możliwe",
        "Pomoc trafia tam, gdzie trzeba, i to za pierwszym razem",
        "Nic się już nie dubluje i mniej osób odchodzi z niczym",
    ),
    "effect.prevention": (
        "Kłopoty wychwytujemy, zanim urosną",
        "Młodzież ma zajęcie po lekcjach i rzadziej sięga po alkohol",
        "Jest mniej interwencji, bo reaguje się wcześniej",
    ),
    "effect.image": (
        "Ludzie przestali patrzeć na ośrodek jak na kasę zapomogową",
        "Sąsiedzi mówią o pomocy społecznej z większym szacunkiem",
        "Do ośrodka przychodzi się po radę, a nie tylko po zasiłek",
    ),
    "effect.language_change": (
        "Mówi się u nas o rodzinach, a nie o przypadkach",
        "Patrzymy na ludzi przez to, co potrafią",
        "Słowo podopieczny znikło z naszych rozmów",
    ),
    "effect.social_projects": (
        "Powstał ogródek sąsiedzki, o który dbają wszyscy",
        "Projekt socjalny ożywił całą wieś",
        "Młodzi z projektu odnowili świetlicę własnymi rękami",
    ),
}
# fmt: on

SENTENCES: Final[Bank] = {**BARRIERS, **OTHERS, **FACTORS, **EFFECTS}
"""Every code that is planted, with what is said of it."""
