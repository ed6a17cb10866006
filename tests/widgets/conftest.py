"""Fixtures for the tests of explorers and questions."""

import pytest
from ipywidgets.widgets.widget import _instances as open_widgets


@pytest.fixture(autouse=True)
def widgets_are_closed():
    """Close what a test shows: ipywidgets keeps each widget, and so its figures, until then."""
    before = set(open_widgets)
    yield
    for name, widget in list(open_widgets.items()):
        if name not in before:
            widget.close()
