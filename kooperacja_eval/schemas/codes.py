"""The code lists: allowed values of coded columns, with labels and the spellings met in practice.

Identifiers are English and ASCII, save for names of places and acronyms. Order is report order.
"""

from kooperacja_eval.schemas.field import Code, CodeList
from kooperacja_eval.text import Text, same


def _code(code_id: str, pl: str, en: str, *aliases: str) -> Code:
    return Code(code_id, Text(pl, en), aliases)


def _place(code_id: str, name: str) -> Code:
    return Code(code_id, same(name), (f"województwo {name}", f"woj. {name}"))


VOIVODESHIPS = CodeList(
    "voivodeships",
    (
        _place("dolnoslaskie", "dolnośląskie"),
        _place("kujawsko-pomorskie", "kujawsko-pomorskie"),
        _place("lubelskie", "lubelskie"),
        _place("lubuskie", "lubuskie"),
        _place("lodzkie", "łódzkie"),
        _place("malopolskie", "małopolskie"),
        _place("mazowieckie", "mazowieckie"),
        _place("opolskie", "opolskie"),
        _place("podlaskie", "podlaskie"),
        _place("podkarpackie", "podkarpackie"),
        _place("pomorskie", "pomorskie"),
        _place("slaskie", "śląskie"),
        _place("swietokrzyskie", "świętokrzyskie"),
        _place("warminsko-mazurskie", "warmińsko-mazurskie"),
        _place("wielkopolskie", "wielkopolskie"),
        _place("zachodniopomorskie", "zachodniopomorskie"),
    ),
)

TERYT_VOIVODESHIPS: dict[str, str] = {
    "02": "dolnoslaskie", "04": "kujawsko-pomorskie", "06": "lubelskie", "08": "lubuskie",
    "10": "lodzkie", "12": "malopolskie", "14": "mazowieckie", "16": "opolskie",
    "18": "podkarpackie", "20": "podlaskie", "22": "pomorskie", "24": "slaskie",
    "26": "swietokrzyskie", "28": "warminsko-mazurskie", "30": "wielkopolskie",
    "32": "zachodniopomorskie",
}  # fmt: skip
"""First two digits of a TERYT code (GUS, register TERC)."""

MACROREGIONS = CodeList(
    "macroregions",
    (
        _code("I", "Makroregion I – gminy wiejskie", "Macroregion I – rural gminas"),
        _code(
            "II", "Makroregion II – gminy miejsko-wiejskie", "Macroregion II – urban-rural gminas"
        ),
        _code(
            "III", "Makroregion III – miasta powyżej 20 tys.", "Macroregion III – towns over 20,000"
        ),
    ),
)

AREAS = CodeList(
    "areas",
    (
        _code(
            "many_difficulties", "rodziny z wieloma trudnościami", "families with many difficulties",
            "wiele trudności", "rodziny z trudnościami wychowawczymi", "trudności wychowawcze",
        ),
        _code(
            "disability", "niepełnosprawność, choroba", "disability, illness",
            "niepełnosprawność", "rodziny z osobami niepełnosprawnymi",
            "rodziny z dzieckiem niepełnosprawnym", "niepełnosprawność , choroba",
        ),
        _code("older_people", "osoby starsze", "older people", "os. starsze", "os starsze", "seniorzy"),
        _code(
            "addiction", "uzależnienia", "addiction", "uzależnienie", "uzależnienie od alkoholu",
            "uzależnienie nieletnich od internetu oraz urządzeń elektronicznych",
        ),
    ),
)  # fmt: skip
"""Areas as the final summary counts them: its 13 teams in 5 voivodeships hold the two Lubelskie
teams that it lists as "trudności wychowawcze"; the words of a source stay in ``area_source``."""

UNIT_TYPES = CodeList(
    "unit_types",
    (
        _code("family", "rodzina", "family"),
        _code("person", "osoba", "person", "osoba samotna", "osoba indywidualna"),
        _code("group", "grupa", "group"),
    ),
)

CONTRACT_TYPES = CodeList(
    "contract_types",
    (
        _code("family", "kontrakt rodzinny", "family contract", "rodzinny"),
        _code("social", "kontrakt socjalny", "social contract", "socjalny"),
    ),
)

