# `make demo` and `make test` each set up everything they need in .venv.
PYTHON ?= python3
VENV   := .venv
BIN    := $(VENV)/bin

.PHONY: demo test setup check lint types imports tests corpus bench pictures lock clean

demo: $(VENV)/.installed
	@$(BIN)/python tools/demo.py

test: $(VENV)/.ready lint types imports tests

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

imports:
	$(BIN)/lint-imports --no-cache

tests:
	$(BIN)/pytest

corpus: $(VENV)/.ready   ## typeset corpus/ anew from tools/corpus
	$(BIN)/python tools/typeset_corpus.py

bench: $(VENV)/.ready
	$(BIN)/python bench/startup.py
	$(BIN)/python bench/page_references.py
	$(BIN)/python bench/ingest.py
	$(BIN)/python bench/growth.py
	$(BIN)/python bench/real.py

pictures: $(VENV)/.ready  ## the pictures in docs/pictures
	$(BIN)/python tools/pictures.py

lock: $(VENV)/.ready     ## pin anew what is installed in .venv
	$(BIN)/python tools/lock.py

clean:
	rm -rf $(VENV) out .mypy_cache .ruff_cache .pytest_cache .hypothesis
