# learn: open the book.   test, lint, notebooks: for those who change it.
# PYTHON=/path/to/python3 names the Python to build .venv with, ARGS="--ip=0.0.0.0" goes to JupyterLab.

# The first that is really 3.11 or newer (a pyenv shim may exist and fail when run); failing that,
# the first that runs at all, which tools/environment.py then asks to be replaced.
CANDIDATES := python3 python3.14 python3.13 python3.12 python3.11 python
first_that = $(shell for p in $(CANDIDATES); do $$p -c $(1) >/dev/null 2>&1 && echo $$p && break; done)
PYTHON ?= $(or $(call first_that,"import sys; sys.exit(sys.version_info < (3, 11))"),$(call first_that,"0"))

VENV := .venv/bin
need_python = @test -n "$(PYTHON)" || { echo "No Python found. Install Python 3.11 or newer: https://www.python.org/downloads/"; exit 1; }

.PHONY: learn learn-notebook test test-all mutants exercise-report experiments bench demo handout notebooks figures site lint format requirements environment environment-dev lite

learn: environment
	@$(VENV)/python -m jupyterlab --config=lab/jupyter_lab_config.py $(ARGS)

# The same notebooks in Notebook 7, one to a page.
learn-notebook: environment
	@$(VENV)/python -m notebook --config=lab/jupyter_lab_config.py $(ARGS)

test: environment-dev
	$(VENV)/python -m pytest -n auto --dist worksteal $(ARGS)

# Every exercise with 20 seeds instead of 2.
test-all: environment-dev
	$(VENV)/python -m pytest -n auto --dist worksteal --seeds 20 $(ARGS)

mutants: environment-dev
	$(VENV)/python tools/mutants.py $(ARGS)

exercise-report: environment-dev
	$(VENV)/python tools/exercise_report.py

# What is too slow for a notebook: minutes of one core. ARGS=depth_against_width runs that one.
experiments: environment-dev
	$(VENV)/python tools/experiments.py $(ARGS)

# Beside PyTorch where it is installed: pip install torch. Tables and plots go to build/benchmarks.
bench: environment-dev
	$(VENV)/python benchmarks/training.py
	$(VENV)/python benchmarks/checking.py
	$(VENV)/python benchmarks/grading.py
	$(VENV)/python benchmarks/report.py
	$(VENV)/python benchmarks/widgets.py

# A made-up class, graded in the sandbox (Linux, bubblewrap); opens its report, build/demo/report.
demo: environment-dev
	$(VENV)/python tools/demo.py $(ARGS)

# The book without solutions, build/handout/feedforward.zip, for the learners of a graded course.
handout: environment-dev
	$(VENV)/python tools/build_handout.py $(ARGS)

notebooks: environment-dev
	$(VENV)/python tools/build_notebooks.py

# The visual language and every figure on one page, docs/figures.md.
figures: environment-dev
	$(VENV)/python tools/build_figures_page.py

# The book as static pages, build/site/index.html. Needs npm, which brings MathJax.
site: environment-dev
	$(VENV)/python tools/build_site.py $(ARGS)

# The notebooks in the browser with no server, build/lite/index.html. Its tools go to .venv-lite.
lite: environment-dev
	$(VENV)/python tools/build_lite.py $(ARGS)

lint: environment-dev
	$(VENV)/ruff check
	$(VENV)/ruff format --check
	$(VENV)/python tools/build_notebooks.py --check
	$(VENV)/python tools/build_figures_page.py --check

environment:
	$(need_python)
	@$(PYTHON) tools/environment.py learn

environment-dev:
	$(need_python)
	@$(PYTHON) tools/environment.py test

# Pins what pyproject.toml asks for, the same for Linux, macOS and Windows, Python 3.11 to 3.14.
# Needs uv on the path. UPGRADE=--upgrade takes the newest versions instead of keeping the pins.
PIN = uv pip compile --quiet --universal --python-version 3.11 --fork-strategy fewest \
	--no-annotate --no-emit-index-url --custom-compile-command "make requirements" $(UPGRADE)
requirements:
	$(PIN) requirements.in -o requirements.txt
	$(PIN) requirements-dev.in -o requirements-dev.txt
	$(PIN) requirements-lite.in -o requirements-lite.txt
