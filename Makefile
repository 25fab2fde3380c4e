# make run   sets everything up and opens the app      make test   runs every test
# make check is what to run before a commit            make bench  prints the figures of docs/benchmarks.md
PYTHON ?= python3
VENV   ?= .venv
ifeq ($(OS),Windows_NT)
BIN := $(VENV)/Scripts
else
BIN := $(VENV)/bin
endif
PIP := $(BIN)/python -m pip --disable-pip-version-check -q
SHORT ?=
SOURCES := simulator tests benchmarks training
BENCHMARKS := startup engine files turns screen voice_cost voice_gap loudspeakers hearing validity speech

.PHONY: setup run model test check format bench train clean

$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo "Ringcraft needs Python 3.11 or newer; say which one with: make PYTHON=python3.12 $(MAKECMDGOALS)"; exit 1; }
	@$(PYTHON) -m venv $(VENV) || \
	  { rm -rf $(VENV); echo "Python's venv module is missing; on Debian and Ubuntu: sudo apt-get install python3-venv"; exit 1; }

# Voice parts are an extra: where one can't be had, typed practice still works.
$(VENV)/.app: pyproject.toml | $(BIN)/python
	@echo "Installing Ringcraft into $(VENV) ..."
	@$(PIP) install -e '.[voice]' || { echo "Some voice parts can't be installed here; going on without them."; $(PIP) install -e .; }
	@touch $@

$(VENV)/.dev: $(VENV)/.app
	@echo "Installing the development tools ..."
	@$(PIP) install -e '.[dev]'
	@touch $@

setup: $(VENV)/.app

model: setup
	@$(BIN)/ringcraft models fetch --if-missing || echo "No speech model for now: calls can be typed. Later: $(BIN)/ringcraft models fetch"

run: setup model
	@$(BIN)/ringcraft

# Tests of the sound card have the processor to themselves; the others share it. 5: none was chosen.
test: $(VENV)/.dev
	@$(BIN)/python -m pytest -n auto --maxprocesses 4 -m "not audio" $(PYTEST) || [ $$? -eq 5 ]
	@$(BIN)/python -m pytest -m audio $(PYTEST) || [ $$? -eq 5 ]

check: $(VENV)/.dev
	$(BIN)/ruff format --check $(SOURCES)
	$(BIN)/ruff check $(SOURCES)
	$(BIN)/mypy
	$(BIN)/lint-imports --no-cache
	$(BIN)/python -m pytest -m "not slow and not audio and not database" $(PYTEST)
	$(BIN)/ringcraft check scenarios --strict
	$(BIN)/ringcraft test scenarios

format: $(VENV)/.dev
	$(BIN)/ruff format $(SOURCES)
	$(BIN)/ruff check --fix $(SOURCES)

# make bench SHORT=--short is the form that fits a busy machine. Exit code 4 is a missed bar:
# it is printed, and machines are noisy; anything else is a fault of the benchmark.
bench: $(VENV)/.dev
	@for name in $(BENCHMARKS); do echo "== $$name"; \
	  $(BIN)/python benchmarks/$$name.py $(SHORT) || [ $$? -eq 4 ] || exit 1; done

# Training wants its own packages (torch); they never reach the app.
train: $(BIN)/python
	@sh training/train.sh

clean:
	rm -rf $(VENV) .mypy_cache .ruff_cache .pytest_cache .hypothesis dist build
