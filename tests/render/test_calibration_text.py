"""The calibration table and its strip."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from render_samples import PIPE, SCREEN
from scored_samples import BINS, bin_of, calibrated

from forecastctl.render.calibration import calibration_text, strip_text
from forecastctl.render.tables import Terminal


def test_each_bin_has_its_numbers_and_its_strip() -> None:
    assert calibration_text(calibrated(*BINS), PIPE) == (
        "Left out: nothing.\n"
        "\n"
        "When reuters said 0-10%, it happened 5% of the time (38 forecasts).\n"
        "\n"
        "stated    n  mean p  observed  90% interval"
        "  0%                50%                100%\n"
        "0-10%    38      4%        5%        2%-15%   ─◉────\n"
        "20-30%   29     24%       34%       22%-50%           ─│───●──────\n"
        "30-40%   19     34%       63%       44%-79%  "
        "              │   ───────●──────           !\n"
        "● observed  │ mean stated  ◉ both  ─ 90% Wilson interval"
        "  ! interval misses the stated value\n"
        "\n"
        "Intervals: Wilson, 90%.\n"
    )


def test_on_80_columns_the_strip_is_narrower_and_the_legend_wraps() -> None:
    text = strip_text(calibrated(*BINS), SCREEN)

    assert text == (
        "stated    n  mean p  observed  90% interval  0%           50%           100%\n"
        "0-10%    38      4%        5%        2%-15%   │●───\n"
        "20-30%   29     24%       34%       22%-50%         │──●─────\n"
        "30-40%   19     34%       63%       44%-79%            │  ──────●─────        !\n"
        "● observed  │ mean stated  ◉ both  ─ 90% Wilson interval\n"
        "! interval misses the stated value\n"
    )


def test_where_the_characters_do_not_exist_others_stand_for_them() -> None:
    text = strip_text(calibrated(*BINS), Terminal(encoding="ascii"))

    assert text.isascii()
    assert "  -@----\n" in text
    assert "  -|---o------\n" in text
    assert text.endswith(
        "o observed  | mean stated  @ both  - 90% Wilson interval"
        "  ! interval misses the stated value\n"
    )


def test_the_level_is_named() -> None:
    text = strip_text(calibrated(*BINS, level=0.995), PIPE)

    assert "99.5% interval" in text
    assert "─ 99.5% Wilson interval" in text


def test_nothing_scored_is_said() -> None:
    assert calibration_text(calibrated(sentence=None, footnotes=()), PIPE) == (
        "Left out: nothing.\n\nNothing to score yet.\n"
    )


@pytest.mark.parametrize(("share", "place"), [(0.0, 0), (0.5, 20), (1.0, 40)])
def test_the_ends_and_the_middle_have_a_place(share: float, place: int) -> None:
    one = bin_of(4, 5, share, share, share, share)

    [_, line, _] = strip_text(calibrated(one), PIPE).splitlines()
    assert line.index("◉") == 44 + place


shares = st.floats(0, 1)


@given(
    st.lists(st.tuples(st.integers(1, 10**7), shares, shares, shares), min_size=1),
    st.integers(72, 200),
)
def test_no_line_is_wider_than_the_terminal_or_80(
    drawn: list[tuple[int, float, float, float]], width: int
) -> None:
    bins = [
        bin_of(9, n, mean_p, rate, min(rate, end), max(rate, end)) for n, mean_p, rate, end in drawn
    ]

    text = calibration_text(calibrated(*bins), Terminal(is_terminal=True, width=width))

    assert max(map(len, text.splitlines())) <= min(width, 80)
