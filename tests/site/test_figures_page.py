"""The page of the visual language, docs/figures.md."""

import build_figures_page

from feedforward import figures
from feedforward.plots.palette import dash_name, marker_name
from feedforward.plots.style import ROLES, SERIES


def test_the_page_names_every_figure_and_shows_it_once():
    text = build_figures_page.page()
    for name in figures.__all__:
        assert text.count(f"`ff.figures.{name}()`") == 1
        assert text.count(f"(images/figures/{name}.png)") == 1


def test_the_page_gives_every_role_with_its_colours():
    text = build_figures_page.page()
    for role in (*ROLES, *SERIES):
        assert f"| {role.name} | `{role.ink}` |" in text


def test_every_line_and_marker_has_a_name():
    for role in (*ROLES, *SERIES):
        assert dash_name(role.linestyle) and marker_name(role.marker)


def test_the_check_notices_a_changed_page_and_a_missing_picture(tmp_path, monkeypatch, capsys):
    monkeypatch.setattr(build_figures_page, "ROOT", tmp_path)
    monkeypatch.setattr(build_figures_page, "PAGE", tmp_path / "figures.md")
    monkeypatch.setattr(build_figures_page, "IMAGES", tmp_path / "images")
    build_figures_page.IMAGES.mkdir()
    for path in build_figures_page.expected():
        path.touch()
    build_figures_page.PAGE.write_text(build_figures_page.page(), encoding="utf-8")
    assert build_figures_page.report_stale() == 0
    build_figures_page.PAGE.write_text(build_figures_page.page() + "more", encoding="utf-8")
    assert build_figures_page.report_stale() == 1
    build_figures_page.PAGE.write_text(build_figures_page.page(), encoding="utf-8")
    next(iter(build_figures_page.expected())).unlink()
    assert build_figures_page.report_stale() == 1
    assert "missing" in capsys.readouterr().err
