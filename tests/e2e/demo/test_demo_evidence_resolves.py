"""Every piece of evidence of the demo leads somewhere, in both profiles; numbers kept are safe."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from kooperacja_eval.disclosure.release import release
from kooperacja_eval.evidence.confidence import check_assessments
from kooperacja_eval.evidence.links import CODE_SHARE
from kooperacja_eval.evidence.links_problems import check_links, linked_indicators
from kooperacja_eval.evidence.links_recommendations import check_recommendations
from kooperacja_eval.evidence.triangulation import check_convergences
from kooperacja_eval.indicators.catalogue import catalogue
from kooperacja_eval.indicators.compute import compute
from kooperacja_eval.indicators.places import LEVELS
from kooperacja_eval.pipeline.data import read_raw
from kooperacja_eval.pipeline.evidence import gather_evidence
from kooperacja_eval.pipeline.evidence_stored import EVIDENCE_FILE
from kooperacja_eval.sections import Profile
from kooperacja_eval.study import StudyConfig, load_config

pytestmark = pytest.mark.e2e

HIDDEN = ("R06", 5)  # one small team


def linked_values(tables: dict[str, pd.DataFrame], config: StudyConfig) -> pd.DataFrame:
    """Return the values of the indicators that links name, and of codes, at every level."""
    names = (*linked_indicators(tables), CODE_SHARE)
    levels = {by: [name for name in names if by in catalogue()[name].levels] for by in LEVELS}
    frames = [compute(tables, config, ids=ids, by=by) for by, ids in levels.items() if ids]
    return pd.concat(frames, ignore_index=True)


def test_every_link_is_found_or_said_to_be_hidden(demo: Path) -> None:
    config = load_config(demo)
    tables = read_raw(demo, config).tables
    values = linked_values(tables, config)
    assert check_links(tables, values) == []
    assert check_recommendations(tables, config) == []
    assert check_assessments(tables) == []
    assert check_convergences(tables, config) == []
    areas = dict(zip(tables["pzk"]["pzk_id"], tables["pzk"]["area"], strict=True))
    profiles: tuple[Profile, ...] = ("public", "internal")
    for profile in profiles:
        shown = release(values, config.disclosure, profile=profile, team_areas=areas).frame
        held = gather_evidence(tables, config, shown, profile=profile)
        assert held is not None
        links = held.links
        keys = zip(links["recommendation_id"], links["number"], strict=True)
        states = dict(zip(keys, links["state"], strict=True))
        assert len(states) == 27
        hidden = {key for key, state in states.items() if state == "hidden"}
        assert hidden == ({HIDDEN} if profile == "public" else set())
        assert set(states.values()) <= {"found", "hidden"}
        assert not held.triangulation["conflict"].any()


def test_numbers_kept_earlier_are_not_replaced_in_silence(
    demo: Path, run: Callable[..., Any]
) -> None:
    path = demo / EVIDENCE_FILE
    path.write_text("kept", encoding="utf-8")
    refused = run("freeze-evidence", demo)
    assert (refused.code, "--replace" in refused.err) == (3, True)
    damaged = run("freeze-evidence", demo, "--compare")
    assert (damaged.code, EVIDENCE_FILE in damaged.err) == (3, True)
    assert path.read_text(encoding="utf-8") == "kept"
