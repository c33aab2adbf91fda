# On a fresh machine: `make demo` shows what Charter does, `make test` proves it.
# Everything that is installed lies in .venv, at versions and hashes pinned in requirements/.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --quiet --disable-pip-version-check --no-input
LOCK := $(BIN)/uv pip compile --quiet --no-config --universal --python-version 3.11 \
	--generate-hashes --no-header --no-annotate

.DEFAULT_GOAL := help
.PHONY: help setup demo test format equivalence fuzz soak properties bench pages picture lock clean

help: ## List these targets.
	@awk -F ':.*## ' '/^[a-z]+:.*## / {printf "%-11s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

demo: setup ## Show the main job: a charter in force while someone types.
	@$(BIN)/python -m tools.demo

test: setup $(VENV)/corpus/.unpacked ## Run everything: lint, types, contracts, unit, LSP, Neovim.
	@$(BIN)/python -m pytest --quiet --numprocesses auto --maxprocesses 4 $(ARGS)

setup: $(VENV)/.installed ## Make .venv with all that development needs.

format: setup ## Format the code and apply safe fixes.
	@$(BIN)/ruff check --quiet --fix --exit-zero
	@$(BIN)/ruff format
	@$(BIN)/ruff check

equivalence: setup $(VENV)/corpus/.unpacked ## Compare all real code by units, as a whole, and with bandit.
	@PYTHONPATH=tests $(BIN)/python -m trials equivalence $(ARGS)

fuzz: setup $(VENV)/corpus/.unpacked ## Edit real code at random, each edit against a whole look.
	@PYTHONPATH=tests $(BIN)/python -m trials edits $(ARGS)

soak: setup $(VENV)/corpus/.unpacked ## Work in an editor for half an hour, at random and without a rest.
	@PYTHONPATH=tests $(BIN)/python -m trials soak $(ARGS)

properties: setup ## Run the property tests for long.
	@$(BIN)/python -m pytest --quiet --numprocesses auto --hypothesis-profile=fuzz \
		$$(grep -rlE '^(from|import) hypothesis' tests --include='test_*.py') $(ARGS)

bench: setup ## Measure Charter beside its peers (ARGS=--help).
	@$(BIN)/python -m benchmarks $(ARGS)

pages: setup ## Write the manual of rules and the reference of the language anew.
	@$(BIN)/python tools/write_pages.py

picture: setup ## Draw docs/neovim.svg anew, from a real Neovim in tmux.
	@$(BIN)/python -m tools.picture

lock: setup ## Resolve requirements/*.txt anew.
	@$(PIP) install 'uv>=0.9'
	@$(LOCK) --upgrade --group dev --group editors pyproject.toml requirements/build.in -o requirements/dev.txt
	@$(LOCK) --upgrade --no-deps --only-binary :all: requirements/corpus.in -o requirements/corpus.txt

clean: ## Remove .venv and every cache.
	@rm -rf $(VENV) build dist .pytest_cache .ruff_cache .hypothesis .import_linter_cache

$(VENV)/.installed: requirements/dev.txt pyproject.toml
	@$(PYTHON) -c 'import sys; v = sys.version_info; v >= (3, 11) or sys.exit(f"Charter needs Python 3.11 or newer, found {v[0]}.{v[1]}: make PYTHON=python3.x")'
	@echo 'Setting up $(VENV) from requirements/dev.txt (about a minute, once) …'
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@$(PIP) install --require-hashes --only-binary :all: -r requirements/dev.txt
	@$(PIP) install --no-deps --no-build-isolation --editable .
	@touch $@

$(VENV)/corpus/.unpacked: requirements/corpus.txt tools/unpack.py $(VENV)/.installed
	@rm -rf $(@D) && mkdir -p $(@D)
	@$(PIP) download --require-hashes --no-deps --only-binary :all: --dest $(@D) -r requirements/corpus.txt
	@$(BIN)/python tools/unpack.py $(@D)
	@touch $@
