"""Calibration as a page and as a picture."""

from dataclasses import replace
from xml.etree import ElementTree

from scored_samples import BINS, calibrated

from forecastctl.render.page_calibration import calibration_page
from forecastctl.render.svg_calibration import HEIGHT, WIDTH, calibration_svg
from forecastctl.scoring.calibration import Step
from page_case import read_page

SVG = "{http://www.w3.org/2000/svg}"


def test_the_page_says_the_fullest_bin_in_words() -> None:
    page = read_page(calibration_page(calibrated(*BINS)))
    assert "When reuters said 0-10%, it happened 5% of the time (38 forecasts)." in page.text
    assert "Intervals: Wilson, 90%." in page.text


def test_nothing_scored_is_said() -> None:
    assert "Nothing to score yet." in read_page(calibration_page(calibrated())).text


def test_the_picture_is_a_file_of_its_own() -> None:
    root = ElementTree.fromstring(calibration_svg(calibrated(*BINS)))
    assert root.tag == f"{SVG}svg"
    assert root[0].tag == f"{SVG}title"
    assert "said 0-10%: happened 5% of 38" in (root[1].text or "")
    assert "prefers-color-scheme: dark" in (root[2].text or "")
    assert {element.tag for element in root.iter()} <= {
        f"{SVG}{name}" for name in "svg title desc style rect line text path circle polygon".split()
    }


def test_a_bin_that_is_too_far_off_has_another_shape() -> None:
    root = ElementTree.fromstring(calibration_svg(calibrated(*BINS)))
    in_legend = 1
    assert len(root.findall(f"{SVG}circle")) == 2 + in_legend
    assert len(root.findall(f"{SVG}polygon")) == 1 + in_legend


def test_a_picture_without_forecasts_is_still_one() -> None:
    root = ElementTree.fromstring(calibration_svg(calibrated()))
    assert root[1].text == "Nothing to score yet."


def test_everything_lies_inside_of_the_picture() -> None:
    steps = (Step(low=0.0, high=0.4, n=9, k=0), Step(low=0.4, high=1.0, n=9, k=9))
    done = replace(calibrated(*BINS), curve=steps)
    root = ElementTree.fromstring(calibration_svg(done))
    for element in root.iter():
        for names, most in ((("x", "x1", "x2", "cx"), WIDTH), (("y", "y1", "y2", "cy"), HEIGHT)):
            for name in names:
                assert 0 <= float(element.get(name, 0)) <= most
