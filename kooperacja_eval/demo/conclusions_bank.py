"""Parts of which the made-up difficulties of the register of conclusions are put together.

Every phrase is this package's own. Each theme has three lists: who, what happens, and what
follows; one phrase of each makes a sentence. ``conclusions_bank_other`` has the other kinds.
"""

from typing import Final

Parts = tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...]]
Bank = dict[str, Parts]

# fmt: off
DIFFICULTIES: Final[Bank] = {
    "barrier.time": (
        ("Pracownicy socjalni", "Pedagodzy szkolni", "Dzielnicowi", "Lekarze rodzinni",
         "Kuratorzy sądowi"),
        ("nie znajdują czasu na comiesięczną naradę",
         "przychodzą tylko na pierwszą godzinę zebrania", "łączą udział w zespole z pełnym etatem",
         "odkładają wpisy do dokumentacji na wieczór", "odwołują wizyty domowe z powodu dyżurów"),
        ("przez co ustalenia zapadają w wąskim gronie", "a sprawy rodzin czekają po kilka tygodni",
         "więc plan pomocy powstaje z opóźnieniem", "co budzi napięcia między instytucjami",
         "i nikt nie omawia postępów rodziny"),
    ),
    "barrier.staff": (
        ("W gminnym ośrodku", "W powiatowym centrum", "W poradni psychologicznej",
         "W szkole podstawowej", "W komisariacie"),
        ("odszedł jedyny specjalista od pracy z rodziną",
         "dwa etaty pozostają nieobsadzone od zimy",
         "zmienił się przedstawiciel w zespole trzeci raz",
         "brakuje zastępstwa za osobę na urlopie", "nowy pracownik nie zna jeszcze modelu"),
        ("dlatego rodziny muszą opowiadać wszystko od początku", "a obowiązki przejął animator",
         "przez co zawieszono część wizyt", "i diagnoza stoi w miejscu",
         "co osłabia zaufanie mieszkańców"),
    ),
    "barrier.procedures": (
        ("Regulamin zamówień", "Wzór umowy z wykonawcą", "Wniosek o projekt socjalny",
         "Sprawozdanie kwartalne", "Procedura zakupu sprzętu"),
        ("wymaga siedmiu załączników i trzech podpisów", "wraca do poprawy z błahych powodów",
         "zmienia się w trakcie trwania działań", "nie przewiduje drobnych wydatków rodzin",
         "posługuje się językiem niezrozumiałym dla animatorów"),
        ("i zniechęca partnerów do zgłaszania pomysłów", "a usługi ruszają z kwartalnym poślizgiem",
         "dlatego zespoły rezygnują z części działań", "co pochłania godziny pracy księgowości",
         "przez co spada motywacja do dalszej pracy"),
    ),
    "barrier.old_patterns": (
        ("Starsi stażem pracownicy", "Członkowie komisji alkoholowej", "Niektórzy nauczyciele",
         "Urzędnicy gminy", "Asystenci rodziny"),
        ("nadal mówią o podopiecznych zamiast o partnerach",
         "wolą wydać decyzję niż wspólnie planować", "oczekują gotowych recept od doradcy",
         "traktują kontrakt jako formalność", "skupiają się na deficytach domowników"),
        ("i trudno zmienić te przyzwyczajenia jednym szkoleniem", "a rodzina pozostaje bierna",
         "więc nowe narzędzia leżą w szufladzie", "co widać w zapisach indywidualnych programów",
         "mimo że znają założenia modelu"),
    ),
    "barrier.responsibility": (
        ("Po spotkaniu zespołu", "Przy rodzinach wieloproblemowych", "W sprawach pilnych",
         "Między gminą a powiatem", "Po wypisie ze szpitala"),
        ("nie wiadomo, kto kontaktuje się z rodziną", "wszystkie zadania spadają na ośrodek pomocy",
         "instytucje odsyłają się nawzajem do siebie", "brakuje jednej osoby prowadzącej",
         "ustalenia nie mają wskazanych terminów"),
        ("a rozliczenie z wykonania jest niemożliwe", "przez co te same pytania zadaje kilka osób",
         "i animator dzwoni do każdego z osobna", "co wydłuża drogę do usługi",
         "dlatego część celów pozostaje na papierze"),
    ),
    "barrier.platform": (
        ("Moduł logowania", "Formularz diagnozy", "Kalendarz spotkań", "Zakładka z materiałami",
         "Poczta wewnętrzna Platformy"),
        ("przestaje działać przy słabym łączu", "nie zapisuje wprowadzonych wcześniej danych",
         "nie ma instrukcji dla nowych użytkowników", "otwiera się tylko na komputerach w urzędzie",
         "budzi wątpliwości prawne inspektorów"),
        ("więc zespoły wróciły do papieru", "a zgłoszenia awarii pozostają bez odpowiedzi",
         "i korzysta z niej garstka osób", "dlatego dokumenty krążą w załącznikach",
         "co podwaja pracę przy sprawozdaniach"),
    ),
    "barrier.data_exchange": (
        ("Przychodnia zdrowia", "Policja", "Sąd rodzinny", "Szkoła średnia", "Dom dziecka"),
        ("odmawia informacji, powołując się na ochronę danych",
         "przekazuje notatki dopiero po pisemnej prośbie",
         "zwleka z podpisaniem klauzuli poufności", "ma inny wzór zgody rodziny",
         "uznaje zespół za podmiot zewnętrzny"),
        ("przez co diagnoza jest niepełna", "i o przemocy dowiadujemy się zbyt późno",
         "a rodzice muszą sami nosić zaświadczenia", "dlatego plan opiera się na domysłach",
         "co przedłuża ustalanie wspólnych celów"),
    ),
    "barrier.services": (
        ("W gminach wiejskich", "Na północy powiatu", "Dla osób leżących",
         "Dla młodzieży po kryzysie", "Dla opiekunów osób z demencją"),
        ("nie działa żadna poradnia zdrowia psychicznego", "brakuje opieki wytchnieniowej",
         "nie ma rehabilitacji bez skierowania", "zamknięto jedyną świetlicę środowiskową",
         "czeka się pół roku na miejsce w terapii"),
        ("a lista usług pokazuje puste pola", "więc kupuje się je z projektów socjalnych",
         "i rodziny szukają wsparcia w mieście wojewódzkim", "co podważa sens ustalonych programów",
         "dlatego cele przesunięto na kolejny rok"),
    ),
    "barrier.distance": (
        ("Mieszkańcy kolonii", "Seniorzy bez samochodu", "Matki z małymi dziećmi",
         "Uczniowie klas integracyjnych", "Partnerzy z drugiego końca powiatu"),
        ("mają jeden autobus na dobę", "płacą za prywatny przewóz",
         "nie docierają na popołudniowe zajęcia", "jadą do specjalisty ponad godzinę",
         "rezygnują z grup wsparcia w siedzibie powiatu"),
        ("bo linię zlikwidowano wiosną", "dlatego wizyty odbywają się zimą rzadziej",
         "a zwrot kosztów podróży jest niejasny", "i frekwencja spada z miesiąca na miesiąc",
         "choć usługa jest bezpłatna"),
    ),
    "barrier.distrust": (
        ("Rodziny z nadzorem kuratora", "Samotni rodzice", "Osoby uzależnione",
         "Starsi mieszkańcy wsi", "Rodziny po eksmisji"),
        ("obawiają się odebrania dzieci", "nie wpuszczają do domu kilku osób naraz",
         "wstydzą się korzystać z pomocy", "podpisują kontrakt, lecz nie wierzą w zmianę",
         "unikają rozmów telefonicznych z urzędem"),
        ("przez co pierwsza rozmowa wymaga kilku prób", "a dane w wywiadzie są niepełne",
         "i wycofują się po pierwszym spotkaniu", "co wymaga pośrednictwa osoby zaufanej",
         "mimo zapewnień o dobrowolności"),
    ),
}
# fmt: on
