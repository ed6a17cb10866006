"""docs/architecture.md describes the grader as it is."""

import ast
import re

import pytest
from autograding import ROOT

GRADER = ROOT / "autograde"
PAGE = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")
STAGES = ("course", "sandbox", "intake", "platforms", "grade", "record", "report", "answers", "run")
MODULES = sorted(
    path.relative_to(GRADER).as_posix()
    for path in GRADER.rglob("*.py")
    if path.name != "__init__.py"
)


def part_about(stage):
    return re.search(rf"^### {stage}\n(.*?)(?=^##)", PAGE, re.MULTILINE | re.DOTALL)[1]


def may_import(stage):
    """The stages that the page's table allows a stage to import."""
    row = re.search(rf"^\| `{stage}` \|[^|]*\|([^|]*)\|$", PAGE, re.MULTILINE)[1]
    if "all of the above" not in row:
        return set(re.findall(r"`(\w+)`", row))
    return set(STAGES[: STAGES.index(stage)]) - set(re.findall(r"but `(\w+)`", row))


def imported_stages(path):
    """The stages that a module imports, at its top or inside a function."""
    package = path.relative_to(GRADER).parts[:-1]
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom):
            names = (node.module or "").split(".")
            if node.level:
                names = [*package[: len(package) - node.level + 1], *filter(None, names)]
                names = names or [alias.name for alias in node.names]
            elif names[0] == "autograde":
                names = names[1:] or [alias.name for alias in node.names]
            else:
                continue
            if names[0] in STAGES:
                yield names[0]


def test_every_folder_is_a_stage_that_the_page_lists():
    folders = {path.parent.relative_to(GRADER).parts[0] for path in GRADER.rglob("*/*.py")}
    assert folders == set(STAGES)


@pytest.mark.parametrize("module", MODULES)
def test_the_page_names_every_module_under_its_stage(module):
    stage, _, name = module.partition("/")
    assert f"`{name}`" in part_about(stage) if name else f"`{module}`" in PAGE


@pytest.mark.parametrize("stage", STAGES)
def test_imports_go_one_way(stage):
    for path in (GRADER / stage).rglob("*.py"):
        assert set(imported_stages(path)) - {stage} <= may_import(stage), path


def test_the_page_points_to_files_that_exist():
    paths = re.findall(r"`((?:autograde|src|tests)/[\w/.]*?\.py)`", PAGE)
    assert len(paths) > 10
    assert [path for path in paths if not (ROOT / path).exists()] == []
