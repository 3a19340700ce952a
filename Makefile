# make demo: a map from the sample reports; make test: all tests. Both set up what they need.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.installed
DEV := $(VENV)/.installed-dev
COMPILED := build/compiled
READING := tests/property $(wildcard tests/unit/test_events_*.py tests/unit/test_reading_*.py tests/unit/test_slavic.py tests/unit/test_dates.py)

.DEFAULT_GOAL := help
.PHONY: help demo test lint types score benchmark compiled clean system

help: ## list the targets
	@grep -E '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/'

$(STAMP): pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(BIN)/pip install --quiet --upgrade pip
	$(BIN)/pip install --quiet -e .
	touch $@

$(DEV): pyproject.toml $(STAMP)
	$(BIN)/pip install --quiet -e '.[dev]'
	touch $@

demo: $(STAMP) ## map the sample reports into maps/demo.html
	$(BIN)/conflictmap map data/reports -o maps/demo.html --title "Kharkiv, September 2022"
	@echo "open maps/demo.html in a browser"

system: ## install Chromium and PostGIS from Debian, where this may be done
	.ci/system

test: $(DEV) system ## run all tests
	$(BIN)/pytest

lint: $(DEV) ## check style
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: $(DEV) ## check types
	$(BIN)/mypy

score: $(DEV) ## score the reading on the project's own corpus
	$(BIN)/python tests/corpus/score.py
	$(BIN)/python tests/corpus/score_events.py

benchmark: $(DEV) ## measure speed and memory as ratios
	$(BIN)/python tests/benchmark/__main__.py

SHIPPED := pyproject.toml README.md LICENSE $(shell git ls-files conflictmap)

# from a copy: the compiler leaves its libraries beside the sources, where they would hide every later change
$(COMPILED)/.built: $(DEV) $(SHIPPED)
	rm -rf $(COMPILED) build/source
	mkdir -p build/source
	@cp --parents -t build/source $(SHIPPED)
	HATCH_BUILD_HOOKS_ENABLE=1 $(BIN)/pip install --quiet --no-deps --target $(COMPILED) build/source
	touch $@

compiled: $(COMPILED)/.built ## compile what reads to C (some minutes, with a C compiler) into build/compiled, and test it
	PYTHONPATH=$(COMPILED) $(BIN)/python -P -c 'from conflictmap.reading.english import claims as c; assert c.__file__.endswith(".so"), c'
	PYTHONPATH=$(COMPILED) $(BIN)/pytest $(READING)

clean: ## remove what was built
	rm -rf $(VENV) build dist .pytest_cache .mypy_cache .ruff_cache .hypothesis
