"""Scoring keys of instruments whose items are not shipped."""

import pytest

from kooperacja_eval.errors import ConfigurationError
from kooperacja_eval.instruments.keys import known_keys, scoring_key

pytestmark = pytest.mark.unit


def keys_of(instrument: str) -> list[str]:
    return [name for name in known_keys() if name.startswith(f"{instrument}/")]


def test_wilder_has_forty_items_in_twenty_factors() -> None:
    keys = [scoring_key(name) for name in keys_of("wilder_2001")]
    assert len(keys) == 20
    # Every item belongs to exactly one factor.
    assert sorted(p for key in keys for p in key.positions) == list(range(1, 41))
    assert {(key.low, key.high, key.scoring) for key in keys} == {(1.0, 5.0, "mean")}


def test_thomson_has_seventeen_items_in_five_dimensions() -> None:
    keys = [scoring_key(name) for name in keys_of("thomson_2007")]
    assert [key.n_items for key in keys] == [2, 4, 3, 5, 3]
    assert sorted(p for key in keys for p in key.positions) == list(range(1, 18))
    assert {(key.low, key.high) for key in keys} == {(1.0, 7.0)}


def test_autonomy_alone_is_reversed() -> None:
    """High answers mean conflict between the two loyalties, so that they count against it."""
    reverse = {name: scoring_key(name).reverse for name in known_keys()}
    assert [name for name, positions in reverse.items() if positions] == ["thomson_2007/autonomy"]
    assert reverse["thomson_2007/autonomy"] == scoring_key("thomson_2007/autonomy").positions


def test_levels_of_collaboration_have_one_rating_for_each_partner() -> None:
    key = scoring_key("frey_2006/level")
    assert key.n_items is None
    assert key.positions == ()
    assert (key.low, key.high, key.scoring) == (0.0, 5.0, "mean")


def test_every_key_names_its_source_and_has_a_title_in_both_languages() -> None:
    for name in known_keys():
        key = scoring_key(name)
        assert key.name == name
        assert key.source
        assert key.title.pl != key.title.en


def test_an_unknown_scale_names_those_of_its_instrument() -> None:
    with pytest.raises(ConfigurationError) as caught:
        scoring_key("thomson_2007/trust")
    assert "thomson_2007/norms" in caught.value.text.pl
    assert "wilder_2001" not in caught.value.text.pl


def test_an_unknown_instrument_names_every_key() -> None:
    with pytest.raises(ConfigurationError) as caught:
        scoring_key("wilder")
    assert "frey_2006/level" in caught.value.text.en
