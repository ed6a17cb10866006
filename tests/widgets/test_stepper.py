"""A slider with the buttons back, play and step."""

import asyncio

import pytest
from threads import in_a_thread

from feedforward.widgets import Explorer, Story, choice, slider, stepper


def explorer_of(control, **options):
    return Explorer([control], dict, [], lambda values: f"at {values['step']}", **options)


def test_back_and_step_move_by_one_and_stop_at_the_ends():
    control = stepper("step", 1, 0, 2)
    control.buttons["back"].click()
    control.buttons["back"].click()
    assert control.value == 0
    for _ in range(3):
        control.buttons["step"].click()
    assert control.value == 2


@in_a_thread
def test_play_passes_every_value_and_starts_again_from_the_end():
    control = stepper("step", 3, 0, 5)
    passed = []
    control.observe(lambda change: passed.append(change.new), "value")
    control.buttons["play"].click()
    assert passed == [4, 5]
    control.buttons["play"].click()
    assert passed == [4, 5, 0, 1, 2, 3, 4, 5]
    assert not control.playing


@in_a_thread
def test_a_long_range_is_played_in_strides_that_reach_its_end():
    control = stepper("step", 0, 0, 1000)
    passed = []
    control.observe(lambda change: passed.append(change.new), "value")
    control.buttons["play"].click()
    assert len(passed) <= 120 and passed[-1] == 1000


@in_a_thread
def test_in_an_event_loop_play_can_be_paused_and_runs_to_the_end(monkeypatch):
    monkeypatch.setattr("feedforward.widgets.play.LONGEST", 0.001)

    async def session():
        control = stepper("step", 0, 0, 3)
        control.buttons["play"].click()
        assert control.playing and control.buttons["play"].icon == "pause"
        await asyncio.sleep(0)
        control.buttons["play"].click()
        paused = control.value
        await asyncio.sleep(0.05)
        assert not control.playing and control.value == paused < 3
        assert control.buttons["play"].icon == "play"
        control.buttons["play"].click()
        while control.playing:
            await asyncio.sleep(0.001)
        return control.value

    assert asyncio.run(session()) == 3


@in_a_thread
def test_a_step_pauses_a_run():
    async def session():
        control = stepper("step", 0, 0, 9)
        control.buttons["play"].click()
        await asyncio.sleep(0)
        control.buttons["step"].click()
        return control.value, control.playing

    assert asyncio.run(session()) == (2, False)


@in_a_thread
def test_reset_ends_a_run():
    async def session():
        explorer = explorer_of(stepper("step", 0, 0, 9))
        explorer.controls["step"].buttons["play"].click()
        await asyncio.sleep(0)
        explorer.press("reset")
        return explorer.values, explorer.controls["step"].playing

    assert asyncio.run(session()) == ({"step": 0}, False)


def test_the_explorer_is_moved_by_the_buttons_and_closes_them_too():
    from ipywidgets.widgets.widget import _instances

    before = set(_instances)
    explorer = explorer_of(stepper("step", 0, 0, 9))
    explorer.controls["step"].buttons["step"].click()
    assert explorer.text == "at 1" and explorer.values == {"step": 1}
    explorer.close()
    assert set(_instances) == before


def test_a_story_names_its_control_its_values_and_the_setting():
    story = Story("step", (0, 3, 9))
    explorer = explorer_of(stepper("step", 0, 0, 9), story=story)
    assert explorer.story == story
    for wrong in (Story("stp", (0, 1)), Story("step", (0, 1), {"f": 1})):
        with pytest.raises(KeyError, match="no control is called"):
            explorer_of(stepper("step", 0, 0, 9), story=wrong)


def test_a_story_without_values_takes_all_options_of_its_choice():
    controls = [choice("step", 1, [("one", 1), ("two", 2)]), slider("a", 0.0, -1.0, 1.0, 0.1)]
    explorer = Explorer(
        controls, dict, [], lambda values: "said", story=Story("step", setting={"a": 0.5})
    )
    assert explorer.story.values == (1, 2)
