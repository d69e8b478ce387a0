"""Surveys as arrays: one row for a respondent in a wave, one column for an item.

The border: rows, items and links are put in order here; what is counted is said by the indicators.
"""

from collections.abc import Hashable, Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import combinations
from typing import Any, Final, cast

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from kooperacja_eval.indicators.places import Place
from kooperacja_eval.indicators.survey_pairs import BETWEEN, Ints, Links, Pair
from kooperacja_eval.indicators.survey_scoring import Floats, score

Bools = NDArray[np.bool_]
Strings = NDArray[np.object_]

DIMENSIONS: Final = ("sector", "role", "level")
"""Attributes of respondents by which numbers are broken down, in report order."""
UNKNOWN: Final = "unknown"
"""Stands for the code of an attribute that is not known."""


@dataclass(frozen=True)
class SurveyData:
    """Respondents, answers and questionnaires of a study.

    Attributes
    ----------
    tables : mapping of str to DataFrame
        Validated tables ``respondents``, ``answers``, ``items`` and ``scales``; ``pzk`` gives
        respondents without a voivodeship that of their team.
    wave_order : tuple of str
        Waves in the order of ``study.toml``.
    """

    tables: Mapping[str, pd.DataFrame]
    wave_order: tuple[str, ...]

    @cached_property
    def rows(self) -> pd.DataFrame:
        """Respondents by wave, in the order of waves and identifiers."""
        frame = self.tables["respondents"]
        rank = frame["wave"].map({name: place for place, name in enumerate(self.wave_order)})
        ordered = frame.assign(rank=rank).sort_values(["rank", "respondent_id"], kind="stable")
        return ordered.drop(columns="rank").reset_index(drop=True)

    @cached_property
    def waves(self) -> tuple[str, ...]:
        """Waves that somebody answered, in order."""
        present = set(self.rows["wave"])
        return tuple(name for name in self.wave_order if name in present)

    @property
    def pairs(self) -> tuple[Pair, ...]:
        """Every two waves, the earlier first."""
        return tuple(Pair(*two) for two in combinations(self.waves, 2))

    @cached_property
    def wave(self) -> Strings:
        """Wave of each row."""
        return self.rows["wave"].to_numpy(dtype=object)

    @cached_property
    def voivodeship(self) -> Strings:
        """Voivodeship of each row: the respondent's own, else that of the team."""
        own = self.rows["voivodeship"].astype("object")
        if "pzk" in self.tables:
            teams = self.tables["pzk"].set_index("pzk_id")["voivodeship"]
            own = own.where(own.notna(), self.rows["pzk_id"].map(teams))
        return own.to_numpy(dtype=object)

    @cached_property
    def cluster(self) -> Ints:
        """Team of each row as a number; who has no team is a cluster of one's own.

        Of somebody who cannot be linked, the cluster is another one in every wave.
        """
        own = "-" + self.rows["respondent_id"]
        alone = own.where(self.linkable, own + BETWEEN + self.rows["wave"])
        labels = self.rows["pzk_id"].where(self.rows["pzk_id"].notna(), alone)
        return cast("Ints", pd.factorize(labels, sort=True)[0].astype(np.int64))

    @cached_property
    def linkable(self) -> Bools:
        """Whether the identifier of each row means the same person in every wave."""
        return _yes(self.rows["linkable"])

    @cached_property
    def dimensions(self) -> Mapping[str, Strings]:
        """The code of each attribute for each row; ``unknown`` where it is not known."""
        return {
            name: self.rows[name].astype("object").fillna(UNKNOWN).to_numpy(dtype=object)
            for name in DIMENSIONS
        }

    @cached_property
    def kept(self) -> dict[object, Any]:
        """What was found already, by what was asked: rows of places, scores, links."""
        return {}

    def inside(self, place: Place) -> Bools:
        """Return which rows belong to a place."""
        if place.pzk_id is not None:
            return _yes(self.rows["pzk_id"] == place.pzk_id)
        return np.isin(self.voivodeship, place.voivodeships)

    @cached_property
    def items(self) -> pd.DataFrame:
        """Items that are rated, in the order of the questionnaire, each once."""
        frame = self.tables["items"]
        rated = frame[frame["kind"] == "rating"].sort_values("position", kind="stable")
        return rated.drop_duplicates(["instrument", "item_id"], keep="last").reset_index(drop=True)

    @cached_property
    def scales(self) -> pd.DataFrame:
        """Scales that have items, in report order, each once."""
        frame = self.tables["scales"].sort_values("position", kind="stable")
        frame = frame[frame["scale"].isin(self.tables["items"]["scale"])]
        return frame.drop_duplicates("scale", keep="last").reset_index(drop=True)

    @cached_property
    def _matrix(self) -> tuple[Floats, dict[str, int]]:
        answers = self.tables["answers"]
        keys = pd.MultiIndex.from_frame(self.rows[["respondent_id", "wave"]])
        given = pd.MultiIndex.from_frame(answers[["respondent_id", "wave"]])
        row = keys.get_indexer(given)
        codes, names = pd.factorize(answers["item_id"])
        matrix = np.full((len(self.rows), len(names)), np.nan)
        known = row >= 0
        matrix[row[known], codes[known]] = answers["value"].to_numpy(dtype=np.float64)[known]
        return matrix, {str(name): place for place, name in enumerate(names)}

    def answers(self, item_id: str) -> Floats:
        """Return the answers to an item, not reversed, nan where there is none."""
        matrix, places = self._matrix
        if item_id not in places:
            return np.full(len(self.rows), np.nan)
        return matrix[:, places[item_id]]

    def oriented(self, scale: str, *, measure: str = "current") -> tuple[Floats, tuple[str, ...]]:
        """Return the answers to the items of a scale, reversed where the item says so.

        Parameters
        ----------
        scale : str
            Identifier of the scale.
        measure : {"current", "then"}
            Ratings of the state when asked, or of an earlier state.

        Returns
        -------
        values : ndarray of float64, shape (rows, items)
            nan where there is no answer, or where the item is no part of the scale in the version
            of the questionnaire that was answered.
        items : tuple of str
            The items; for ``then`` those that they look back on.
        """
        key = ("oriented", scale, measure)
        if key not in self.kept:
            self.kept[key] = self._orient(scale, measure)
        return cast("tuple[Floats, tuple[str, ...]]", self.kept[key])

    def _orient(self, scale: str, measure: str) -> tuple[Floats, tuple[str, ...]]:
        chosen = self._rated(scale, measure).sort_values("position", kind="stable")
        names = tuple(dict.fromkeys(chosen["item_id"]))
        columns = [self._oriented_item(chosen[chosen["item_id"] == name]) for name in names]
        values = np.column_stack(columns) if columns else np.empty((len(self.rows), 0))
        if measure == "then":
            origins = chosen.drop_duplicates("item_id").set_index("item_id")["then_of"]
            names = tuple(str(origins[name]) for name in names)
        return values, names

    def _rated(self, scale: str, measure: str) -> pd.DataFrame:
        frame = self.tables["items"]
        chosen = frame[(frame["scale"] == scale) & (frame["kind"] == "rating")]
        return chosen[chosen["measure"] == measure]

    def _answered(self, entry: Mapping[Hashable, Any]) -> Bools:
        """Return which rows answered the version of the questionnaire that an entry is part of."""
        key = ("answered", entry["instrument"], entry["version"])
        if key not in self.kept:
            here = _yes(self.rows["instrument"] == entry["instrument"])
            self.kept[key] = here & _yes(self.rows["version"] == entry["version"])
        return cast("Bools", self.kept[key])

    def _oriented_item(self, versions: pd.DataFrame) -> Floats:
        """Take an item from the versions that have it, reversed in those that ask it so."""
        given = self.answers(str(versions["item_id"].iloc[0]))
        values = np.full(len(self.rows), np.nan)
        reversed_in = _yes(versions["reverse"])
        for entry, turned in zip(versions.to_dict("records"), reversed_in, strict=True):
            here = self._answered(entry)
            own = given[here]
            values[here] = entry["low"] + entry["high"] - own if turned else own
        return values

    def scores(self, scale: str) -> Floats:
        """Return the score of each row on a scale, nan where too few items are answered."""
        key = ("scores", scale)
        if key not in self.kept:
            self.kept[key] = self.score_of(scale, *self.oriented(scale))
        return cast("Floats", self.kept[key])

    def score_of(
        self, scale: str, values: Floats, items: tuple[str, ...], *, measure: str = "current"
    ) -> Floats:
        """Return scores from oriented answers to items of a scale.

        Each row is scored by the version of the questionnaire that was answered: its key, and the
        number of items that the scale has in it.

        Parameters
        ----------
        scale : str
            Identifier of the scale.
        values : ndarray of float64, shape (rows, items)
            From ``oriented``, or some of its columns.
        items : tuple of str
            The items, as from ``oriented``.
        measure : {"current", "then"}
            What the values are.

        Returns
        -------
        ndarray of float64, shape (rows,)
            nan where too few items are answered, or the version has no such scale.
        """
        rated = self._rated(scale, measure)
        origin = "then_of" if measure == "then" else "item_id"
        scores = np.full(len(self.rows), np.nan)
        frame = self.tables["scales"]
        for entry in frame[frame["scale"] == scale].to_dict("records"):
            same = _yes(rated["instrument"] == entry["instrument"])
            own = set(rated.loc[same & _yes(rated["version"] == entry["version"]), origin])
            columns = [place for place, name in enumerate(items) if name in own]
            here = self._answered(entry)
            if columns:
                scores[here] = score(
                    values[here][:, columns],
                    scoring=str(entry["scoring"]),
                    min_answered=float(entry["min_answered"]),
                )
        return scores

    def links(self, pair: Pair) -> Links:
        """Return who answered in both waves of a pair and who did not."""
        if pair not in self.kept:
            self.kept[pair] = self._link(pair)
        return cast("Links", self.kept[pair])

    def _link(self, pair: Pair) -> Links:
        first = np.flatnonzero(self.wave == pair.before)
        second = np.flatnonzero(self.wave == pair.after)
        ids = self.rows["respondent_id"].to_numpy(dtype=object)
        earlier = {ids[place]: place for place in first if self.linkable[place]}
        after = np.array(
            [p for p in second if self.linkable[p] and ids[p] in earlier], dtype=np.int64
        )
        before = np.array([earlier[ids[place]] for place in after], dtype=np.int64)
        return Links(
            before=before,
            after=after,
            only_before=np.setdiff1d(first, before).astype(np.int64),
            only_after=np.setdiff1d(second, after).astype(np.int64),
        )


def _yes(column: "pd.Series[bool]") -> Bools:
    """Return a column of yes and no; missing is no."""
    return column.astype("boolean").fillna(value=False).to_numpy(dtype=bool)
