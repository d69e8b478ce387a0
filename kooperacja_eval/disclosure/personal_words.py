"""Polish words around names: titles, roles, institutions, prepositions, words that look like names.

The border: lists only, all in small letters; the finders of persons and places decide with them.
"""

from typing import Final


def _words(listed: str) -> frozenset[str]:
    return frozenset(listed.split())


def _starts(listed: str) -> tuple[str, ...]:
    return tuple(listed.split())


TITLES: Final = _words(
    """
    pan pana panu panem panie pani panią państwo państwa państwu państwem p ks ksiądz
    księdza księdzu księdzem dr mgr prof inż siostra siostry siostrze siostrę siostrą
    brat brata bratu bratem ciocia cioci ciocię ciocią wujek wujka wujkowi wujkiem
    babcia babci babcię babcią dziadek dziadka dziadkowi dziadkiem rodzina rodziny rodzinie
    rodzinę rodziną
    """
)
"""Words after which a capital letter begins a name."""

SHORT_TITLES: Final = _words("p ks dr mgr prof inż")
"""Titles after which a full stop may stand without ending a sentence."""

CERTAIN_TITLES: Final = _words(
    """
    pan pana panu panem pani panią p ks ksiądz księdza księdzu księdzem dr mgr prof
    """
)

ROLE_STEMS: Final = _starts(
    """
    kierowni dyrektor wójt burmistrz sołtys prezes pedagog kurator psycholog starost sekretarz
    skarbni profesor doktor minister premier marszał wojewod przewodnicz koordynator asystent
    dzielnicow policjant radn mecenas sędzi redaktor inspektor ksiądz księd proboszcz naczelni
    prezydent poseł posł senator biskup pielęgniar nauczyciel wychowawc animator superwizor
    moderator ekspert terapeut wicewójt zastępc lekar bóg bog jezus matk mam tat pracowni
    asesor logoped katechet wolontariusz opiekun główn mediator trener uczestni
    """
)
"""How roles begin that stand after ``pan`` or ``pani`` with a capital letter."""

NOT_NAMES: Final = _words(
    """
    ani ale idę idą idzie mają maje ale może danie stanie wita lecie inka inki nurze marce
    pole jagody maliny róże mile stałe nadzieje roma zorza leć witaj kasa danka poli halą halo
    sarny irysie cela oli cecha dano marzę lece lecę janie adzie mieszka mieszku mieszkiem wit
    """
)
"""Forms of first names that more often are ordinary words where a sentence begins."""

SAINTS: Final = _words(
    """
    św święty święta świętego świętej świętemu świętym świętą im imienia błogosławiony
    błogosławionego dzień dnia ulica
    """
)
"""A name after these is that of a saint or a patron; it is shown to the reader as uncertain."""

PLACE_WORDS: Final = _words(
    """
    gmina gminy gminie gminę gminą gmin miasto miasta mieście miastem miasteczko miasteczka
    miasteczku wieś wsi wsią miejscowość miejscowości miejscowością sołectwo sołectwa sołectwie
    przysiółek przysiółka przysiółku parafia parafii parafię parafią powiat powiatu powiecie
    powiatem kolonia kolonii
    """
)
"""A capital letter after these begins a place."""

POWIAT_WORDS: Final = _words("powiat powiatu powiatowi powiatem powiecie")

PREPOSITIONS: Final = _words("w we z ze do pod koło spod niedaleko okolicach okolic")
"""After these, and not at the start of a sentence, a capital letter may begin a place."""

INSTITUTIONS: Final = _words(
    """
    gops mops mgops ops pcpr cus gok wtz zaz śds oik lgd kgw osp gckit ośrodek ośrodka ośrodku
    ośrodkiem szkoła szkoły szkole szkołą szkołę podstawówka podstawówki podstawówce przedszkole
    przedszkola przedszkolu liceum technikum zespół zespołu zespole urząd urzędu urzędzie
    przychodnia przychodni szpital szpitala szpitalu komisariat komisariatu komisariacie
    posterunek posterunku świetlica świetlicy świetlicę biblioteka biblioteki bibliotece
    parafia parafii sąd sądu sądzie starostwo starostwa starostwie poradnia poradni poradnię
    dom domu żłobek żłobka żłobku dps policja policji fundacja fundacji stowarzyszenie
    stowarzyszenia
    """
)

