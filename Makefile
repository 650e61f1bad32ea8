# Everything on a machine with Python 3.11 or later and make.
#   make handout    print the hip pain sheet and card
#   make test       check and test everything, and build every handout once
#   make illustrations    redraw every picture from its pose file (needs the program potrace)

PYTHON ?= $(or $(firstword $(foreach name,python3 python3.14 python3.13 python3.12 python3.11,$(shell \
	$(name) -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $(name)))),python3)
BIN := .venv/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet

.DELETE_ON_ERROR:
.PHONY: handout test test-all bench check illustrations clean

handout: .venv/runtime-installed
	@printf '\nYour handouts are in:\n'
	@$(BIN)/handouts sheet hip-pain
	@$(BIN)/handouts card hip-pain

test: .venv/dev-installed
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy --strict handouts
	$(BIN)/pytest -n 2 --dist worksteal -m 'not full'
	$(BIN)/handouts check
	$(BIN)/handouts batch

# The whole matrix: every condition, format, paper, brand and size, through every checker; and which lines no test
# reaches (counting them takes half as long again, so not in `make test`).
test-all: .venv/dev-installed
	$(BIN)/pytest -n 2 --cov --cov-report=term

bench: .venv/dev-installed
	$(BIN)/python tests/benchmark.py

check: .venv/runtime-installed
	$(BIN)/handouts check

# Draws with the extra packages; the figure data and the pose files are all it needs beside potrace.
illustrations: .venv/illustrate-installed
	$(BIN)/handouts illustrate --all

# Handouts made for patients stay.
clean:
	find output -mindepth 1 -maxdepth 1 -not -name .gitkeep -not -name patients -exec rm -r {} +
	rm -rf .mypy_cache .ruff_cache .pytest_cache .hypothesis .coverage .coverage.* dist build

.venv/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "This needs Python 3.11 or later; name it with: make PYTHON=...")'
	$(PYTHON) -m venv .venv

.venv/runtime-installed: pyproject.toml | .venv/bin/python
	$(PIP) install --editable .
	@touch $@

.venv/illustrate-installed: pyproject.toml | .venv/bin/python
	$(PIP) install --editable '.[illustrate,preview]'
	@touch $@

.venv/dev-installed: pyproject.toml | .venv/bin/python
	$(PIP) install --editable '.[dev]'
	@touch .venv/runtime-installed $@
