"""Conclusions and what recommendations rest on: kinds, statuses, relations, levels of concern."""

from kooperacja_eval.schemas.field import CodeList, code

CONCLUSION_KINDS = CodeList(
    "conclusion_kinds",
    (
        code("conclusion", "wniosek", "conclusion", "wnioski"),
        code("observation", "spostrzeżenie", "observation", "spostrzeżenia", "mocna strona"),
        code("difficulty", "trudność", "difficulty", "trudności", "wyzwanie", "bariera"),
        code("recommendation", "rekomendacja", "recommendation", "propozycja", "postulat"),
    ),
)

CONCLUSION_STATUSES = CodeList(
    "conclusion_statuses",
    (
        code("new", "nowy", "new", "nowa", "nowe"),
        code("accepted", "przyjęty", "accepted", "przyjęta", "przyjęte"),
        code("merged", "połączony z innym", "merged", "połączona", "połączone"),
        code("rejected", "odrzucony", "rejected", "odrzucona", "odrzucone"),
        code("closed", "zamknięty", "closed", "zamknięta", "zamknięte"),
    ),
)

EVIDENCE_RELATIONS = CodeList(
    "evidence_relations",
    (
        code("supports", "wspiera", "supports", "potwierdza", "za"),
        code("contradicts", "przeczy", "contradicts", "zaprzecza", "przeciw"),
    ),
)

EVIDENCE_KINDS = CodeList(
    "evidence_kinds",
    (
        code("indicator", "wskaźnik", "indicator"),
        code("code", "kod wywiadów", "code of focus groups", "kod"),
        code("quotation", "cytat", "quotation", "wypowiedź"),
        code("conclusion", "wniosek z rejestru", "conclusion of the register", "wniosek"),
        code("figure", "liczba opublikowana", "published figure"),
    ),
)

CONFIDENCE_COMPONENTS = CodeList(
    "confidence_components",
    (
        code("methods", "ograniczenia metody", "methodological limitations"),
        code("coherence", "spójność", "coherence"),
        code("adequacy", "wystarczalność danych", "adequacy of data"),
        code("relevance", "trafność danych", "relevance"),
    ),
)

CONCERNS = CodeList(
    "concerns",
    (
        code("none", "bez zastrzeżeń", "no concerns", "brak zastrzeżeń"),
        code("minor", "drobne zastrzeżenia", "minor concerns", "drobne"),
        code("moderate", "umiarkowane zastrzeżenia", "moderate concerns", "umiarkowane"),
        code("serious", "poważne zastrzeżenia", "serious concerns", "poważne"),
    ),
)

EVIDENCE_SOURCES = CodeList(
    "evidence_sources",
    (
        code("registers", "rejestry i sprawozdania", "registers and reports"),
        code("survey", "ankieta", "survey"),
        code("focus_groups", "wywiady grupowe", "focus groups"),
        code("conclusions", "rejestr wniosków", "register of conclusions"),
    ),
)

CONVERGENCE = CodeList(
    "convergence",
    (
        code("agreement", "zgodność", "agreement"),
        code("partial", "częściowa zgodność", "partial agreement"),
        code("silence", "milczenie", "silence"),
        code("dissonance", "rozbieżność", "dissonance"),
    ),
)
