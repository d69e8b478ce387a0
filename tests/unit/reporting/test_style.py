"""Figures can be read by everybody: contrast, colour blindness, decimal commas."""

from itertools import combinations

import matplotlib as mpl
import numpy as np
import pandas as pd
import pytest
from matplotlib.colors import to_rgb
from matplotlib.figure import Figure

from kooperacja_eval.reporting import style
from kooperacja_eval.reporting.figures import draw_svg

pytestmark = pytest.mark.unit

# Machado, Oliveira and Fernandes (2009), doi:10.1109/TVCG.2009.113, severity 1.0
DEUTERANOPIA = np.array(
    [
        [0.367322, 0.860646, -0.227968],
        [0.280085, 0.672501, 0.047413],
        [-0.011820, 0.042940, 0.968881],
    ]
)
PROTANOPIA = np.array(
    [
        [0.152286, 1.052583, -0.204868],
        [0.114503, 0.786281, 0.099216],
        [-0.003882, -0.048116, 1.051998],
    ]
)


def linear(color: str) -> np.ndarray:
    """Return linear light of a colour (sRGB)."""
    rgb = np.array(to_rgb(color))
    return np.where(rgb <= 0.04045, rgb / 12.92, ((rgb + 0.055) / 1.055) ** 2.4)


def contrast_with_white(color: str) -> float:
    """Return the contrast of WCAG 2.1."""
    luminance = float(linear(color) @ np.array([0.2126, 0.7152, 0.0722]))
    return 1.05 / (luminance + 0.05)


def lab(light: np.ndarray) -> np.ndarray:
    """Return CIE L*a*b* (D65) of linear light."""
    matrix = np.array(
        [[0.4124, 0.3576, 0.1805], [0.2126, 0.7152, 0.0722], [0.0193, 0.1192, 0.9505]]
    )
    xyz = matrix @ np.clip(light, 0, 1) / np.array([0.9505, 1.0, 1.089])
    f = np.where(xyz > 0.008856, np.cbrt(xyz), 7.787 * xyz + 16 / 116)
    return np.array([116 * f[1] - 16, 500 * (f[0] - f[1]), 200 * (f[1] - f[2])])


@pytest.mark.parametrize("color", style.PALETTE)
def test_graphics_have_three_to_one_contrast(color: str) -> None:
    assert contrast_with_white(color) >= 3


def test_text_has_seven_to_one_contrast() -> None:
    assert contrast_with_white(style.INK) >= 7


@pytest.mark.parametrize("sight", [np.eye(3), DEUTERANOPIA, PROTANOPIA])
def test_colours_stay_apart_for_the_colour_blind(sight: np.ndarray) -> None:
    seen = [lab(sight @ linear(color)) for color in style.PALETTE[:4]]
    distances = [float(np.linalg.norm(a - b)) for a, b in combinations(seen, 2)]
    assert min(distances) > 10  # twice what is just told apart side by side (about 2-5)


def test_axes_count_with_decimal_commas() -> None:
    assert style.axis_formatter("pl", decimals=1)(2.5, 0) == "2,5"
    assert style.axis_formatter("en", kind="percent")(0.25, 0) == "25%"
    figure = Figure()
    axes = figure.subplots()
    axes.plot([0, 1], [0, 1.5])
    style.localise_axes(figure, "pl")
    figure.canvas.draw()
    assert "0,2" in [label.get_text() for label in axes.get_yticklabels()]


def test_bars_carry_their_values_and_skip_what_is_missing() -> None:
    figure = Figure()
    axes = figure.subplots()
    style.horizontal_bars(
        axes, ["A", "B"], [0.5, float("nan")], lang="pl", kind="percent",
        low=[0.4, float("nan")], high=[0.6, float("nan")],
    )  # fmt: skip
    assert [text.get_text() for text in axes.texts] == ["50,0%", "–"]
    assert [text.xy[0] for text in axes.texts] == [0.6, 0.0]  # type: ignore[attr-defined]
    assert len(axes.containers) == 2  # the bars and one interval


def test_the_style_leaves_the_settings_of_the_user_alone() -> None:
    before = mpl.rcParams["font.size"]
    draw_svg(lambda figure, data, lang: None, pd.DataFrame(), "pl")
    assert mpl.rcParams["font.size"] == before
