"""Everything that a report may show of what recommendations rest on, in one object."""

from dataclasses import dataclass

import pandas as pd


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Evidence:
    """What recommendations rest on, after disclosure control.

    Attributes
    ----------
    links : pandas.DataFrame
        Rows of ``evidence_links`` with ``state``, as in ``links.Resolved``; notes masked.
    numbers : pandas.DataFrame
        Released numbers by ``recommendation_id`` and ``number`` of the link.
    quotations : pandas.DataFrame
        ``target`` of the link, ``code_id``, ``wave``, ``voivodeship``, ``speaker_sector``, ``text``
        of the linked stretches that may leave, masked.
    conclusions : pandas.DataFrame
        Linked rows of ``conclusions``, texts masked.
    assessments : pandas.DataFrame
        Rows of ``assessments``, reasons masked.
    triangulation : pandas.DataFrame
        As ``triangulation.triangulation`` gives it, reasons masked.
    frozen : pandas.DataFrame or None
        As ``frozen.frozen_changes`` gives it; None where nothing was frozen.
    """

    links: pd.DataFrame
    numbers: pd.DataFrame
    quotations: pd.DataFrame
    conclusions: pd.DataFrame
    assessments: pd.DataFrame
    triangulation: pd.DataFrame
    frozen: pd.DataFrame | None
