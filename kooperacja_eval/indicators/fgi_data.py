"""Focus groups as arrays: documents, the codebook, and coded stretches with coders merged.

The border: rows are put in order and codes are gathered under those above them; what is counted is
said by the indicators. Sentences are in ``fgi_sentences``, decisions of coders in ``fgi_units``.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Final, cast

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from kooperacja_eval.errors import ValidationError
from kooperacja_eval.indicators.places import Place
from kooperacja_eval.text import Text

Bools = NDArray[np.bool_]
Ints = NDArray[np.int64]
Strings = NDArray[np.object_]

UNKNOWN: Final = "unknown"
"""Stands for the sector of a stretch whose speaker is not known, or in which several speak."""
TEXT_MEDIA: Final = ("text", "pdf", "unknown")
"""Media whose positions are characters."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Stretches:
    """Distinct coded stretches: a document, a start and an end, whoever coded.

    Attributes
    ----------
    document, start, end : NDArray[np.int64], shape (stretches,)
        Position of the document; first character and first after.
    sector : NDArray[np.object_], shape (stretches,)
        Sector of the speaker; ``unknown`` where coders know none or several.
    given : NDArray[np.bool_], shape (stretches, codes)
        Which codes anybody gave.
    """

    document: Ints
    start: Ints
    end: Ints
    sector: Strings
    given: Bools


