"""What a cell of a notebook reads of its material: noted, forgotten at the next cell, sent on."""

import pickle
from types import SimpleNamespace
from typing import Any

import pandas as pd
import pytest

from kooperacja_eval.pipeline.trace_watch import Reading, called, watched
from kooperacja_eval.reporting.material import Material

pytestmark = pytest.mark.unit

# place 0: the macroregion; 1 and 2: two teams; 3: another indicator
FRAME = pd.DataFrame(
    {
        "indicator_id": ["pzk_active", "pzk_active", "pzk_active", "meetings_held"],
        "voivodeship": [None, "lubelskie", "lubelskie", None],
        "pzk_id": [None, "LU-01", "LU-02", None],
        "value": [2.0, 1.0, 1.0, 9.0],
    }
).astype(dict.fromkeys(("indicator_id", "voivodeship", "pzk_id"), "str"))


def material() -> Material:
    given: dict[str, Any] = dict.fromkeys(Material.__dataclass_fields__)
    found = FRAME.groupby("indicator_id").indices
    given["values"] = SimpleNamespace(frame=FRAME, places_of=found.__getitem__)
    given["quotations"] = pd.DataFrame()
    given["record"] = {"published": pd.DataFrame(), "schedule": pd.DataFrame()}
    given["teams"] = {"pzk": pd.DataFrame()}
    return Material(**given)


def places(reading: Reading) -> list[int]:
    return [int(place) for place in reading.places]


def test_rows_are_noted_by_their_place_each_once() -> None:
    seen, recorder = watched(material())
    assert seen.rows("pzk_active", level="pzk")["value"].tolist() == [1.0, 1.0]
    seen.rows("pzk_active", level="macroregion")
    seen.rows("pzk_active", level="pzk")
    reading = recorder.note()
    assert places(reading) == [1, 2, 0]
    assert not reading.whole


def test_tables_and_parts_are_noted_when_they_are_looked_at() -> None:
    seen, recorder = watched(material())
    assert "published" in seen.record
    assert recorder.note().tables == ()  # asking whether it is there is no reading
    assert len(seen.record["published"]) == 0
    assert seen.teams.get("pzk") is not None
    assert seen.record.get("nothing") is None
    assert seen.quotations.empty
    assert seen.values.frame is FRAME  # noqa: PD011 (not pandas)
    reading = recorder.note()
    assert reading.tables == ("published", "pzk")
    assert (reading.parts, reading.whole) == (("quotations",), True)


def test_a_cell_begins_with_nothing_read() -> None:
    seen, recorder = watched(material())
    seen.rows("meetings_held", level="macroregion")
    recorder.begin("exhibits.cohorts(report)")
    reading = recorder.note()
    assert (places(reading), reading.call) == ([], "cohorts")


def test_the_material_itself_is_not_watched() -> None:
    plain = material()
    seen, recorder = watched(plain)
    assert plain.rows("pzk_active", level="pzk").equals(seen.rows("pzk_active", level="pzk"))
    recorder.begin("")
    plain.rows("pzk_active", level="pzk")
    assert places(recorder.note()) == []


def test_material_and_recorder_travel_together() -> None:
    # a Jupyter kernel gets both through a file
    seen, recorder = pickle.loads(pickle.dumps(watched(material())))
    recorder.begin("x")
    assert len(seen.rows("pzk_active", level="pzk")) == 2
    assert len(seen.record["schedule"]) == 0
    reading = recorder.note()
    assert (places(reading), reading.tables) == ([1, 2], ("schedule",))


@pytest.mark.parametrize(
    ("source", "name"),
    [
        ("exhibits.cohorts(report)", "cohorts"),
        ("x = 1\nprose(*exhibits.reach_sentence(report))", "reach_sentence"),
        ("exhibits.cohorts(report)\nx = 2", ""),
        ("prose('a', 'b')", ""),
        ("a b", ""),
        ("", ""),
    ],
)
def test_prose_is_called_after_the_function_that_wrote_it(source: str, name: str) -> None:
    assert called(source) == name
