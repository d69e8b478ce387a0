"""What people say in the made-up focus groups, by code: barriers, resources, needs, proposals.

Every sentence is this package's own. It begins with a word that may be written small, has no full
stop, and can stand behind "dodam, że"; ``fgi_text`` makes whole sentences of them.
"""

from typing import Final

Bank = dict[str, tuple[str, ...]]

# fmt: off
BARRIERS: Final[Bank] = {
    "barrier.time": (
        "Na spotkania zespołu zwyczajnie nie starcza nam czasu",
        "Między dyżurem a lekcjami trudno znaleźć wolną godzinę na naradę",
        "Terminy spotkań nakładają się na inne obowiązki",
        "Czasu na spokojną rozmowę z rodziną jest za mało",
        "Papiery zjadają czas, który miał być dla ludzi",
        "Nawet pół godziny w tygodniu na ten projekt to dla nas dużo",
    ),
    "barrier.staff": (
        "Pracownik, który znał rodzinę, odszedł i zaczynamy od nowa",
        "Brakuje asystentów i nikt nie chce przyjść na to miejsce",
        "Co kilka miesięcy przychodzi na zebranie ktoś inny",
        "Jeden pracownik socjalny na całą gminę to stanowczo za mało",
    ),
    "barrier.procedures": (
        "Zanim podpiszemy wszystkie dokumenty, sprawa jest już nieaktualna",
        "Zasady zamówień spowalniają nawet drobny zakup dla rodziny",
        "Formularzy jest tyle, że zniechęcają do działania",
    ),
    "barrier.old_patterns": (
        "Trudno nam odejść od przyzwyczajenia, że to urzędnik wie lepiej",
        "Wielu z nas dalej działa tak, jak robiło się to dwadzieścia lat temu",
        "Stare słowa o podopiecznych same cisną się na usta",
    ),
    "barrier.responsibility": (
        "Ostatecznie wszystkie zadania i tak spadają na ośrodek pomocy",
        "Nie wiadomo, kto ma zadzwonić do rodziny po zebraniu",
        "Każdy myśli, że sprawą zajmuje się ktoś inny",
        "Odpowiedzialność jest wspólna, czyli w praktyce niczyja",
        "Ustalenia zapisujemy, lecz nikt nie jest przy nich wskazany z nazwiska",
        "Przy trudnej rodzinie odsyłamy się nawzajem od biurka do biurka",
    ),
    "barrier.empowerment_skills": (
        "O wzmacnianiu rodziny umiemy mówić, ale słabo umiemy to robić",
        "W praktyce zamiast wspierać, nadal wyręczamy",
        "Rozmowa o mocnych stronach rodziny kończy się u nas po dwóch zdaniach",
    ),
    "barrier.project_skills": (
        "Napisać dobry projekt socjalny to dla nas wciąż łamigłówka",
        "Cele projektu wychodzą nam ogólne i nie da się ich zmierzyć",
        "Budżet projektu układamy po omacku",
    ),
    "barrier.platform": (
        "Do systemu trudno się zalogować, a po chwili wyrzuca użytkownika",
        "Wpisywanie danych do Platformy trwa dłużej niż sama wizyta",
        "Nikt nie powiedział nam, czy w Platformie wolno trzymać notatki o rodzinie",
    ),
    "barrier.data_exchange": (
        "Ze względu na ochronę danych nie możemy powiedzieć, co wiemy o dziecku",
        "Tajemnica zawodowa zamyka nam usta nawet wobec zespołu",
        "Boimy się przekazać informację, bo ktoś może złożyć skargę",
    ),
    "barrier.services": (
        "W naszej gminie nie ma ani jednego psychologa dziecięcego",
        "Terapii uzależnień w powiecie po prostu nie ma",
        "Opieki wytchnieniowej nikt u nas nie prowadzi",
    ),
    "barrier.distance": (
        "Do poradni jest czterdzieści kilometrów i jeden autobus dziennie",
        "Rodzina z kolonii za lasem nie ma czym dojechać na zajęcia",
        "Dojazd na zebrania z drugiego końca powiatu zajmuje pół dnia",
    ),
    "barrier.distrust": (
        "Rodziny boją się, że jak powiedzą prawdę, stracą dzieci",
        "Matka nie otwiera drzwi, kiedy przychodzi kilka osób naraz",
        "Ludzie wstydzą się sąsiadów i wolą nie przyjmować wsparcia",
    ),
    "barrier.pandemic": (
        "Przez obostrzenia wizyty w domach ustały na kilka miesięcy",
        "Kwarantanna rozbiła nam cały plan pracy z rodziną",
        "W czasie epidemii przychodnia przyjmowała tylko przez okienko",
    ),
}