@dataclass(frozen=True)
class FocusGroupData:
    """Transcripts, codebook and codings of a study.

    Attributes
    ----------
    tables : mapping of str to DataFrame
        Validated tables ``fgi_documents``, ``codes`` and ``codings``; ``pzk`` gives documents
        without a voivodeship that of their team, and the area.
    wave_order : tuple of str
        Rounds in the order of ``study.toml``; others follow by name.
    """

    tables: Mapping[str, pd.DataFrame]
    wave_order: tuple[str, ...]

    @cached_property
    def documents(self) -> pd.DataFrame:
        """Documents by round, day (unknown last) and identifier."""
        frame = self.tables["fgi_documents"]
        names = [*self.wave_order, *sorted(set(frame["wave"]) - set(self.wave_order))]
        rank = frame["wave"].map({name: place for place, name in enumerate(names)})
        ordered = frame.assign(rank=rank).sort_values(["rank", "held_on", "document_id"])
        return ordered.drop(columns="rank").reset_index(drop=True)

    @cached_property
    def waves(self) -> tuple[str, ...]:
        """Rounds that have documents, in order."""
        return tuple(dict.fromkeys(self.documents["wave"]))

    @cached_property
    def wave(self) -> Strings:
        """Round of each document."""
        return self.documents["wave"].to_numpy(dtype=object)

    @cached_property
    def voivodeship(self) -> Strings:
        """Voivodeship of each document: its own, else that of its team."""
        own = self.documents["voivodeship"].astype("object")
        return own.where(own.notna(), self._of_team("voivodeship")).to_numpy(dtype=object)

    @cached_property
    def area(self) -> Strings:
        """Area of the team of each document; missing where there is none."""
        return self._of_team("area").to_numpy(dtype=object)

    def _of_team(self, column: str) -> "pd.Series[Any]":
        if "pzk" not in self.tables:
            return pd.Series(None, index=self.documents.index, dtype="object")
        teams = self.tables["pzk"].set_index("pzk_id")[column].astype("object")
        return self.documents["pzk_id"].astype("object").map(teams)

    def inside(self, place: Place) -> Bools:
        """Return which documents belong to a place."""
        if place.pzk_id is not None:
            team = self.documents["pzk_id"] == place.pzk_id
            return team.fillna(value=False).to_numpy(dtype=bool)
        return np.isin(self.voivodeship, place.voivodeships)

    @cached_property
    def texts(self) -> tuple[str, ...]:
        """Text of each document; empty where it is missing."""
        return tuple(self.documents["text"].astype("object").fillna(""))

    @cached_property
    def lengths(self) -> Ints:
        """Characters of each document, at least up to the end of its last stretch."""
        stated = self.documents["length"].astype("Float64").fillna(0).to_numpy(dtype=np.int64)
        lengths = np.maximum(stated, [len(text) for text in self.texts])
        placed = self.codings[self.codings["placed"]]
        np.maximum.at(lengths, placed["document"].to_numpy(), placed["end"].to_numpy())
        return cast("Ints", lengths)

    @cached_property
    def codings(self) -> pd.DataFrame:
        """Codings as numbers: document, code (place in ``given``), coder, start, end, sector.

        ``placed`` says whether start and end are known and are characters; where they are not,
        both are 0. A coder's repeated stretch stands once.
        """
        frame = self.tables["codings"]
        document = frame["document_id"].map(_positions(self.documents["document_id"]))
        code = frame["code_id"].map(_positions(self.given))
        if document.isna().any() or not set(self.given) <= set(self.tables["codes"]["code_id"]):
            raise ValidationError(_UNKNOWN)
        start, end = (frame[name].astype("Float64").fillna(0) for name in ("start", "end"))
        placed = (start < end) & frame["medium"].isin(TEXT_MEDIA)
        columns = {
            "document": document.astype("int64"),
            "code": code.astype("int64"),
            "coder": frame["coder"].map(_positions(self.coders)).astype("int64"),
            "start": start.where(placed, 0).astype("int64"),
            "end": end.where(placed, 0).astype("int64"),
            "placed": placed.astype(bool),
            "sector": frame["speaker_sector"].astype("object").fillna(UNKNOWN),
            "words": frame["text"].astype("object").fillna("").where(~placed, ""),
        }
        ordered = pd.DataFrame(columns).sort_values(list(columns), kind="stable")
        return ordered.drop_duplicates().reset_index(drop=True)

    @cached_property
    def coders(self) -> tuple[str, ...]:
        """Coders, in order."""
        return tuple(sorted(set(self.tables["codings"]["coder"])))

    @cached_property
    def given(self) -> tuple[str, ...]:
        """Codes that somebody gave, in order."""
        return tuple(sorted(set(self.tables["codings"]["code_id"])))

    @cached_property
    def kinds(self) -> Mapping[str, str]:
        """Kind of each code of the codebook."""
        frame = self.tables["codes"]
        return dict(zip(frame["code_id"], frame["kind"], strict=True))

    @cached_property
    def above(self) -> Mapping[str, tuple[str, ...]]:
        """Each code of the codebook with all codes above it, the code itself first."""
        frame = self.tables["codes"]
        known = frame["parent_id"].notna()
        parents = dict(zip(frame.loc[known, "code_id"], frame.loc[known, "parent_id"], strict=True))
        return {str(code): _line(str(code), parents) for code in frame["code_id"]}

    @cached_property
    def named(self) -> tuple[str, ...]:
        """Codes that somebody gave, and all codes above them, in order."""
        return tuple(sorted({name for code in self.given for name in self.above[code]}))

    @cached_property
    def below(self) -> Bools:
        """Which given codes (rows) are, or lie below, which named codes (columns)."""
        return np.array(
            [[name in self.above[code] for name in self.named] for code in self.given], dtype=bool
        ).reshape(len(self.given), len(self.named))

    def branches(self, given: Bools) -> Bools:
        """Return a table by named codes from one by given codes: a code or any code below it.

        Parameters
        ----------
        given : NDArray[np.bool_], shape (..., given codes)
            What has which code.

        Returns
        -------
        NDArray[np.bool_], shape (..., named codes)
        """
        return np.asarray(given.astype(np.float32) @ self.below.astype(np.float32) > 0)

    @cached_property
    def stretches(self) -> Stretches:
        """Distinct stretches with a position, in the order of documents and positions."""
        rows = self.codings[self.codings["placed"]]
        number = rows.groupby(["document", "start", "end"]).ngroup().to_numpy(dtype=np.int64)
        size = int(number.max(initial=-1)) + 1
        given = np.zeros((size, len(self.given)), dtype=bool)
        given[number, rows["code"].to_numpy()] = True
        places = np.zeros((3, size), dtype=np.int64)
        places[:, number] = rows[["document", "start", "end"]].to_numpy().T
        sector = np.full(size, UNKNOWN, dtype=object)
        known = rows.assign(number=number)[rows["sector"] != UNKNOWN]
        said = known.groupby("number")["sector"].agg(["first", "nunique"])
        one = said[said["nunique"] == 1]
        sector[one.index.to_numpy(dtype=np.int64)] = one["first"].to_numpy(dtype=object)
        return Stretches(
            document=places[0], start=places[1], end=places[2], sector=sector, given=given
        )

    @cached_property
    def document_codes(self) -> Bools:
        """Which documents (rows) have which named codes (columns), with a position or without."""
        given = np.zeros((len(self.documents), len(self.given)), dtype=bool)
        given[self.codings["document"], self.codings["code"]] = True
        return self.branches(given)

    @cached_property
    def kept(self) -> dict[object, Any]:
        """What was found already, by what was asked."""
        return {}


def _positions(names: "pd.Series[str] | tuple[str, ...]") -> dict[str, int]:
    return {name: place for place, name in enumerate(names)}


def _line(code: str, parents: Mapping[str, str]) -> tuple[str, ...]:
    """Return a code and those above it; a circle is left where it closes."""
    line = [code]
    while (parent := parents.get(line[-1])) is not None and parent not in line:
        line.append(parent)
    return tuple(line)


_UNKNOWN = Text(
    "Zakodowane fragmenty wskazują dokument lub kod, którego nie ma w tabelach fgi_documents i "
    "codes. Dodaj go albo popraw identyfikator (kooperacja-eval check pokaże miejsca).",
    "Coded stretches name a document or a code that the tables fgi_documents and codes do not "
    "have. Add it or correct the identifier (kooperacja-eval check shows the places).",
)
