"""Focus groups: kinds of codes, media of sources."""

from kooperacja_eval.schemas.field import CodeList, code

CODE_KINDS = CodeList(
    "code_kinds",
    (
        code("barrier", "bariera", "barrier", "trudność", "wyzwanie"),
        code("resource", "zasób", "resource", "mocna strona"),
        code("factor", "czynnik kooperacji", "factor of cooperation", "czynnik"),
        code("effect", "skutek pomocy", "effect of help", "efekt"),
        code("need", "potrzeba", "need"),
        code("recommendation", "rekomendacja", "recommendation", "propozycja"),
        code("other", "inny", "other", "inne"),
    ),
)

MEDIA = CodeList(
    "media",
    (
        code("text", "tekst", "text"),
        code("pdf", "PDF", "PDF"),
        code("picture", "obraz", "picture"),
        code("audio", "nagranie dźwięku", "audio recording"),
        code("video", "nagranie obrazu", "video recording"),
        code("unknown", "nieznany", "unknown"),
    ),
)
