"""A slider that steps: back, play and one step on."""

import asyncio
import math

import ipywidgets as widgets

WHOLE_RUN = 8.0  # seconds that a run from end to end takes, if drawing keeps up
SHORTEST, LONGEST = 0.06, 0.7  # seconds between two steps of a run
MOST_STEPS = 120  # of a run; a longer range is played in larger strides

LOOKS = {
    "back": ("step-backward", "one step back"),
    "play": ("play", "play"),
    "step": ("step-forward", "one step on"),
}


class Stepper(widgets.IntSlider):
    """An IntSlider with the buttons "back", "play" and "step"; `row` holds all four.

    A run waits for each picture before it asks for the next, so it never queues pictures. It needs
    the event loop of a kernel; without one, `play` goes through all values at once.
    """

    def __init__(self, **traits):
        super().__init__(**traits)
        self.buttons = {name: self._button(*look) for name, look in LOOKS.items()}
        self.buttons["back"].on_click(lambda _: self._step(-1))
        self.buttons["play"].on_click(lambda _: self._toggle())
        self.buttons["step"].on_click(lambda _: self._step(1))
        self.row = widgets.HBox([*self.buttons.values(), self])
        self.row.add_class("feedforward-stepper")
        self._run = None

    @property
    def playing(self):
        """Return True while a run goes on."""
        return self._run is not None

    def pause(self):
        """End a run, if there is one, where it is."""
        if self.playing:
            self._run.cancel()
            self._ended()

    def close(self):
        """End a run, and free the slider, its row and its buttons."""
        self.pause()
        for button in self.buttons.values():
            button.close()
        self.row.close()
        super().close()

    def _button(self, icon, name):
        return widgets.Button(icon=icon, tooltip=name)

    def _step(self, by):
        self.pause()
        self._go(by)

    def _go(self, by):
        self.value = min(max(self.value + by, self.min), self.max)

    def _toggle(self):
        if self.playing:
            self.pause()
            return
        if self.value == self.max:
            self.value = self.min
        try:
            loop = asyncio.get_running_loop()
        except RuntimeError:
            for _ in self._strides():
                pass
            return
        self.buttons["play"].set_trait("icon", "pause")
        self.buttons["play"].tooltip = "pause"
        self._run = loop.create_task(self._play())

    def _strides(self):
        """Go on by a stride at a time, up to the end of the range."""
        while self.value < self.max:
            self._go(math.ceil((self.max - self.min) / MOST_STEPS))
            yield

    async def _play(self):
        rest = WHOLE_RUN / min(self.max - self.min, MOST_STEPS)
        try:
            for _ in self._strides():
                await asyncio.sleep(min(max(rest, SHORTEST), LONGEST))
        finally:
            if self._run is asyncio.current_task():
                self._ended()

    def _ended(self):
        self._run = None
        self.buttons["play"].icon = "play"
        self.buttons["play"].tooltip = "play"