OUTCOMES = CodeList(
    "outcomes",
    (
        _code("completed", "zakończono zgodnie z IPP", "completed as planned", "zakończone", "zakończona", "zakończono", "zakończono zgodnie z IPW"),
        _code("ongoing", "w toku", "ongoing", "trwa", "kontynuacja"),
        _code("withdrawn", "rezygnacja", "withdrawn", "rezygnacja rodziny", "wycofanie"),
        _code("moved", "wyprowadzka", "moved away", "zmiana miejsca zamieszkania"),
        _code("handed_over", "przekazanie", "handed over", "przekazana", "przekazano innej instytucji"),
        _code("died", "zgon", "died", "śmierć"),
    ),
)  # fmt: skip

ENTITY_KINDS = CodeList(
    "entity_kinds",
    (
        _code("ops", "ośrodek pomocy społecznej", "social assistance centre", "OPS", "GOPS", "MGOPS", "MOPS"),
        _code("pcpr", "powiatowe centrum pomocy rodzinie", "county family support centre", "PCPR"),
        _code("rops", "regionalny ośrodek polityki społecznej", "regional social policy centre", "ROPS", "MCPS"),
        _code("gmina_council", "gmina lub rada gminy", "gmina or its council", "urząd gminy", "rada gminy", "gmina"),
        _code("powiat_council", "powiat lub rada powiatu", "county or its council", "starostwo powiatowe", "rada powiatu", "powiat"),
        _code("violence_team", "zespół interdyscyplinarny", "interdisciplinary team against violence", "ZI", "zespół interdyscyplinarny ds. przeciwdziałania przemocy w rodzinie"),
        _code("police", "policja", "police", "komenda policji", "komisariat policji", "komenda powiatowa policji"),
        _code("court", "sąd lub kurator", "court or probation officer", "sąd", "sąd rejonowy", "kurator"),
        _code("health", "ośrodek zdrowia", "health centre", "SPZOZ", "przychodnia", "ośrodek rehabilitacji"),
        _code("sanitary", "stacja sanitarno-epidemiologiczna", "sanitary inspectorate", "sanepid"),
        _code("school", "szkoła lub przedszkole", "school or preschool", "szkoła", "szkoła podstawowa", "przedszkole"),
        _code("counselling", "poradnia psychologiczno-pedagogiczna", "psychological counselling centre", "PPP", "poradnia"),
        _code("culture", "ośrodek kultury lub biblioteka", "culture centre or library", "dom kultury", "GOK", "biblioteka"),
        _code("alcohol_commission", "komisja rozwiązywania problemów alkoholowych", "commission on alcohol problems", "GKRPA"),
        _code("ngo", "organizacja pozarządowa", "non-governmental organisation", "NGO", "stowarzyszenie", "fundacja", "LGD", "KGW", "UTW", "klub"),
        _code("parish", "parafia", "parish"),
        _code("crisis_centre", "ośrodek interwencji kryzysowej", "crisis intervention centre", "OIK"),
        _code("day_support", "ośrodek wsparcia dziennego", "day support centre", "ŚDS", "świetlica", "WTZ", "ZAZ", "DPS", "dom pomocy społecznej"),
        _code("labour_office", "urząd pracy", "labour office", "PUP", "WUP", "powiatowy urząd pracy"),
        _code("education_office", "kuratorium oświaty", "education authority", "kuratorium"),
        _code("national_park", "park narodowy", "national park"),
        _code("other", "inny podmiot", "other entity", "inne", "inny"),
    ),
)  # fmt: skip

SECTORS = CodeList(
    "sectors",
    (
        _code("social_assistance", "pomoc i integracja społeczna", "social assistance and integration", "pomoc społeczna"),
        _code("local_government", "samorząd", "local government", "władze samorządowe", "JST"),
        _code("education", "edukacja", "education", "oświata"),
        _code("health", "zdrowie", "health", "ochrona zdrowia"),
        _code("security", "policja i wymiar sprawiedliwości", "police and justice", "bezpieczeństwo", "policja", "sądownictwo"),
        _code("culture", "kultura", "culture", "kultura i sport"),
        _code("labour", "rynek pracy", "labour market", "zatrudnienie"),
        _code("third_sector", "organizacje społeczne i parafie", "civil society and parishes", "NGO", "trzeci sektor"),
        _code("other", "inny", "other", "inne"),
    ),
)  # fmt: skip

LEVELS = CodeList(
    "levels",
    (
        _code("gmina", "gminny", "gmina", "gmina"),
        _code("powiat", "powiatowy", "county", "powiat"),
        _code("voivodeship", "wojewódzki", "voivodeship", "województwo"),
    ),
)

