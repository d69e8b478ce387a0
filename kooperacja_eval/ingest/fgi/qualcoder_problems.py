"""Codings of QualCoder's database that point to nothing, in words for people."""

from kooperacja_eval.ingest.fgi.refusals import at_row
from kooperacja_eval.schemas.problems import Problem
from kooperacja_eval.text import Text


def source_gone(file: str, coding: str) -> Problem:
    """Return the problem of a coding whose source was deleted."""
    message = Text(
        f"Fragment {coding} pochodzi z dokumentu, którego nie ma już w projekcie; pominięto go. "
        "Przywróć dokument w QualCoderze albo usuń fragment.",
        f"The stretch {coding} comes from a document that is no longer in the project; it was left "
        "out. Restore the document in QualCoder or delete the stretch.",
    )
    return at_row(file, None, "deleted_document", message, field="document_id")


def past_end(file: str, coding: str) -> Problem:
    """Return the problem of a coding whose positions lie outside the text."""
    message = Text(
        f"Fragment {coding} ma pozycje spoza tekstu dokumentu; wczytano go bez pozycji. Sprawdź, "
        "czy transkrypcji nie skrócono po zakodowaniu.",
        f"The stretch {coding} has positions outside the text of the document; it was read without "
        "them. Check whether the transcript was shortened after coding.",
    )
    return at_row(file, None, "position_outside", message, field="end")
