"""What a report notebook is given: released values and the public record, nothing else.

A notebook never sees a table with rows of families; what stands here has passed ``disclosure``.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from kooperacja_eval.disclosure.release import ReleasedValues
from kooperacja_eval.evidence.book_certificates import CertificateList
from kooperacja_eval.evidence.links_material import Evidence
from kooperacja_eval.study import StudyConfig
from kooperacja_eval.text import Lang


@dataclass(frozen=True, slots=True, kw_only=True)
class Quality:
    """How good the data are.

    Attributes
    ----------
    problems : pandas.DataFrame
        The table of problems, with ``message_pl`` and ``message_en``.
    corrections : pandas.DataFrame
        Rules of ``corrections.toml`` with the rows that each touched.
    files : pandas.DataFrame
        Raw files: ``path``, ``sha256``, ``size`` in bytes.
    tables : pandas.DataFrame
        ``table``, ``rows``, ``fields``, ``cells``, ``missing``; without ``missing`` where a field
        of the table is hidden.
    missing : pandas.DataFrame
        ``table``, ``field``, ``rows``, ``missing``, ``share``, ``status``: fields with missing
        values only, after disclosure control.
    """

    problems: pd.DataFrame
    corrections: pd.DataFrame
    files: pd.DataFrame
    tables: pd.DataFrame
    missing: pd.DataFrame


@dataclass(frozen=True, slots=True, kw_only=True)
class Material:
    """Everything that a report may show.

    Attributes
    ----------
    config : StudyConfig
        What ``study.toml`` says.
    lang : {"pl", "en"}
        Language of the report.
    tables : frozenset of str
        Tables that the study has.
    values : ReleasedValues
        Values of every indicator at every level, after disclosure control.
    record : mapping of str to pandas.DataFrame
        The public record and the questionnaires: ``published``, ``schedule``, ``output_targets``,
        ``gminas``, ``scales``, ``items``, ``options``, ``recommendations``, as far as the study has
        them; ``codes``, the codebook of focus groups.
    teams : mapping of str to pandas.DataFrame
        Registers of teams and institutions, no row about a family: ``pzk``, ``pzk_gminas``,
        ``gminas``, ``entities``, ``memberships``, as far as the study has them; ``ties``, what
        members say of each other, in the internal profile only.
    quotations : pandas.DataFrame
        Quotations of focus groups, masked and let out by ``disclosure``: ``code_id``, ``wave``,
        ``voivodeship``, ``pzk_id``, ``speaker_sector``, ``text``; no rows where there are none.
    reconciliation : pandas.DataFrame
        Computed against published.
    disagreements : pandas.DataFrame
        Where the documents contradict each other.
    published_shares : pandas.DataFrame
        Shares that follow from published counts alone.
    change_readings : pandas.DataFrame
        What published growth without a definition would need under each reading.
    changes : pandas.DataFrame, optional
        What differs from the earlier edition; None where there is none.
    quality : Quality
        How good the data are.
    evidence : Evidence, optional
        What recommendations rest on; None where the study has none.
    certificates : CertificateList, optional
        Entities beside the criteria of the certificate; None where the study states none.
    """

    config: StudyConfig
    lang: Lang
    tables: frozenset[str]
    values: ReleasedValues
    record: Mapping[str, pd.DataFrame]
    teams: Mapping[str, pd.DataFrame]
    quotations: pd.DataFrame
    reconciliation: pd.DataFrame
    disagreements: pd.DataFrame
    published_shares: pd.DataFrame
    change_readings: pd.DataFrame
    changes: pd.DataFrame | None
    quality: Quality
    evidence: Evidence | None = None
    certificates: CertificateList | None = None

    def rows(
        self,
        indicator_id: str,
        *,
        level: str,
        group: str | None = None,
        method: str | None = None,
        wave: str | None = None,
    ) -> pd.DataFrame:
        """Return released rows of one indicator.

        Parameters
        ----------
        indicator_id : str
            Indicator of the catalogue.
        level : {"macroregion", "voivodeship", "pzk"}
            Level of the rows; area rows stand at the macroregion with the area as their group.
        group : str, optional
            Only this group; an empty text means rows without a group; ``None`` means all.
        method : str, optional
            Only this method; the first one by default does not apply: ``None`` means all.
        wave : str, optional
            Only this wave, or these two waves; ``None`` means all.
        """
        chosen = self.places(indicator_id, level=level, group=group, method=method, wave=wave)
        return self.values.frame.iloc[chosen].reset_index(drop=True)

    def places(
        self,
        indicator_id: str,
        *,
        level: str,
        group: str | None = None,
        method: str | None = None,
        wave: str | None = None,
    ) -> NDArray[np.intp]:
        """Return in which rows of the released values, from 0, those of ``rows`` stand."""
        places = self.values.places_of(indicator_id)
        frame = self.values.frame.iloc[places]
        chosen = frame["voivodeship"].notna() == (level in {"voivodeship", "pzk"})
        chosen &= frame["pzk_id"].notna() == (level == "pzk")
        if group is not None:
            chosen &= frame["group"].fillna("") == group
        if method is not None:
            chosen &= frame["method"] == method
        if wave is not None:
            chosen &= frame["wave"] == wave
        return places[chosen.to_numpy(dtype="bool", na_value=False)]

    def one(
        self, indicator_id: str, *, group: str = "", method: str | None = None
    ) -> "pd.Series[float]":
        """Return the row of the whole macroregion, the first where methods differ.

        Raises
        ------
        LookupError
            Where the study has no such value.
        """
        rows = self.rows(indicator_id, level="macroregion", group=group, method=method)
        if rows.empty:
            raise LookupError(f"no value of {indicator_id} ({group or 'all'})")
        return rows.iloc[0]

    def has(self, *tables: str) -> bool:
        """Tell whether the study has all of these tables."""
        return set(tables) <= self.tables
