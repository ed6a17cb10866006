"""Fixtures for the tests of explorers and questions."""

import explorers
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


@pytest.fixture(scope="module")
def opened(request):
    """The explorer that the function EXPLORER of a test file opens."""
    function = request.module.EXPLORER
    with explorers.opened([function]) as found:
        yield found[function]


@pytest.fixture
def explorer(opened):
    """The explorer that all tests of a file move, as it starts."""
    return explorers.as_it_starts(opened)
