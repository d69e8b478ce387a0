"""A study as researchers hold it in Python: tables are read when first asked for."""

from collections.abc import Sequence
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

import pandas as pd

from kooperacja_eval.indicators.compute import compute
from kooperacja_eval.indicators.places import Level
from kooperacja_eval.pipeline.data import StudyData
from kooperacja_eval.pipeline.material import gather
from kooperacja_eval.pipeline.stored import load
from kooperacja_eval.reporting.material import Material
from kooperacja_eval.schemas.tables import TABLES
from kooperacja_eval.sections import Profile
from kooperacja_eval.study import StudyConfig, load_config
from kooperacja_eval.text import Lang, Text

if TYPE_CHECKING:
    from kooperacja_eval.reporting.explorer import TeamExplorer


class Study:
    """An opened study.

    Every table is an attribute: ``study.families`` is a validated data frame. Tables come from
    ``data_processed``; where raw files have changed since, they are read and checked anew.

    Attributes
    ----------
    folder : Path
        The study folder.
    config : StudyConfig
        What ``study.toml`` says.
    """

    def __init__(self, folder: Path, config: StudyConfig) -> None:
        self.folder = folder
        self.config = config

    @cached_property
    def data(self) -> StudyData:
        """Tables, problems, corrections and files, read on first use."""
        return load(self.folder, self.config)

    @property
    def tables(self) -> dict[str, pd.DataFrame]:
        """The tables that the study has, by name."""
        return self.data.tables

    def __getattr__(self, name: str) -> pd.DataFrame:
        if name not in TABLES:
            raise AttributeError(f"a study has no table {name!r}; tables: {', '.join(TABLES)}")
        if name not in self.tables:
            raise AttributeError(f"this study brings no raw files for the table {name!r}")
        return self.tables[name].copy()

    def __dir__(self) -> list[str]:
        return sorted({*super().__dir__(), *TABLES})

    def indicators(
        self,
        *ids: str,
        by: Level = "macroregion",
        as_of: date | None = None,
    ) -> pd.DataFrame:
        """Compute indicators, without disclosure control: for analysis, not for passing on.

        Parameters
        ----------
        *ids : str
            Indicators of the catalogue; none means every one that the tables allow.
        by : {"macroregion", "voivodeship", "area", "pzk"}
            Level of the rows.
        as_of : date, optional
            Day on which those in cooperation are counted; by default that of ``study.toml``.

        Returns
        -------
        pandas.DataFrame
            Rows of ``IndicatorValues``.
        """
        wanted: Sequence[str] | None = ids or None
        return compute(self.tables, self.config, ids=wanted, by=by, as_of=as_of)

    def material(self, *, profile: Profile | None = None, lang: Lang | None = None) -> Material:
        """Return what report notebooks show, after disclosure control."""
        return gather(self.config, self.data, profile=profile, lang=lang)

    def explore(
        self, *, profile: Profile | None = None, lang: Lang | None = None
    ) -> "TeamExplorer":
        """Return widgets for Jupyter to set teams side by side: indicator, place, period.

        Parameters
        ----------
        profile : {"internal", "public"}, optional
            What may be seen; by default as ``study.toml`` says.
        lang : {"pl", "en"}, optional
            Language of labels and pictures; by default that of the study.

        Raises
        ------
        LookupError
            Where no indicator has a value of a team under the profile.
        """
        from kooperacja_eval.reporting.explorer import TeamExplorer  # noqa: PLC0415 (widgets load slowly)

        return TeamExplorer(self.material(profile=profile, lang=lang))

    def __repr__(self) -> str:
        title = Text(self.config.study.title_pl, self.config.study.title_en)
        return f"Study({str(self.folder)!r}: {title.pl})"


def open_study(path: str | Path = ".") -> Study:
    """Open a study folder.

    Parameters
    ----------
    path : str or Path
        Folder with ``study.toml``.

    Raises
    ------
    ConfigurationError
        Where ``study.toml`` is missing or wrong.
    """
    folder = Path(path)
    return Study(folder, load_config(folder))
