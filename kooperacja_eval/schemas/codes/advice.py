"""Recommendations: classes, levels and statuses."""

from kooperacja_eval.schemas.field import CodeList, code

RECOMMENDATION_CLASSES = CodeList(
    "recommendation_classes",
    (
        code("key", "kluczowa", "key", "strategiczna"),
        code("operational", "operacyjna", "operational"),
        code("horizontal", "horyzontalna", "horizontal"),
        code("beyond_system", "pozasystemowa", "beyond the system"),
    ),
)

RECOMMENDATION_LEVELS = CodeList(
    "recommendation_levels",
    (
        code("law", "prawo", "law"),
        code("country", "kraj", "country"),
        code("voivodeship", "województwo", "voivodeship"),
        code("gmina_powiat", "gmina i powiat", "gmina and county"),
        code("organisation", "organizacja pracy", "organisation of work"),
    ),
)

RECOMMENDATION_STATUSES = CodeList(
    "recommendation_statuses",
    (
        code("proposed", "zgłoszona", "proposed"),
        code("accepted", "przyjęta", "accepted"),
        code("in_progress", "wdrażana", "in progress"),
        code("done", "wdrożona", "done"),
        code("rejected", "odrzucona", "rejected"),
    ),
)
