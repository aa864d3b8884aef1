# Set-up and checks. Every target sets up what it needs, once: `make help` lists them.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check -qq
BENCH_ARGS ?=
AUGUR := build/augur
PEERS := build/peers
SIGNAL := build/signal-tracker
CORPUS ?= ../shared/extraction
FUZZ ?= dates probabilities ranges articles pages journals imports commands
FUZZ_SECONDS ?= 60

SHELL := /bin/sh
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.PHONY: help demo test test-slow lint docs bench bench-extraction fuzz clean

help: ## list these targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "make %-16s %s\n", $$1, $$2 }' Makefile

demo: $(VENV)/installed ## set up, then show what the tool does
	@$(BIN)/forecastctl demo

test: lint ## set up, then run linters, type checks and the tests
	@$(BIN)/pytest -q -n auto --dist worksteal

test-slow: $(VENV)/developing ## only the long simulations and fault trials
	@$(BIN)/pytest -q -n auto --dist worksteal -m slow

lint: $(VENV)/developing ## ruff and mypy
	@$(BIN)/ruff check --quiet .
	@$(BIN)/ruff format --check --quiet . || { echo 'Run: $(BIN)/ruff format .' >&2; exit 1; }
	@$(BIN)/mypy

docs: $(VENV)/developing ## write what the documented commands print now into README.md and docs/
	@$(BIN)/python tests/test_readme.py README.md docs/*.md

bench: $(VENV)/installed $(AUGUR)/installed ## speed beside other tools; BENCH_ARGS=--quick for the short run
	@$(BIN)/python -m benchmarks.speed --augur $(AUGUR)/bin/augur $(BENCH_ARGS)

bench-extraction: $(VENV)/developing $(SIGNAL)/installed ## how well predictions are found; CORPUS=FOLDER holds the texts
	@$(BIN)/python -m benchmarks.extraction --corpus $(CORPUS) --peer $(SIGNAL)/bin/python $(BENCH_ARGS)

bench-growth: $(VENV)/installed $(AUGUR)/installed $(PEERS)/installed ## how cost grows from 100 to 1,000,000 entries
	@$(BIN)/python -m benchmarks.growth --augur $(AUGUR)/bin/augur --peers $(PEERS)/bin $(BENCH_ARGS)

fuzz: $(VENV)/developing ## coverage-guided fuzzing; FUZZ_SECONDS=60 for each target, FUZZ=journals for one
	@$(PIP) install --group fuzz
	@for target in $(FUZZ); do echo "== $$target"; \
	  (cd tests && PYTHONPATH=. ../$(BIN)/python -m fuzz.run $$target -max_total_time=$(FUZZ_SECONDS) \
	    -timeout=20 -print_final_stats=1 2>&1 | grep -E 'number_of_executed|Error|ERROR|Traceback|crash-' || :); \
	done

clean: ## remove everything that set-up and checks have made
	rm -rf $(VENV) build dist .mypy_cache .pytest_cache .ruff_cache .hypothesis
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

$(VENV)/made:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || { \
	  echo "forecastctl needs Python 3.11 or newer, but $(PYTHON) is" \
	    "$$($(PYTHON) --version 2>&1 || :). Name another one: make PYTHON=python3.12" >&2; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || { \
	  echo "$(PYTHON) cannot make virtual environments; on Debian and Ubuntu:" \
	    "apt install python3-venv" >&2; exit 1; }
	@echo 'Setting up $(VENV) (once, about half a minute) ...' >&2
	@$(PYTHON) -m venv --clear $(VENV)
	@$(PIP) install --upgrade 'pip>=25.1' # older ones know no dependency groups
	@touch $@

$(VENV)/installed: $(VENV)/made pyproject.toml
	@$(PIP) install --editable .
	@touch $@

$(VENV)/developing: $(VENV)/installed
	@echo 'Installing what the checks need ...' >&2
	@$(PIP) install --editable ".[all]" --group dev
	@touch $@

$(AUGUR)/installed: $(VENV)/made
	@echo 'Installing augur-cli to measure against ...' >&2
	@$(PYTHON) -m venv --clear $(AUGUR)
	@$(AUGUR)/bin/python -m pip --disable-pip-version-check -qq install augur-cli==0.3.0
	@touch $@

$(SIGNAL)/installed: $(VENV)/made
	@echo 'Installing signal-tracker to measure against ...' >&2
	@$(PYTHON) -m venv --clear $(SIGNAL)
	@$(SIGNAL)/bin/python -m pip --disable-pip-version-check -qq install signal-tracker==0.1.0
	@touch $@

$(PEERS)/installed: $(VENV)/made
	@echo 'Installing what else to measure against ...' >&2
	@$(PYTHON) -m venv --clear $(PEERS)
	@$(PEERS)/bin/python -m pip --disable-pip-version-check -qq install jrnl==4.6 todoman==4.7.0 sqlite-utils==4.2.1
	@touch $@