ROLES = CodeList(
    "roles",
    (
        _code("core", "trzon", "core", "członek trzonu"),
        _code("invited", "zaproszony", "invited", "zaproszona", "zaproszone"),
    ),
)

GMINA_KINDS = CodeList(
    "gmina_kinds",
    (
        _code("rural", "wiejska", "rural"),
        _code("urban", "miejska", "urban"),
        _code("urban_rural", "miejsko-wiejska", "urban-rural"),
    ),
)

SERVICE_KINDS = CodeList(
    "service_kinds",
    (
        _code("diagnosis", "diagnostyka", "diagnosis", "diagnoza"),
        _code("counselling", "poradnictwo", "counselling", "konsultacje", "poradnictwo specjalistyczne"),
        _code("therapy", "terapia", "therapy"),
        _code("rehabilitation", "rehabilitacja", "rehabilitation"),
        _code("training", "szkolenie lub trening", "training", "szkolenie", "trening", "warsztaty"),
        _code("assistant", "asystent lub trener", "assistant or trainer", "asystent rodziny", "asystent", "praca z trenerem"),
        _code("mediation", "mediacje", "mediation", "mediacja"),
        _code("education", "edukacja", "education", "korepetycje", "zajęcia edukacyjne"),
        _code("care", "usługi opiekuńcze", "care services", "opieka"),
        _code("community", "działania środowiskowe", "community work", "wolontariat", "klub"),
        _code("other", "inna", "other", "inne"),
    ),
)  # fmt: skip

SERVICE_STATUSES = CodeList(
    "service_statuses",
    (
        _code("planned", "zaplanowana", "planned", "zaplanowano"),
        _code("delivered", "zrealizowana", "delivered", "zrealizowano"),
        _code("suspended", "wstrzymana", "suspended", "wstrzymano"),
        _code("resumed", "wznowiona", "resumed", "wznowiono"),
        _code("converted", "zamieniona na e-usługę", "converted to an e-service", "e-usługa"),
        _code("not_available", "niedostępna", "not available", "brak usługi"),
    ),
)

MODES = CodeList(
    "modes",
    (
        _code("in_person", "stacjonarnie", "in person", "stacjonarny", "osobiście", "stacjonarne"),
        _code("remote", "zdalnie", "remote", "zdalny", "online", "zdalne", "telefonicznie"),
        _code("mixed", "mieszanie", "mixed", "hybrydowo", "mieszany", "hybrydowe"),
    ),
)

PROJECT_KINDS = CodeList(
    "project_kinds",
    (
        _code("individuals", "usługi dla osób dorosłych i dzieci", "adults and children", "osoby dorosłe, dzieci"),
        _code("families_groups", "usługi dla rodzin i grup", "families and groups", "rodziny i grupy"),
        _code("community", "usługi dla społeczności lokalnej", "community", "środowisko lokalne"),
        _code("staff_training", "szkolenia kompetencyjne kadr", "staff training", "szkolenia kadr"),
    ),
)  # fmt: skip

MEETING_LEVELS = CodeList(
    "meeting_levels",
    (
        _code("pzk", "spotkanie PZK", "PZK meeting", "PZK"),
        _code("wzk", "spotkanie WZK", "WZK meeting", "WZK"),
        _code("animators", "spotkanie animatorów", "animators' meeting", "animatorzy"),
        _code("steering", "komitet sterujący", "steering committee", "KS"),
    ),
)

SUPPORT_KINDS = CodeList(
    "support_kinds",
    (
        _code("training", "szkolenie", "training", "Szkoła Kooperacji"),
        _code("coaching", "coaching", "coaching"),
        _code("supervision", "superwizja", "supervision"),
        _code("advice", "doradztwo", "advice", "konsultacje"),
        _code(
            "exchange", "spotkanie wymiany doświadczeń", "exchange meeting", "wymiana doświadczeń"
        ),
    ),
)

GOAL_DOMAINS = CodeList(
    "goal_domains",
    (
        _code("parenting", "opieka i wychowanie", "parenting"),
        _code("family_relations", "relacje w rodzinie", "family relations", "relacje"),
        _code("health", "zdrowie", "health"),
        _code("addiction", "uzależnienie", "addiction"),
        _code("education", "edukacja", "education", "nauka"),
        _code("work_income", "praca i dochody", "work and income", "praca"),
        _code("housing", "warunki mieszkaniowe", "housing", "mieszkanie"),
        _code("participation", "udział w życiu społecznym", "social participation", "integracja"),
        _code("independence", "samodzielność", "independence"),
    ),
)