NO_PLACES: Final = _words(
    """
    polska polski polsce polskę polską europa europy europie unia unii unię unijna internet
    internecie internetu model modelu modelem zespół zespole zespołu kościół kościele kościoła
    sejm sejmie wielkanoc wielkanocy boże boga bogu bogiem bożego facebook facebooku facebooka
    teams teamsie teamsach zoom zoomie zooma excel excelu excela word wordzie ministerstwo
    ministerstwie ministerstwa projekt projekcie projektu urząd urzędzie urzędu rodzina rodziny
    rodzinie makroregion makroregionie makroregionu pani pan pana panią panem pański państwa
    państwem ośrodek ośrodka ośrodku program programie programu wójt wójta wójtem ukraina ukrainy
    ukrainie niemcy niemiec niemczech anglia anglii francja francji norwegia norwegii holandia
    holandii włochy włoch włoszech covid covidzie pandemia pandemii karta karcie ustawa ustawie
    ustawy kodeks kodeksie sylwester sylwestra lubelskie lubelskim lubelskiego mazowieckie
    mazowieckim podlaskie podlaskim podkarpackie podkarpackim świętokrzyskie świętokrzyskim
    lubelskiem lubelszczyzna lubelszczyzny lubelszczyźnie mazowsze mazowszu mazowsza podlasie
    podlasia podlasiu podkarpacie podkarpaciu podkarpacia sąd sądzie sądu policja policji polsat
    plan planie planu kooperacja kooperacji lider lidera liderów liderzy mikołajki mikołajkach
    andrzejki andrzejkach barbórka wigilia wigilii wigilię czasie czas starostwo starostwie
    caritas caritasie rada radzie rady szkoła szkole szkoły komisja komisji błękitnej fundusz
    funduszu środa środę biblia biblii koło koła kole dom domu dziecka gospodyń wiejskich rodziną
    """
)
"""Words with a capital letter after a preposition that are no small place."""

GEOGRAPHIC_STEMS: Final = _starts(
    """
    niebiesk lubelsk mazowieck podlask podkarpack świętokrzysk polsk warszawsk rzeszowsk kieleck
    białostock miejsk gminn wiejsk europejsk unijn społeczn wojewódzk krajow małopolsk śląsk
    pomorsk wielkopolsk łódzk opolsk lubusk katolick rzymskokatolick kościeln szpitaln szkoln
    ukraińsk niemieck rodzicielsk bosk boż ludzk francusk ogólnopolsk angielsk rosyjsk
    """
)
"""How adjectives begin that look like surnames."""

SURNAMES: Final = _words(
    """
    nowak wójcik woźniak mazur krawczyk kaczmarek zając wieczorek wróbel dudek pawlak sikora
    walczak michalak szewczyk tomczak stępień wrona duda kubiak sobczak urban kozioł kowal
    jaworek kołodziej madej kania kurek bielak banaś cieślak kubik olszak bednarz mazurek gajda
    ptak sowa lisiak maciąg gołąb kosior pietras janik
    """
)
"""Common surnames without an ending of their own; also found where no first name stands by."""

SURNAME_WORDS: Final = _words(
    """
    mazur zając zające zająca wróbel wróble sikora sikory sikorki wrona wrony duda dudy kozioł
    kozły kowal kowale kania kurek kurki kubik bednarz ptak ptaki sowa sowy gołąb gołębie urban
    wieczorek dudek kosior
    """
)
"""Forms of these that are ordinary words where a sentence begins."""

SURNAME_ENDS: Final = (
    r"(?:s|c|dz)k(?:i|iego|iemu|im|a|iej|ą|ich|imi)$|(?:s|dz)cy$|"
    r"(?:wicz|czyk|czak|niak|wiak|siak|czuk|niuk|iuk)(?:|a|owi|iem|em|u|ów|om|owie|ach|owa|owej)$"
)