OTHERS: Final[Bank] = {
    "resource.authorities": (
        "Pani wójt sama dopytuje, czego zespołowi potrzeba",
        "Radni pomogli nam znaleźć salę na spotkania",
        "Starosta zaprosił nas na sesję i wysłuchał do końca",
    ),
    "resource.expertise": (
        "Diagnozę rodziny robimy teraz porządnie i wszyscy ją rozumieją",
        "Indywidualny plan pomocy piszemy według jednej metody",
        "Wiedzy w tym gronie jest więcej, niż się spodziewaliśmy",
    ),
    "resource.training": (
        "Warsztaty z diagnozy przydały się od razu w pracy",
        "Zajęcia w Szkole Kooperacji dały nam wspólny język i konkretne ćwiczenia",
        "Szkolenie było dobrane dokładnie do naszych kłopotów",
    ),
    "resource.external_support": (
        "Konsultant z województwa przyjeżdża, kiedy utkniemy",
        "Superwizja pozwoliła nam złapać oddech",
        "Na telefon do doradcy zawsze możemy liczyć",
    ),
    "resource.trust": (
        "Znamy się od lat i wiemy, że można na sobie polegać",
        "Wystarczy jeden telefon, bo mamy do siebie zaufanie",
        "Wcześniej robiliśmy razem festyny, więc lody były już przełamane",
    ),
    "resource.animator": (
        "Bez animatorki to wszystko by się rozsypało",
        "Animator pilnuje terminów i spina pracę zespołu",
        "Dobrze, że jest animator, który łączy nas wszystkich",
    ),
    "need.training": (
        "Potrzebujemy superwizji, bo sprawy są coraz trudniejsze",
        "Przydałaby się nam wiedza o pracy z osobą w kryzysie psychicznym",
        "Brakuje nam kogoś, kogo można zapytać o radę w trudnej rozmowie",
    ),
    "need.services": (
        "Rodzinom przydałby się mediator",
        "Dla starszych osób potrzebny byłby transport do lekarza",
        "Dzieciom potrzebna jest świetlica czynna także w wakacje",
    ),
    "need.funding": (
        "Na paliwo do rodzin nie ma w budżecie żadnych pieniędzy",
        "Środków na specjalistów starcza nam do czerwca",
        "Nawet kawa na zebranie jest kupowana z naszych kieszeni",
    ),
    "recommendation.organisation": (
        "Trzeba ustalić stały dzień spotkań na cały rok",
        "Warto, żeby po każdym zebraniu szła krótka notatka do wszystkich",
        "Proponujemy, żeby prowadzenie zebrań przechodziło z rąk do rąk",
    ),
    "recommendation.law": (
        "Ustawa powinna wprost pozwolić zespołowi na wymianę informacji",
        "Trzeba zmienić rozporządzenie, żeby udział w zespole był częścią etatu",
        "Należy uprościć procedurę zakupów dla rodzin",
    ),
    "recommendation.continuity": (
        "Trzeba wpisać zespół do strategii gminy",
        "Model powinien działać dalej także po końcu projektu",
        "Warto pokazać tę metodę sąsiednim powiatom",
    ),
}

TALK: Final = (
    "Dzień dobry wszystkim", "Tak, zgadzam się z przedmówcą", "Trudno mi coś do tego dodać",
    "Proszę o powtórzenie pytania", "Słychać mnie dobrze", "Dziękuję, że mogę zabrać głos",
    "Zaraz do tego wrócę", "Tak to mniej więcej wygląda", "Proszę chwilę poczekać",
    "Nie wiem, jak to ująć", "Kolejna osoba na pewno powie więcej", "Przepraszam za spóźnienie",
    "Otwórzmy może okno", "Każdy ma na ten temat swoje zdanie", "To jest dobre pytanie",
    "Muszę się nad tym zastanowić", "Herbata jest na stoliku z tyłu", "To już wszystko ode mnie",
    "Skończę i oddaję głos dalej", "Pozwolę sobie wejść w słowo",
    "Może najpierw niech powie ktoś inny", "No tak, było o tym na początku",
    "Chyba wszyscy kiwamy głowami", "Kartki z programem leżą na stole",
)
"""What is said without a code."""

QUESTIONS: Final = (
    "Jak układa się Państwa praca w zespole?", "Co najbardziej przeszkadza we współpracy?",
    "Na czym można tu budować?", "Od czego zależy, czy współpraca się udaje?",
    "Co zmieniło się u rodzin?", "Czego Państwu brakuje?", "Co należałoby zrobić dalej?",
)
"""What the moderator asks, in turn."""
# fmt: on
