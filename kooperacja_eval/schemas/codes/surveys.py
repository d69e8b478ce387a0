"""Surveys: why an answer is missing, kinds of items, ways of scoring, who answers."""

from kooperacja_eval.schemas.field import CodeList, code

MISSING_REASONS = CodeList(
    "missing_reasons",
    (
        code("skipped", "pominięto pytanie", "question skipped", "brak odpowiedzi"),
        code("not_asked", "pytania nie zadano", "not asked", "nie dotyczy wersji", "przejście"),
        code("dont_know", "nie wiem, trudno powiedzieć", "don't know", "nie wiem", "trudno powiedzieć"),
        code("refused", "odmowa odpowiedzi", "refused", "odmowa"),
        code("not_applicable", "nie dotyczy", "not applicable"),
        code("incomplete", "ankietę przerwano wcześniej", "questionnaire broken off earlier"),
        code("declared", "inny kod braku", "other declared missing code", "brak danych"),
        code("unreadable", "odpowiedzi nie odczytano", "answer could not be read"),
    ),
)  # fmt: skip

ITEM_KINDS = CodeList(
    "item_kinds",
    (
        code("rating", "ocena na skali", "rating on a scale", "skala"),
        code("number", "liczba", "number"),
        code("choice", "jedna odpowiedź z listy", "one answer from a list"),
        code("option", "zaznaczenie na liście", "option of a multiple choice"),
        code("text", "odpowiedź otwarta", "open answer"),
        code("date", "data", "date"),
    ),
)

MEASURES = CodeList(
    "measures",
    (
        code("current", "stan obecny", "state now"),
        code("then", "stan wcześniejszy oceniony po czasie (then-test)", "earlier state rated later (then-test)"),
    ),
)  # fmt: skip

SCORINGS = CodeList(
    "scorings",
    (
        code("mean", "średnia pozycji", "mean of the items", "średnia"),
        code("sum", "suma pozycji", "sum of the items", "suma"),
    ),
)

RESPONDENT_ROLES = CodeList(
    "respondent_roles",
    (
        code("manager", "kierownictwo podmiotu", "head of the entity", "kierownik", "dyrektor"),
        code("animator", "animator gminy lub powiatu", "gmina or county animator", "animator"),
        code("worker", "pracownik", "worker", "specjalista", "pracownik socjalny"),
        code("councillor", "radny lub władze gminy, powiatu", "councillor or authorities", "radny", "wójt"),
        code("volunteer", "członek organizacji, wolontariusz", "member of an organisation, volunteer"),
        code("other", "inna rola", "other role", "inna"),
    ),
)  # fmt: skip

RESPONSE_STATUSES = CodeList(
    "response_statuses",
    (
        code("complete", "ukończona", "complete", "pełna"),
        code("partial", "nieukończona", "partial", "niepełna"),
    ),
)

DIRECTIONS = CodeList(
    "directions",
    (
        code("higher", "więcej znaczy lepiej", "more is better"),
        code("lower", "mniej znaczy lepiej", "less is better"),
        code("none", "bez oceny kierunku", "neither is better"),
    ),
)
