"""Why a file of REFI-QDA cannot be read at all, in words."""

from typing import Literal

from kooperacja_eval.ingest.surveys.export import RefusedFileError
from kooperacja_eval.text import Text


def entities(name: str) -> RefusedFileError:
    """Return the refusal of XML with a DTD or entities of its own."""
    return RefusedFileError(
        "refi_entities",
        Text(
            f"Plik {name} zawiera DTD albo własne encje, których programy do kodowania nie "
            "zapisują. Odrzucono go ze względów bezpieczeństwa; wyeksportuj projekt ponownie.",
            f"{name} has a DTD or entities of its own, which coding tools never write. It was "
            "refused for safety; export the project again.",
        ),
    )


def broken_xml(name: str, line: int) -> RefusedFileError:
    """Return the refusal of XML that breaks off."""
    return RefusedFileError(
        "refi_broken",
        Text(
            f"Plik {name} jest niepełny albo uszkodzony: XML urywa się lub ma błąd w wierszu "
            f"{line}. Wyeksportuj projekt ponownie.",
            f"{name} is incomplete or damaged: its XML breaks off or has an error in line {line}. "
            "Export the project again.",
        ),
    )


def not_refi(name: str, root: Literal["Project", "CodeBook"]) -> RefusedFileError:
    """Return the refusal of a document that is not the one wanted."""
    wanted = {
        "Project": Text(
            "projektu REFI-QDA (element Project). Wyeksportuj z programu: REFI-QDA Project "
            "(.qdpx).",
            "a REFI-QDA project (element Project). Export from the program: REFI-QDA Project "
            "(.qdpx).",
        ),
        "CodeBook": Text(
            "księgi kodów REFI-QDA (element CodeBook). Wyeksportuj z programu: REFI-QDA Codebook "
            "(.qdc).",
            "a REFI-QDA codebook (element CodeBook). Export from the program: REFI-QDA Codebook "
            "(.qdc).",
        ),
    }[root]
    return RefusedFileError(
        "not_refi",
        Text(
            f"Plik {name} nie jest tym, czego oczekiwano: {wanted.pl}",
            f"{name} is not what was expected: {wanted.en}",
        ),
    )


def no_qde(name: str) -> RefusedFileError:
    """Return the refusal of an archive without a project document."""
    return RefusedFileError(
        "no_qde",
        Text(
            f"Archiwum {name} nie zawiera pliku .qde z projektem, więc nie jest projektem "
            "REFI-QDA. Wyeksportuj z programu: REFI-QDA Project (.qdpx).",
            f"The archive {name} holds no .qde file with a project, so it is no REFI-QDA project. "
            "Export from the program: REFI-QDA Project (.qdpx).",
        ),
    )


def several_qde(name: str, found: tuple[str, ...]) -> RefusedFileError:
    """Return the refusal of an archive with several project documents."""
    names = ", ".join(found)
    return RefusedFileError(
        "several_qde",
        Text(
            f"Archiwum {name} zawiera kilka plików .qde ({names}) i nie wiadomo, który jest "
            "właściwy. Wyeksportuj każdy projekt do osobnego pliku.",
            f"The archive {name} holds several .qde files ({names}), and which one counts cannot "
            "be told. Export each project to a file of its own.",
        ),
    )
