"""What is done: services, projects, meetings, support, costs."""

from kooperacja_eval.schemas.field import CodeList, code

SERVICE_KINDS = CodeList(
    "service_kinds",
    (
        code("diagnosis", "diagnostyka", "diagnosis", "diagnoza"),
        code("counselling", "poradnictwo", "counselling", "konsultacje", "poradnictwo specjalistyczne"),
        code("therapy", "terapia", "therapy"),
        code("rehabilitation", "rehabilitacja", "rehabilitation"),
        code("training", "szkolenie lub trening", "training", "szkolenie", "trening", "warsztaty"),
        code("assistant", "asystent lub trener", "assistant or trainer", "asystent rodziny", "asystent", "praca z trenerem"),
        code("mediation", "mediacje", "mediation", "mediacja"),
        code("education", "edukacja", "education", "korepetycje", "zajęcia edukacyjne"),
        code("care", "usługi opiekuńcze", "care services", "opieka"),
        code("community", "działania środowiskowe", "community work", "wolontariat", "klub"),
        code("other", "inna", "other", "inne"),
    ),
)  # fmt: skip

SERVICE_STATUSES = CodeList(
    "service_statuses",
    (
        code("planned", "zaplanowana", "planned", "zaplanowano"),
        code("delivered", "zrealizowana", "delivered", "zrealizowano"),
        code("suspended", "wstrzymana", "suspended", "wstrzymano"),
        code("resumed", "wznowiona", "resumed", "wznowiono"),
        code("converted", "zamieniona na e-usługę", "converted to an e-service", "e-usługa"),
        code("not_available", "niedostępna", "not available", "brak usługi"),
    ),
)

MODES = CodeList(
    "modes",
    (
        code("in_person", "stacjonarnie", "in person", "stacjonarny", "osobiście", "stacjonarne"),
        code("remote", "zdalnie", "remote", "zdalny", "online", "zdalne", "telefonicznie"),
        code("mixed", "mieszanie", "mixed", "hybrydowo", "mieszany", "hybrydowe"),
    ),
)

PROJECT_KINDS = CodeList(
    "project_kinds",
    (
        code("individuals", "usługi dla osób dorosłych i dzieci", "adults and children", "osoby dorosłe, dzieci"),
        code("families_groups", "usługi dla rodzin i grup", "families and groups", "rodziny i grupy"),
        code("community", "usługi dla społeczności lokalnej", "community", "środowisko lokalne"),
        code("staff_training", "szkolenia kompetencyjne kadr", "staff training", "szkolenia kadr"),
    ),
)  # fmt: skip

MEETING_LEVELS = CodeList(
    "meeting_levels",
    (
        code("pzk", "spotkanie PZK", "PZK meeting", "PZK"),
        code("wzk", "spotkanie WZK", "WZK meeting", "WZK"),
        code("animators", "spotkanie animatorów", "animators' meeting", "animatorzy"),
        code("steering", "komitet sterujący", "steering committee", "KS"),
    ),
)

SUPPORT_KINDS = CodeList(
    "support_kinds",
    (
        code("training", "szkolenie", "training", "Szkoła Kooperacji"),
        code("coaching", "coaching", "coaching"),
        code("supervision", "superwizja", "supervision"),
        code("advice", "doradztwo", "advice", "konsultacje"),
        code(
            "exchange", "spotkanie wymiany doświadczeń", "exchange meeting", "wymiana doświadczeń"
        ),
    ),
)

COST_CATEGORIES = CodeList(
    "cost_categories",
    (
        code("social_projects", "projekty socjalne", "social projects"),
        code("support", "doradztwo, coaching i superwizja", "advice, coaching and supervision", "wsparcie"),
        code("training", "szkolenia", "training", "Szkoła Kooperacji"),
        code("platform", "platforma", "platform"),
        code("animators", "animatorzy", "animators", "wynagrodzenia animatorów"),
        code("research", "badania i ewaluacja", "research and evaluation", "ewaluacja"),
        code("management", "zarządzanie i koszty pośrednie", "management and overheads", "koszty pośrednie"),
        code("other", "inne", "other"),
    ),
)  # fmt: skip
