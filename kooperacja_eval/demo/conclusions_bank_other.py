"""Parts of the made-up conclusions, observations and recommendations of the register.

As ``conclusions_bank``: one phrase of each list makes a sentence. Recommendations have the theme of
the barrier that they would remove.
"""

from typing import Final

from kooperacja_eval.demo.conclusions_bank import Bank

# fmt: off
FINDINGS: Final[Bank] = {
    "factor.contact": (
        ("Krótkie rozmowy telefoniczne", "Stałe terminy spotkań", "Wideokonferencje raz w tygodniu",
         "Notatki po każdej naradzie", "Wspólne wizyty w domu"),
        ("skracają czas od zgłoszenia do usługi", "ułatwiają szybkie wyjaśnienie wątpliwości",
         "pozwalają włączyć podmioty z odległych miejscowości",
         "porządkują pracę w okresach urlopów", "zmniejszają liczbę pism między urzędami"),
        ("pod warunkiem że prowadzi je jedna osoba",
         "co potwierdzają protokoły z ostatniego kwartału", "nawet gdy skład zespołu się zmienia",
         "i warto je utrzymać po zakończeniu testu", "zwłaszcza w okresie obostrzeń"),
    ),
    "factor.family_partner": (
        ("Rodzice obecni na naradach", "Liderzy zaproszeni do zespołu", "Dorośli synowie seniorów",
         "Młodzi po szkoleniu", "Dziadkowie wychowujący wnuki"),
        ("sami proponują cele programu", "rozmawiają z urzędnikami jak równi z równymi",
         "pilnują uzgodnionych terminów", "zapraszają do współpracy sąsiadów",
         "oceniają usługi szczerze i konkretnie"),
        ("dzięki czemu ustalenia są realne", "i rzadziej rezygnują z kontraktu",
         "co zmienia ton całego spotkania", "jeśli rozmowa zaczyna się od mocnych stron",
         "choć początkowo milczeli"),
    ),
    "resource.authorities": (
        ("Wójt", "Starosta", "Przewodnicząca rady gminy", "Sekretarz powiatu", "Sołtys"),
        ("uczestniczy w pracach zespołu i zna jego wyniki",
         "przeznacza salę oraz budżet na działania", "przedstawia model na sesji budżetowej",
         "pomaga dotrzeć do przedsiębiorców", "zgadza się na oddelegowanie pracowników"),
        ("co podnosi rangę pomocy społecznej", "i otwiera drogę do zapisów w strategii",
         "dzięki czemu szybciej zapadają decyzje", "a radni pytają o kolejne etapy",
         "choć wybory mogą to odmienić"),
    ),
    "resource.training": (
        ("Warsztat z diagnozy wielowymiarowej", "Cykl superwizji grupowych",
         "Wyjazd do sąsiedniej gminy", "Kurs pracy skoncentrowanej na rozwiązaniach",
         "Webinar o projektach socjalnych"),
        ("dał uczestnikom wspólny język", "przełożył się na lepsze programy pomocy",
         "odpowiadał na zgłoszone wcześniej pytania",
         "pokazał praktyczne ćwiczenia do pracy w terenie",
         "zintegrował osoby z różnych instytucji"),
        ("i uczestnicy proszą o kontynuację", "mimo krótkiego czasu trwania",
         "co widać w ankietach po zajęciach", "zwłaszcza wśród nowych członków",
         "pod warunkiem że grupa jest mała"),
    ),
    "effect.faster_help": (
        ("Rodzeństwo z trzeciej klasy", "Niemowlę z rodziny zastępczej", "Dwoje nastolatków",
         "Małżeństwo seniorów", "Dziecko po wypadku"),
        ("otrzymało wsparcie w ciągu tygodnia", "uniknęło umieszczenia w placówce",
         "trafiło do specjalisty bez kolejki", "skorzystało z kilku usług jednocześnie",
         "odzyskało świadczenia po jednej wizycie"),
        ("bo podmioty ustaliły role z góry", "dzięki wspólnej liście aktywności",
         "co wcześniej trwało miesiącami", "a koszt okazał się niewielki",
         "po interwencji animatora powiatu"),
    ),
    "effect.social_projects": (
        ("Letnie półkolonie", "Zajęcia klubu malucha", "Spotkania w kawiarence dla opiekunów",
         "Dyżury w sąsiedzkiej spiżarni", "Warsztaty stolarskie ojców z synami"),
        ("ożywiły świetlicę wiejską", "przyciągnęły rodziny spoza testu",
         "pobudziły wolontariat młodzieży", "stworzyły miejsce codziennych spotkań",
         "ujawniły nieznane dotąd talenty mieszkańców"),
        ("i gmina chce je finansować dalej", "przy niewielkim nakładzie środków",
         "a prowadzą je już sami uczestnicy", "co opisała lokalna prasa",
         "choć procedura uruchomienia trwała długo"),
    ),
}

