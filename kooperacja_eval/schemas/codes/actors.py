"""Who takes part: kinds of entities, sectors, roles, units, areas and outcomes."""

from kooperacja_eval.schemas.field import CodeList, code

ENTITY_KINDS = CodeList(
    "entity_kinds",
    (
        code("ops", "ośrodek pomocy społecznej", "social assistance centre", "OPS", "GOPS", "MGOPS", "MOPS"),
        code("pcpr", "powiatowe centrum pomocy rodzinie", "county family support centre", "PCPR"),
        code("rops", "regionalny ośrodek polityki społecznej", "regional social policy centre", "ROPS", "MCPS"),
        code("gmina_council", "gmina lub rada gminy", "gmina or its council", "urząd gminy", "rada gminy", "gmina"),
        code("powiat_council", "powiat lub rada powiatu", "county or its council", "starostwo powiatowe", "rada powiatu", "powiat"),
        code("violence_team", "zespół interdyscyplinarny", "interdisciplinary team against violence", "ZI", "zespół interdyscyplinarny ds. przeciwdziałania przemocy w rodzinie"),
        code("police", "policja", "police", "komenda policji", "komisariat policji", "komenda powiatowa policji"),
        code("court", "sąd lub kurator", "court or probation officer", "sąd", "sąd rejonowy", "kurator"),
        code("health", "ośrodek zdrowia", "health centre", "SPZOZ", "przychodnia", "ośrodek rehabilitacji"),
        code("sanitary", "stacja sanitarno-epidemiologiczna", "sanitary inspectorate", "sanepid"),
        code("school", "szkoła lub przedszkole", "school or preschool", "szkoła", "szkoła podstawowa", "przedszkole"),
        code("counselling", "poradnia psychologiczno-pedagogiczna", "psychological counselling centre", "PPP", "poradnia"),
        code("culture", "ośrodek kultury lub biblioteka", "culture centre or library", "dom kultury", "GOK", "biblioteka"),
        code("alcohol_commission", "komisja rozwiązywania problemów alkoholowych", "commission on alcohol problems", "GKRPA"),
        code("ngo", "organizacja pozarządowa", "non-governmental organisation", "NGO", "stowarzyszenie", "fundacja", "LGD", "KGW", "UTW", "klub"),
        code("parish", "parafia", "parish"),
        code("crisis_centre", "ośrodek interwencji kryzysowej", "crisis intervention centre", "OIK"),
        code("day_support", "ośrodek wsparcia dziennego", "day support centre", "ŚDS", "świetlica", "WTZ", "ZAZ", "DPS", "dom pomocy społecznej"),
        code("labour_office", "urząd pracy", "labour office", "PUP", "WUP", "powiatowy urząd pracy"),
        code("education_office", "kuratorium oświaty", "education authority", "kuratorium"),
        code("national_park", "park narodowy", "national park"),
        code("other", "inny podmiot", "other entity", "inne", "inny"),
    ),
)  # fmt: skip

SECTORS = CodeList(
    "sectors",
    (
        code("social_assistance", "pomoc i integracja społeczna", "social assistance and integration", "pomoc społeczna"),
        code("local_government", "samorząd", "local government", "władze samorządowe", "JST"),
        code("education", "edukacja", "education", "oświata"),
        code("health", "zdrowie", "health", "ochrona zdrowia"),
        code("security", "policja i wymiar sprawiedliwości", "police and justice", "bezpieczeństwo", "policja", "sądownictwo"),
        code("culture", "kultura", "culture", "kultura i sport"),
        code("labour", "rynek pracy", "labour market", "zatrudnienie"),
        code("third_sector", "organizacje społeczne i parafie", "civil society and parishes", "NGO", "trzeci sektor"),
        code("other", "inny", "other", "inne"),
    ),
)  # fmt: skip

ROLES = CodeList(
    "roles",
    (
        code("core", "trzon", "core", "członek trzonu"),
        code("invited", "zaproszony", "invited", "zaproszona", "zaproszone"),
    ),
)

AREAS = CodeList(
    "areas",
    (
        code(
            "many_difficulties", "rodziny z wieloma trudnościami", "families with many difficulties",
            "wiele trudności", "rodziny z trudnościami wychowawczymi", "trudności wychowawcze",
        ),
        code(
            "disability", "niepełnosprawność, choroba", "disability, illness",
            "niepełnosprawność", "rodziny z osobami niepełnosprawnymi",
            "rodziny z dzieckiem niepełnosprawnym", "niepełnosprawność , choroba",
        ),
        code("older_people", "osoby starsze", "older people", "os. starsze", "os starsze", "seniorzy"),
        code(
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
        code("family", "rodzina", "family"),
        code("person", "osoba", "person", "osoba samotna", "osoba indywidualna"),
        code("group", "grupa", "group"),
    ),
)

CONTRACT_TYPES = CodeList(
    "contract_types",
    (
        code("family", "kontrakt rodzinny", "family contract", "rodzinny"),
        code("social", "kontrakt socjalny", "social contract", "socjalny"),
    ),
)

OUTCOMES = CodeList(
    "outcomes",
    (
        code("completed", "zakończono zgodnie z IPP", "completed as planned", "zakończone", "zakończona", "zakończono", "zakończono zgodnie z IPW"),
        code("ongoing", "w toku", "ongoing", "trwa", "kontynuacja"),
        code("withdrawn", "rezygnacja", "withdrawn", "rezygnacja rodziny", "wycofanie"),
        code("moved", "wyprowadzka", "moved away", "zmiana miejsca zamieszkania"),
        code("handed_over", "przekazanie", "handed over", "przekazana", "przekazano innej instytucji"),
        code("died", "zgon", "died", "śmierć"),
    ),
)  # fmt: skip

GOAL_DOMAINS = CodeList(
    "goal_domains",
    (
        code("parenting", "opieka i wychowanie", "parenting"),
        code("family_relations", "relacje w rodzinie", "family relations", "relacje"),
        code("health", "zdrowie", "health"),
        code("addiction", "uzależnienie", "addiction"),
        code("education", "edukacja", "education", "nauka"),
        code("work_income", "praca i dochody", "work and income", "praca"),
        code("housing", "warunki mieszkaniowe", "housing", "mieszkanie"),
        code("participation", "udział w życiu społecznym", "social participation", "integracja"),
        code("independence", "samodzielność", "independence"),
    ),
)

DIAGNOSIS_KINDS = CodeList(
    "diagnosis_kinds",
    (
        code("pre", "przed", "before", "na początku", "pretest"),
        code("then", "przed, oceniane po", "before, judged after", "retrospektywnie", "thentest"),
        code("post", "po", "after", "na końcu", "posttest"),
    ),
)
