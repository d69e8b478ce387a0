"""Teams side by side in Jupyter: choose an indicator, a place and a period, look and compare.

The border: shows released values only, as exhibits; widgets choose, nothing is computed. Teams
stand in alphabetical order whatever their values: this is no league table. Without a screen the
same notebook runs as well, and shows the first choice.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Final, cast

import ipywidgets
import pandas as pd

from kooperacja_eval.indicators.catalogue import Indicator, catalogue
from kooperacja_eval.reporting.exhibit import Exhibit
from kooperacja_eval.reporting.exhibits.explore_pzk import EVERYWHERE, explored
from kooperacja_eval.reporting.exhibits.explore_words import (
    group_options,
    period_options,
    rows_of_teams,
)
from kooperacja_eval.reporting.material import Material
from kooperacja_eval.schemas.codes import AREAS, VOIVODESHIPS
from kooperacja_eval.text import Lang, Text

LABELS: Final = {
    "indicator": Text("Wskaźnik", "Indicator"),
    "group": Text("Co dokładnie", "Which part"),
    "period": Text("Kiedy", "When"),
    "voivodeship": Text("Województwo", "Voivodeship"),
    "area": Text("Obszar", "Area"),
}
FIRST: Final = "cooperation_intensity"
"""What is shown at first, where the study has it."""
WIDTH: Final = "640px"


class TeamExplorer:
    """Widgets over the values of teams; ``box`` shows them, ``exhibit`` is what they show.

    Parameters
    ----------
    report : Material
        What the study's profile lets out; ``study.material(profile="internal")`` shows more.
    lang : {"pl", "en"}, optional
        Language of labels; by default that of the material.

    Raises
    ------
    LookupError
        Where no indicator has a value of a single team.
    """

    def __init__(self, report: Material, lang: Lang | None = None) -> None:
        self.report = report
        self.lang: Lang = lang or report.lang
        self.rows = rows_of_teams(report)
        if self.rows.empty:
            raise LookupError("no indicator of the material has values of teams")
        self.indicator = self._choice("indicator", self._indicators())
        self.group = self._choice("group", [])
        self.period = self._choice("period", [])
        self.voivodeship = self._choice("voivodeship", self._places("voivodeship"))
        self.area = self._choice("area", self._places("area"))
        self.view = ipywidgets.HTML()
        self._changing = False
        if FIRST in [name for _, name in self.indicator.options]:
            self.indicator.value = FIRST
        self.indicator.observe(self._indicator_chosen, names="value")
        self.group.observe(self._group_chosen, names="value")
        for choice in (self.period, self.voivodeship, self.area):
            choice.observe(self._show, names="value")
        self._indicator_chosen(None)

    @property
    def entry(self) -> Indicator:
        """The indicator chosen."""
        return catalogue()[self.indicator.value]

    @property
    def box(self) -> ipywidgets.VBox:
        """All widgets, the choices above the picture."""
        choices = (self.indicator, self.group, self.period, self.voivodeship, self.area)
        return ipywidgets.VBox([*choices, self.view])

    def _repr_mimebundle_(self, **options: Any) -> Any:
        """Show the widgets as the result of a cell."""
        return self.box._repr_mimebundle_(**options)

    def exhibit(self) -> Exhibit:
        """Return the figure or the sentence for what is chosen now."""
        return explored(
            self.report,
            self._chosen_rows(),
            self.entry,
            group=self.group.value or "",
            period=self.period.value,
            voivodeship=self.voivodeship.value,
            area=self.area.value,
        )

    def _indicators(self) -> list[tuple[str, str]]:
        known = set(self.rows["indicator_id"])
        return [
            (entry.title.in_(self.lang), name)
            for name, entry in catalogue().items()
            if name in known
        ]

    def _places(self, what: str) -> list[tuple[str, str]]:
        codes = VOIVODESHIPS if what == "voivodeship" else AREAS
        there = [code for code in codes.ids if code in set(self.rows[what].dropna())]
        every = (EVERYWHERE.in_(self.lang), "")
        return [every, *((codes.label(code).in_(self.lang), code) for code in there)]

    def _choice(self, name: str, options: list[tuple[str, str]]) -> ipywidgets.Dropdown:
        return ipywidgets.Dropdown(
            options=options,
            description=LABELS[name].in_(self.lang),
            style={"description_width": "110px"},
            layout=ipywidgets.Layout(width=WIDTH),
        )

    def _chosen_rows(self) -> pd.DataFrame:
        rows = self.rows[self.rows["indicator_id"] == self.indicator.value]
        return cast("pd.DataFrame", rows)

    def _indicator_chosen(self, _change: object) -> None:
        with self._at_once():
            self._replace(self.group, group_options(self.report, self._chosen_rows(), self.lang))
            self._periods()
        self._show(None)

    def _group_chosen(self, _change: object) -> None:
        if self._changing:
            return
        with self._at_once():
            self._periods()
        self._show(None)

    def _periods(self) -> None:
        rows = self._chosen_rows()
        rows = rows[rows["group"].fillna("") == (self.group.value or "")]
        self._replace(self.period, period_options(self.report, rows, self.lang))

    @contextmanager
    def _at_once(self) -> Iterator[None]:
        """Let several choices change before anything is drawn."""
        self._changing = True
        try:
            yield
        finally:
            self._changing = False

    def _replace(self, choice: ipywidgets.Dropdown, options: list[tuple[str, str]]) -> None:
        """Give a dropdown other options; what was chosen stays where it still can be."""
        before = choice.value
        choice.options = options
        values = [value for _, value in options]
        choice.value = before if before in values else next(iter(values), None)

    def _show(self, _change: object) -> None:
        if not self._changing:
            self.view.value = self.exhibit().html(self.lang)
