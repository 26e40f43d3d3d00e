# `make demo` and `make test` each set up everything they need in .venv.
PYTHON ?= python3
VENV   := .venv
BIN    := $(VENV)/bin

.PHONY: demo check test soak audit setup lint types types-other imports quick tests corpus bench pictures rooms catalogue lock clean

demo: $(VENV)/.installed
	@$(BIN)/python tools/demo.py

check: $(VENV)/.ready lint types imports quick  ## under a minute: all but the tests that drive whole programs

test: $(VENV)/.ready lint types types-other imports tests  ## everything, some twenty-five minutes on two cores

soak: $(VENV)/.ready     ## what is promised, tried at random for as long as it is let: SUITE=kills SEED=7 MINUTES=20 COUNT=100 JOBS=2
	PYTHONPATH=tests $(BIN)/python -m soak $(SUITE) $(if $(SEED),--seed $(SEED)) $(if $(MINUTES),--minutes $(MINUTES)) \
	  $(if $(COUNT),--count $(COUNT)) $(if $(JOBS),--jobs $(JOBS))

audit: $(VENV)/.ready     ## known holes in the packages that are pinned, as the index knows them
	$(BIN)/python tools/audit.py

setup: $(VENV)/.ready

$(VENV)/.installed: requirements.lock pyproject.toml tools/set_up.py
	@$(PYTHON) tools/set_up.py $(VENV) requirements.lock
	@touch $@

$(VENV)/.ready: $(VENV)/.installed requirements-dev.lock
	@$(PYTHON) tools/set_up.py $(VENV) requirements-dev.lock
	@touch $@

lint:
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .

types:
	$(BIN)/mypy

types-other:             ## the types as other systems have them, side by side
	@$(MAKE) --no-print-directory -j2 -Otarget types-win32 types-darwin

types-%:
	$(BIN)/mypy --platform $* --cache-dir .mypy_cache/$* src

imports:
	$(BIN)/lint-imports --no-cache

quick:
	$(BIN)/pytest -m "not slow"

tests:
	$(BIN)/pytest

corpus: $(VENV)/.ready   ## typeset corpus/ anew from tools/corpus
	$(BIN)/python tools/typeset_corpus.py

bench: $(VENV)/.ready
	$(BIN)/python bench/startup.py
	$(BIN)/python bench/page_references.py
	$(BIN)/python bench/ingest.py
	$(BIN)/python bench/reading_speed.py
	$(BIN)/python bench/furniture.py
	$(BIN)/python bench/growth.py
	$(BIN)/python bench/real.py
	$(BIN)/python bench/recall.py
	$(BIN)/python bench/suggestions.py

pictures: $(VENV)/.ready  ## the pictures in docs/pictures
	$(BIN)/python tools/pictures.py

rooms: $(VENV)/.ready    ## the picture of the rooms, from the code's imports
	$(BIN)/python tools/draw_rooms.py

catalogue: $(VENV)/.ready ## what commands, errors and app say, gathered anew for translation
	$(BIN)/python tools/translations.py

lock: $(VENV)/.ready     ## pin anew what is installed in .venv
	$(BIN)/python tools/lock.py

clean:
	rm -rf $(VENV) out .mypy_cache .ruff_cache .pytest_cache .hypothesis
