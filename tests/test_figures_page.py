"""The page of the visual language, docs/figures.md."""

import importlib.util
from pathlib import Path

import pytest

from feedforward import figures
from feedforward.plots.palette import dash_name, marker_name
from feedforward.plots.style import ROLES, SERIES

TOOL = Path(__file__).resolve().parent.parent / "tools" / "build_figures_page.py"


@pytest.fixture(scope="module")
def tool():
    spec = importlib.util.spec_from_file_location("build_figures_page", TOOL)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_the_page_names_every_figure_and_shows_it_once(tool):
    text = tool.page()
    for name in figures.__all__:
        assert text.count(f"`ff.figures.{name}()`") == 1
        assert text.count(f"(images/figures/{name}.png)") == 1


def test_the_page_gives_every_role_with_its_colours(tool):
    text = tool.page()
    for role in (*ROLES, *SERIES):
        assert f"| {role.name} | `{role.ink}` |" in text


def test_every_line_and_marker_has_a_name():
    for role in (*ROLES, *SERIES):
        assert dash_name(role.linestyle) and marker_name(role.marker)


def test_the_check_notices_a_changed_page_and_a_missing_picture(
    tool, tmp_path, monkeypatch, capsys
):
    monkeypatch.setattr(tool, "ROOT", tmp_path)
    monkeypatch.setattr(tool, "PAGE", tmp_path / "figures.md")
    monkeypatch.setattr(tool, "IMAGES", tmp_path / "images")
    tool.IMAGES.mkdir()
    for path in tool.expected():
        path.touch()
    tool.PAGE.write_text(tool.page(), encoding="utf-8")
    assert tool.report_stale() == 0
    tool.PAGE.write_text(tool.page() + "more", encoding="utf-8")
    assert tool.report_stale() == 1
    tool.PAGE.write_text(tool.page(), encoding="utf-8")
    next(iter(tool.expected())).unlink()
    assert tool.report_stale() == 1
    assert "missing" in capsys.readouterr().err
