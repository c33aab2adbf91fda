# On a fresh machine: `make demo` shows what Charter does, `make test` proves it.
# Everything that is installed lies in .venv, at versions and hashes pinned in requirements/.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --quiet --disable-pip-version-check --no-input
LOCK := $(BIN)/uv pip compile --quiet --no-config --universal --python-version 3.11 \
	--generate-hashes --no-header --no-annotate

.DEFAULT_GOAL := help
.PHONY: help setup demo test test-editors workbench vsix format equivalence fuzz soak properties bench pages picture lock clean

# The extension, and the real VS Code that it is tested in; both installed by npm, from locks.
EXTENSION := editors/vscode/node_modules/.package-lock.json
WORKBENCH := tests/editors/vscode/node_modules/.package-lock.json
CODE_SERVER := tests/editors/vscode/node_modules/code-server/lib/vscode

help: ## List these targets.
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "%-12s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

demo: setup ## Show the main job: a charter in force while someone types.
	@$(BIN)/python -m tools.demo

test: setup $(VENV)/corpus/.unpacked ## Run everything: lint, types, contracts, unit, LSP, Neovim.
	@$(BIN)/python -m pytest --quiet --numprocesses auto --maxprocesses 4 $(ARGS)

test-editors: workbench $(VENV)/corpus/.unpacked ## Run the tests in real editors: VS Code, Neovim, Emacs, Vim.
	@$(BIN)/python -m pytest --quiet --numprocesses auto --maxprocesses 4 tests/editors $(ARGS)
	@$(BIN)/python -m tools.node --test tests/editors/vscode

workbench: vsix $(WORKBENCH)

vsix: setup $(EXTENSION) ## Build dist/charter-TARGET.vsix, the VS Code extension with its server (TARGET=linux-x64, …).
	@$(BIN)/python -m tools.vsix $(TARGET)

setup: $(VENV)/.installed ## Make .venv with all that development needs.

format: setup $(EXTENSION) ## Format the code and apply safe fixes.
	@$(BIN)/python -m tools.node --biome check --write --log-level=error
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

pages: setup ## Write anew what is made from the code: manual, reference, and what the extension has from the server.
	@$(BIN)/python tools/write_pages.py
	@$(BIN)/python -m tools.write_extension

picture: workbench $(VENV)/corpus/.unpacked ## Take the pictures of docs/ anew: from a real Neovim in tmux, and from VS Code.
	@$(BIN)/python -m tools.picture
	@$(BIN)/python -m tools.node --test tests/editors/vscode --test-name-pattern='Charter view|impact page is drawn|Neovim'
	@cp build/screenshots/view.png docs/images/vscode.png
	@cp build/screenshots/impact-light.png docs/images/impact.png
	@cp build/screenshots/neovim.png docs/images/neovim.png

lock: setup ## Resolve requirements/*.txt anew.
	@$(PIP) install 'uv>=0.9'
	@$(LOCK) --upgrade --group dev --group editors pyproject.toml requirements/build.in -o requirements/dev.txt
	@$(LOCK) pyproject.toml --constraint requirements/dev.txt -o requirements/server.txt
	@$(LOCK) --upgrade --no-deps --only-binary :all: requirements/corpus.in -o requirements/corpus.txt

$(EXTENSION): editors/vscode/package-lock.json $(VENV)/.installed
	@$(BIN)/python -m tools.node --install editors/vscode && touch $@

# Code-server's own lock leaves out what only peers of its packages ask for.
$(WORKBENCH): tests/editors/vscode/package-lock.json $(VENV)/.installed
	@$(BIN)/python -m tools.node --install tests/editors/vscode
	@$(BIN)/python -m tools.node --install $(CODE_SERVER) --omit=dev --legacy-peer-deps && touch $@

clean: ## Remove .venv and every cache.
	@rm -rf $(VENV) build dist editors/vscode/node_modules editors/vscode/dist tests/editors/vscode/node_modules .pytest_cache .ruff_cache .hypothesis .import_linter_cache

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