PROPOSALS: Final[Bank] = {
    "barrier.time": (
        ("Wpisać udział w zespole", "Wliczyć przygotowanie narad",
         "Zaliczyć konsultacje międzyinstytucjonalne", "Ująć wizyty łączone",
         "Rozliczać dojazdy na spotkania"),
        ("do zakresu obowiązków wszystkich członków", "do pensum pedagoga i psychologa",
         "jako pełnoprawny czas pracy", "w grafikach służby z wyprzedzeniem kwartału",
         "w umowach o współpracy między urzędami"),
        ("na mocy zarządzenia kierownika", "po uzgodnieniu z organem prowadzącym",
         "od nowego roku szkolnego", "z dodatkiem funkcyjnym dla animatora",
         "we wszystkich gminach testujących"),
    ),
    "barrier.procedures": (
        ("Uprościć wniosek", "Podnieść próg zamówień", "Dopuścić ryczałt",
         "Skrócić obieg dokumentów", "Ujednolicić sprawozdania"),
        ("przy wydatkach do tysiąca złotych", "dla działań środowiskowych",
         "w projektach partnerskich powiatu", "w zakupach na rzecz pojedynczej rodziny",
         "dla organizacji bez księgowości"),
        ("tak aby decyzja zapadała w siedem dni", "i przygotować jeden elektroniczny wzór",
         "za zgodą instytucji pośredniczącej", "po konsultacji z animatorami",
         "oraz opisać to w podręczniku modelu"),
    ),
    "barrier.data_exchange": (
        ("Zmienić ustawę o pomocy społecznej", "Opracować jednolity wzór zgody",
         "Powołać inspektora dla zespołu", "Podpisać porozumienie o poufności",
         "Wydać wytyczne ministerialne"),
        ("z prawem partnerów do dzielenia się informacją", "z udziałem ochrony zdrowia i sądów",
         "z katalogiem danych niezbędnych do diagnozy", "przed pierwszą naradą o rodzinie",
         "na wzór zespołów interdyscyplinarnych"),
        ("wraz z krótkim szkoleniem prawnym", "po opinii urzędu ochrony danych",
         "w terminie do końca kadencji", "z klauzulą odwołania przez rodzinę",
         "i objaśnić to mieszkańcom prostym językiem"),
    ),
    "barrier.distance": (
        ("Uruchomić przewozy na telefon", "Zorganizować mobilny punkt porad",
         "Refundować bilety rodzin", "Udostępnić busy szkolne",
         "Wprowadzić dyżury specjalistów w świetlicach"),
        ("co najmniej dwa razy w miesiącu", "w godzinach popołudniowych",
         "we współpracy z sąsiednim powiatem", "dla osób starszych i z niepełnosprawnością",
         "ze środków na transport publiczny"),
        ("według grafiku ogłaszanego w parafii", "na podstawie listy aktywności i usług",
         "z udziałem ochotniczej straży pożarnej", "jako zadanie zlecone organizacji",
         "i sprawdzić efekty po pół roku"),
    ),
    "barrier.staff": (
        ("Zatrudnić drugiego asystenta", "Utworzyć rezerwę kadrową", "Zapewnić zastępstwa",
         "Sfinansować etat animatora", "Wprowadzić opiekuna stażu"),
        ("w każdej gminie powyżej pięciu rodzin", "z dotacji samorządu województwa",
         "na czas dłuższych zwolnień lekarskich", "dla nowych przedstawicieli w zespole",
         "w placówkach z największą rotacją"),
        ("z gwarancją na trzy lata", "oraz zestawem materiałów na początek",
         "po analizie obciążenia pracą", "w ramach strategii powiatowej",
         "razem ze wsparciem psychologicznym"),
    ),
}
# fmt: on
