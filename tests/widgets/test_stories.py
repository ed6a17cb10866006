"""The stories of 6.1, 6.5, 6.6 and 6.8: what the website shows of each explorer, frame by frame."""

import re

import numpy as np
import pytest

import feedforward as ff

SCORES = {
    "digits": {
        name: np.random.default_rng(seed).normal(0.9, 0.02, 5)
        for seed, name in enumerate(("plain", "L2", "dropout"))
    }
}
EXPLORERS = {
    "explore_xor": lambda: ff.explore_xor(start="known solution"),
    "explore_xor, linear": ff.explore_xor,
    "explore_descent": ff.explore_descent,
    "explore_loss_surface": ff.explore_loss_surface,
    "explore_loss_surface, two classes": lambda: ff.explore_loss_surface(task="two classes"),
    "explore_noise_floor": ff.explore_noise_floor,
    "explore_batch_size": ff.explore_batch_size,
    "explore_softmax": ff.explore_softmax,
    "explore_kl": ff.explore_kl,
    "explore_confident_error": ff.explore_confident_error,
    "explore_difference_step": ff.explore_difference_step,
    "find_the_bug": lambda: ff.find_the_bug(seed=28),
    "explore_scores": lambda: ff.explore_scores(SCORES),
}


@pytest.mark.parametrize("name", EXPLORERS)
def test_negative_numbers_have_a_true_minus_sign(name):
    explorer = EXPLORERS[name]()
    for value in explorer.story.values[:: len(explorer.story.values) - 1]:
        explorer.set(explorer.story.setting | {explorer.story.control: value})
        shown = [explorer.text, *(word for row in explorer.rows for word in row)]
        assert [word for word in shown if re.search(r"(?<!\w)-\d", word)] == []
    explorer.close()


@pytest.mark.parametrize("name", EXPLORERS)
def test_every_frame_of_a_story_is_another_picture_with_other_words(name):
    explorer = EXPLORERS[name]()
    story = explorer.story
    control = explorer.controls[story.control]
    if hasattr(control, "options"):
        assert story.values == tuple(control.options)
    else:
        assert 11 <= len(story.values) <= 15
        assert np.all(np.diff(story.values) > 0) or np.all(np.diff(story.values) < 0)
    frames = []
    for value in story.values:
        explorer.set(story.setting | {story.control: value})
        assert control.value == (pytest.approx(value) if isinstance(value, float) else value)
        frames.append((explorer.text, *(panel.png for panel in explorer.panels)))
    texts, *pictures = map(set, zip(*frames, strict=True))
    assert len(texts) == len(frames)
    assert len(set(frames)) == len(frames) and max(map(len, pictures)) == len(frames)
    explorer.close()