MILESTONES = CodeList(
    "milestones",
    (
        _code("I", "I kamień milowy", "milestone I", "1", "KM I"),
        _code("II", "II kamień milowy", "milestone II", "2", "KM II"),
        _code("III", "III kamień milowy", "milestone III", "3", "KM III"),
        _code("IV", "IV kamień milowy", "milestone IV", "4", "KM IV"),
    ),
)

COST_CATEGORIES = CodeList(
    "cost_categories",
    (
        _code("social_projects", "projekty socjalne", "social projects"),
        _code("support", "doradztwo, coaching i superwizja", "advice, coaching and supervision", "wsparcie"),
        _code("training", "szkolenia", "training", "Szkoła Kooperacji"),
        _code("platform", "platforma", "platform"),
        _code("animators", "animatorzy", "animators", "wynagrodzenia animatorów"),
        _code("research", "badania i ewaluacja", "research and evaluation", "ewaluacja"),
        _code("management", "zarządzanie i koszty pośrednie", "management and overheads", "koszty pośrednie"),
        _code("other", "inne", "other"),
    ),
)  # fmt: skip

DOCUMENTS = CodeList(
    "documents",
    (
        _code("000", "Podsumowanie przebiegu testowania (po XII.2020)", "Final summary of the test (after XII.2020)"),
        _code("001", "Informacje z okresu IV.2019–III.2020", "Status slides for IV.2019–III.2020"),
        _code("002", "Opis projektu (MCPS)", "Project description (MCPS)"),
        _code("003", "Harmonogramy i schemat wdrażania", "Schedules and implementation scheme"),
        _code("004", "Podsumowanie roku 2018, Makroregion III", "Summary of 2018, Macroregion III"),
    ),
)  # fmt: skip

SCHEDULE_VERSIONS = CodeList(
    "schedule_versions",
    (
        _code("planned", "planowany", "planned", "plan"),
        _code("realised", "zrealizowany", "realised", "wykonanie"),
        _code("modified", "zmodyfikowany w czasie pandemii", "modified during the pandemic"),
        _code("model", "wzorcowy", "of the model"),
    ),
)

ACTORS = CodeList(
    "actors",
    (
        _code("all", "całość", "all actors"),
        _code("voivodeship", "samorząd województwa (ROPS)", "voivodeship (ROPS)", "ROPS"),
        _code(
            "gmina_powiat",
            "gmina i powiat (GOPS, PCPR)",
            "gmina and county (GOPS, PCPR)",
            "GOPS/PCPR",
        ),
        _code("pzk", "partnerskie zespoły kooperacji", "partner teams", "PZK"),
    ),
)

FIGURE_UNITS = CodeList(
    "figure_units",
    (
        _code("families", "rodziny i osoby", "families and persons"),
        _code("groups", "grupy", "groups"),
        _code("teams", "zespoły", "teams"),
        _code("entities", "podmioty", "entities"),
        _code("gminas", "gminy", "gminas"),
        _code("powiats", "powiaty", "counties"),
        _code("voivodeships", "województwa", "voivodeships"),
        _code("local_governments", "jednostki samorządu terytorialnego", "local governments"),
        _code("persons", "osoby", "persons"),
        _code("months", "miesiące", "months"),
        _code("days", "dni", "days"),
        _code("hours", "godziny", "hours"),
        _code("pln", "złote", "PLN"),
        _code("reports", "raporty", "reports"),
        _code("events", "spotkania i szkolenia", "meetings and trainings"),
        _code("products", "produkty", "products"),
        _code("count", "liczba", "count"),
        _code("period", "okres", "period"),
        _code("place", "miejsce", "place"),
    ),
)

STATUSES = CodeList(
    "statuses",
    (
        _code("ok", "policzono", "computed"),
        _code("insufficient", "za mało danych", "insufficient data"),
        _code("suppressed", "ukryto (tajemnica statystyczna)", "suppressed (disclosure control)"),
    ),
)

CHANGE_TYPES = CodeList(
    "change_types",
    (
        _code("none", "nie dotyczy", "not a change"),
        _code("absolute", "różnica", "difference"),
        _code("relative", "zmiana względna", "relative change"),
        _code("percentage_points", "punkty procentowe", "percentage points"),
    ),
)
