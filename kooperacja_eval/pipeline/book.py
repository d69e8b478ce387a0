"""What a book has beside a report: its programme on the cover, and the works that it cites.

The border: reads the study's own list of works; citations and cover are the reporting layer's.
"""

from dataclasses import replace

from kooperacja_eval.pipeline.request import ReportOrder
from kooperacja_eval.reporting.bibliography import read_study_file, study_library
from kooperacja_eval.reporting.document import Document
from kooperacja_eval.study import StudyConfig


def in_its_shape(document: Document, config: StudyConfig, order: ReportOrder) -> Document:
    """Return a document as the book that was ordered; a report stays as it is.

    Raises
    ------
    ReportError
        If the study's own list of works cannot be read.
    """
    if order.kind.shape != "book":
        return document
    return replace(
        document,
        kind="book",
        programme=config.study.programme,
        library=study_library(read_study_file(order.bibliography)),
    )
