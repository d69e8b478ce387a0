"""Made-up sentences as from a focus group, with every personal stretch and every decoy marked.

SYNTHETIC: no person, number or address in here exists. PESEL numbers carry the months 61-72 of the
years 2200-2299, mail addresses lie in ``example`` domains. ``{kind:words}`` is personal;
``{-:words}`` looks like it and is not.
"""

import re
from dataclasses import dataclass
from typing import Final

LINES: Final = """
Nazywam się {person:Anna Kowalska} i pracuję w {-:GOPS} w {place:Konopnicy} od {-:2012 roku}.
{person:Kasia} mówiła, że {-:Zespół} spotyka się co miesiąc.
Rozmawialiśmy z {person:Markiem Nowakiem} z {place:Cycowa}, to było w {-:marcu}.
{-:Pani Kierownik} zawsze znalazła czas, {-:Pani Dyrektor} też.
Najpierw zadzwoniłam do {person:Pawła}, potem do {person:Krzysztofa Wiśniewskiego}.
Mój numer to {phone:601 000 123}, proszę dzwonić po {-:ósmej}.
Proszę pisać na {e_mail:anna.kowalska@example.pl} albo dzwonić {phone:+48 602-000-456}.
PESEL tej pani to {pesel:95611501239}, zapisałam go w {-:Karcie} rodziny.
Rodzina mieszka przy {address:ul. Polnej 5/3} w {place:Trzebownisku}.
{-:Ani} razu nie było takiej sytuacji. {-:Mają} dużo pracy.
{person:Maciej} i {person:Zosia} chodzą do świetlicy w {place:Wólce}.
U {person:Zosi} w domu zmieniło się najwięcej, {-:Model} zadziałał.
To {person:pani Agnieszka}, asystentka, pierwsza zauważyła problem.
Kurator {person:Jerzy Mazur} dzwonił do {person:Jerzego Lisa} w sprawie {person:Antoniego}.
W {place:Leśniowicach} mamy {-:Klub Integracji}, a w {place:Spiczynie} jeszcze nie.
{-:Pan Wójt} obiecał salę, {-:Burmistrz} dał transport.
{person:Małgorzata Zając-Wróbel} prowadziła nasz zespół przez dwa lata.
Nie chcę mówić o {person:Małgosi}, bo ona tu nie jest.
Jak byłam u {person:Elżbiety Dudek}, to jej {person:Ola} akurat chorowała.
{-:Unia Europejska} dała pieniądze, {-:Polska} dołożyła resztę.
Dla {person:Oli} i {person:Michała} szukaliśmy korepetycji w {place:Łomży}.
Powiat {place:łęczyński} podpisał porozumienie, powiat {place:lubelski} nie.
W {-:Programie Operacyjnym} zapisano {-:150 000 000 zł} na cały kraj.
To kosztowało {-:1 250 000 zł}, a my mieliśmy {-:300 000 złotych}.
{person:Andrzejowi} pomógł dzielnicowy, {person:Piotrowi} pedagog ze szkoły w {place:Zarzeczu}.
Od {-:2018-2019} spotkaliśmy się {-:24 razy}, w każdym kwartale {-:3-4 razy}.
Pan {person:Wójcik} z {place:Piątnicy} przyjeżdżał co tydzień.
Ksiądz {person:Tomasz} udostępnił salkę, {-:Caritas} dał paczki.
Do {person:dr Sikory} czeka się pół roku, a do {person:dr. Pawlaka} miesiąc.
Tel. {phone:81 700 00 12} jest do ośrodka, a komórka {phone:503000789}.
W {place:Rzeszowie} i w {place:Kielcach} były szkolenia, w {place:Warszawie} konferencja.
{-:Róże} kwitły, gdy zaczynaliśmy, {-:maj} był ciepły.
{person:Róża} z {place:Bielin} przestała pić, to fakt.
Nasza {person:Maja} poszła wreszcie do przedszkola.
{person:Kalina Jaworska} była liderką, {-:Lider Kooperacji} to jej funkcja.
Chłopiec, {person:Mieszko}, ma {age:7 lat} i nie mówi.
{age:5-letni} {person:Jaś} został u babci w {place:Wodzisławiu}.
Matka urodzona {date_of_birth:12.03.1985} ma troje dzieci.
Ojciec, ur. {date_of_birth:3 maja 1979 r.}, pracuje w {-:Niemczech}.
Spotkanie {date_of_birth:14.05.2019} odbyło się bez szkoły.
Adres to {address:00-999 Konopnica}, {address:ul. Lipowa 12a m. 4}.
{address:Al. Jana Pawła II 15} to siedziba, tam jest {-:Urząd Miejski}.
Przyszedł dowód {id_card:AAA300012}, a NIP stowarzyszenia to {nip:777-888-99-98}.
REGON mamy {regon:123456785}, a w {-:KRS} czekaliśmy {-:3 miesiące}.
{-:Święta} spędzili razem, pierwszy raz od lat, nawet {-:Wigilię}.
Pani {person:K.} nie przyszła, pan {person:J.} też nie.
Rodzina {person:J. K.} zakończyła współpracę w {-:grudniu}.
{person:Anna K.} dostała mieszkanie, to zasługa {-:Ośrodka}.
{person:Kowalska} przyszła jeszcze raz, sama, bez męża.
Potem {person:Wiśniewski} powiedział, że więcej nie przyjdzie.
{person:Państwo Nowakowie} z {place:Kolna} mają pięcioro dzieci.
Byłam u {person:Kowalskich} w {place:Narewce}, dzieci chodzą do szkoły.
{person:Pan Stanisław} nie pije od roku, {person:Staszek} po prostu się zawziął.
{-:Szkoła} w {place:Łopusznie} oddelegowała {person:panią Beatę}.
Wójt gminy {place:Oksa} podpisał, wójt gminy {place:Nur} się wahał.
W gminie {place:Ostrów} jest inaczej niż w {place:Przeworsku}.
Dojazd z {place:Małkini Górnej} do {place:Węgrowa} trwa godzinę.
{-:Zoom} nie działał, {-:Teams} też, więc wracaliśmy do telefonu.
W {place:Wysokiem Mazowieckiem} i w {place:Kobylinie-Borzymach} pracował jeden zespół.
Koleżanka z {place:Tomaszowa Lubelskiego} opowiadała o {-:PCPR}.
{person:Grzegorz} z {person:Basią} rozeszli się, {person:Basia} wróciła do matki.
Do {person:Wojciecha Stępnia} wysłaliśmy pismo, {person:Stępień} nie odebrał.
Sołtys z {place:Wiązowny} zna każdego, {-:Koło Gospodyń} też pomaga.
Mój mąż, {person:Zbyszek}, śmiał się, że mieszkam w {-:Urzędzie}.
{-:Model Kooperacji} jest dobry, ale {-:Ustawa} nie nadąża.
Mówię o {person:Krystynie Sobczak} i o {person:Danucie}, obie z {place:Liwu}.
{person:Weronika} miała {age:12 lat}, kiedy trafiła do {-:Domu Dziecka}.
Telefon {phone:(22) 555 00 11} odbiera {person:Renata}.
Maila mamy {e_mail:gops@example.org}, a strony nie mamy.
Dyktuję: {e_mail:jan małpa przyklad kropka pl}.
{person:Łukasz Baran} i {person:Jacek Wrona} to policjanci z {place:Kraśnika}.
{-:Policja} przyjeżdża szybko, {-:Sąd} działa wolno.
W {-:Internecie} napisali, że {-:Ministerstwo} to zmieni.
{person:Ewelina} poznała {person:Jakuba} w {place:Zamościu}.
Pod numerem {address:15} mieszka jej brat, {person:Jurek}.
Mieszkają na {address:os. Słonecznym 8}, dojeżdżają do {place:Dębicy}.
Numer {phone:0048 604 000 321} jest już nieaktualny.
Zapisała się jako {pesel:04672345672} i {phone:48605000654}.
Zespół z {place:Bogorii} robił to lepiej niż zespół z {place:Łoniowa}.
Wie {-:Pani}, {-:Bóg} jeden wie, jak to było.
{-:Proszę Pani}, ja tego {-:Państwu} nie powiem.
{-:Idzie} nowe, {-:Idą} zmiany, {-:Ale} kto to zrobi.
{-:Dobry} zespół to podstawa. {-:Może} trzeba więcej ludzi.
{-:Marzec} był trudny. {-:Lipiec} też. {-:Covid} wszystko zatrzymał.
{-:Wielkanoc} była w kwietniu, {-:Sylwester} w pracy.
{-:Ekonomia Społeczna} to osobny temat, tak jak {-:Karta Dużej Rodziny}.
{-:ROPS} zapraszał, {-:MCPS} płacił, {-:PZK} pracował.
{-:Zespół Interdyscyplinarny} i {-:Niebieska Karta} to co innego.
{-:Pani Psycholog} była raz, {-:Pan Prezes} ani razu, {-:Pani Pedagog} co tydzień.
Z {-:Europejskiego Funduszu} mieliśmy {-:85%} i {-:15%} wkładu.
Było {-:10-150} osób, wyszło {-:12 345} wpisów i {-:7 rodzin}.
Ustawa z {-:2004} roku, {-:art. 38}, {-:ust. 2}, {-:pkt 3}.
Umowa {-:RPLU.11.02.00-06} i aneks {-:nr 4} leżą w biurze.
O {-:15.30} kończymy, wracamy o {-:16:00}, autobus ma {-:numer 17}.
{-:Kobiety} przychodziły chętniej, {-:Mężczyźni} prawie wcale.
{-:Rodzice} chcieli, {-:Dzieci} nie chciały, {-:Szkoła} milczała.
{-:Plan Pracy} był, {-:Diagnoza} była, {-:Kontrakt} był.
W {-:Polsce} wschodniej jest inaczej niż w {-:Europie}.
{-:Wolontariusze} z {-:Parafii} byli, {-:Straż Pożarna} też.
{-:Najpierw} się bali. {-:Potem} już nie. {-:Teraz} sami dzwonią.
{-:Stara} kierowniczka odeszła, {-:Nowa} jest młodsza.
{-:Danie} szansy to jedno. {-:Stanie} w miejscu to drugie.
{-:Lubelskie} ma swoje sprawy, {-:Podlaskie} swoje, {-:Mazowieckie} swoje.
{-:Uniwersytet Rzeszowski} przysłał studentki, {-:Urząd Wojewódzki} kontrolę.
{-:Makroregion I} obejmuje pięć województw, tak jak {-:K3} i {-:K8}.
Na {-:Facebooku} mamy grupę, {-:Excel} nam nie służy.
{-:Asystent Rodziny} jest jeden na {-:15} rodzin, {-:Kurator} jeden na {-:40}.
{-:Dzień Dobry}, {-:Dziękuję}, {-:Przepraszam} – tego ich uczyliśmy.
Wizyta u {person:Ireny Olszak} i {person:Heleny}, siostry {person:Ireny}.
{person:Tadek}, czyli {person:Tadeusz Gajda}, ma warsztat w {place:Jaśle}.
{person:Bartek}, {person:Kuba} i {person:Szymek} grają w drużynie.
{person:Dominika} z {person:Rafałem} biorą ślub w {place:Sandomierzu}.
Zgłosiła to {person:Iwona Bielak}, pracownica {-:GOPS} w {place:Krempnej}.
Przy {address:ulicy Szkolnej 3} w {place:Świlczy} jest świetlica.
{person:Sylwia Kurek} odpisała z {e_mail:s.kurek@poczta.example.com} następnego dnia.
Wieś {place:Zagórze} ma dwa sklepy, a my jeździmy do {place:Mielca}.
Starostwo w {place:Jędrzejowie} i {-:MOPS} w {place:Staszowie} dały zgodę.
{person:Henryk} z {person:Władysławą} czekali na {person:Ryszarda} do wieczora.
{person:Damianowi} kupiliśmy buty, {person:Patrycji} plecak, {person:Oliwce} kredki.
Pani {person:Aniu}, niech pani powie, jak to było w {place:Wólce Dobryńskiej}.
{person:Jolu}, ty byłaś u {person:Nowaków}, prawda?
{person:KOWALSKA ANNA} figurowała w rejestrze, {-:GOPS} ją skreślił.
Wychowawczyni, {person:mgr Jolanta Kos}, napisała opinię dla {-:Sądu}.
Ksiądz proboszcz {person:Adam Rybak} zna {person:Rybickich} od lat.
{person:Zielińska Maria} i {person:Lis Janusz} podpisali kontrakt w {-:Ośrodku}.
Mieszka pod {place:Hrubieszowem}, w miejscowości {place:Stara Wieś}, sam.
Dziewczynka, {age:dwunastoletnia} {person:Lena}, uciekła do {place:Siedlec}.
Mówiła {person:Halina}, że {person:Bożenie} zabrali dzieci.
Do {person:Edyty Mróz} nie dało się dodzwonić: {phone:606.000.987}.
Kontakt: {e_mail:k_wrobel82@mail.example.net}, {phone:+48606000111}.
Wysłałam SMS na {phone:607 00 01 02}, cisza.
Syn {person:Nowakowej}, {person:Kamil}, skończył zawodówkę w {place:Łukowie}.
Nasza {person:Krysia} z {-:Urzędu} to załatwiła w {-:Ministerstwie}.
{person:Gośka} i {person:Aśka} pilnowały dzieci, {person:Darek} woził.
Za {person:Wójcikową} stała cała wieś, za {person:Mazurkiem} nikt.
{person:Jan Kowalski-Nowak} to nasz {-:Przewodniczący}, a {-:Sekretarz} to ktoś inny.
Przyjechała telewizja z {place:Lublina}, kręcili w {place:Lublinie} i pod {place:Lublinem}.
Odwiedziłam {person:Teresę}, {person:Urszulę} i {person:Joannę}, a {person:Jadwidze} pomachałam.
W {place:Janowie Podlaskim} są konie, w {place:Białej Podlaskiej} szpital.
Rodzina {person:Wiśniewskich} przeniosła się z {place:Suwałk} do {place:Augustowa}.
{person:Franek} chodzi do {-:Szkoły Podstawowej} w {place:Radzanowie}.
Nie pytajcie {person:Ireneusza}, pytajcie {person:Zdzisławę}.
{-:Mamo}, {-:Tato} – tak mówi do mnie {person:Kacper}.
Na {address:placu Wolności 1} mamy biuro, na {address:Osiedlu Młodych 7} świetlicę.
Dane: {pesel:887 201 98768}, dowód {id_card:ZZZ 800012}.
{-:Niestety} {-:Gmina} nie ma pieniędzy, {-:Powiat} też nie.
{-:Jak} ktoś pije, to pije. {-:Bo} to choroba. {-:Nie} wina.
{-:Wit. C} i leki kupił {-:Lekarz} za {-:35,50 zł}.
W {-:Boże Narodzenie} i w {-:Nowy Rok} dyżurowaliśmy.
To było na {-:Dzień Dziecka}, potem na {-:Dzień Matki}.
{-:Wszystkie} {-:Panie} z {-:KGW} upiekły ciasta.
{-:Romska} rodzina, {-:Ukraińska} rodzina, wszyscy.
Pani {person:Żebrowska}, ta od {-:ROPS}, mówiła to samo.
Słyszałam od {person:Stacha}, że {person:Wacek} siedzi.
Przyszli {person:Adrian}, {person:Oskar} i mała {person:Hania}.
To się nazywa {-:Plan Współpracy z Rodziną}, wersja {-:2.0}.
Pan {person:Eugeniusz} i pani {person:Genowefa}, oboje po osiemdziesiątce.
{person:Paulino}, {person:Marku}, dziękuję za rozmowę w {place:Zambrowie}.
""".strip()

MARK: Final = re.compile(r"\{([a-z_-]+):([^}]*)\}")


@dataclass(frozen=True, slots=True)
class Marked:
    """A stretch of a sentence: where it stands and of what kind; ``-`` for a decoy."""

    start: int
    end: int
    kind: str


def sentences() -> list[tuple[str, list[Marked]]]:
    """Return every sentence without marks, and its marked stretches."""
    return [_unmarked(line) for line in LINES.splitlines()]


def _unmarked(line: str) -> tuple[str, list[Marked]]:
    text, marks, at = "", [], 0
    for match in MARK.finditer(line):
        text += line[at : match.start()]
        kind, words = match.groups()
        title = (
            re.match(r"(?:[Pp]ani?|[Pp]anią|Państwo|dr\.?|mgr) ", words)
            if kind == "person"
            else None
        )
        skip = title.end() if title else 0
        marks.append(Marked(len(text) + skip, len(text) + len(words), kind))
        text, at = text + words, match.end()
    return text + line[at:], marks
