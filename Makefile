# Everything runs in a local environment that is made on first use.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
# Pins every package that is named in it; what is not needed is not installed.
PIP := $(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint requirements.lock
TRAININGS := sitting standing walking step

.PHONY: demo test coverage lint golden bench clean

demo: $(VENV)/.use ## export the four trainings as MP3, play the first minute of sitting
	$(BIN)/voicecoach export $(TRAININGS) --format mp3 --out audio
	$(BIN)/voicecoach play sitting --first 60s

test: $(VENV)/.development ## the whole suite
	$(BIN)/python -m pytest

coverage: $(VENV)/.development ## the suite again, slowly: which branches it takes
	$(BIN)/coverage erase
	$(BIN)/coverage run -m pytest -q -m "not realtime"
	$(BIN)/coverage combine --quiet
	$(BIN)/coverage report

lint: $(VENV)/.development
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

golden: $(VENV)/.development ## make the golden timelines and the pictures in docs anew
	$(BIN)/python -m pytest -q tests/test_golden.py tests/test_player_screen_pictures.py \
	  tests/test_track_page_browser.py tests/test_share_browser.py tests/test_course_pictures.py \
	  --remake-goldens

bench: $(VENV)/.bench ## measure everything, beside what one would pick instead
	$(BIN)/python -m bench

clean:
	rm -rf $(VENV) build dist

$(VENV)/.use: pyproject.toml requirements.lock
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
	  || { echo "voicecoach needs Python 3.11 or newer: make PYTHON=python3.12 ..." >&2; exit 1; }
	@echo "Setting up $(VENV) ..."
	@$(PYTHON) -m venv $(VENV)
	@$(PIP) --editable .
	@touch $@

$(VENV)/.development: $(VENV)/.use
	@echo "Setting up for development ..."
	@$(PIP) --editable ".[dev]"
	@touch $@

$(VENV)/.bench: $(VENV)/.use
	@$(PIP) --editable ".[bench]"
	@touch $@
