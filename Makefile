.DEFAULT_GOAL := help
.PHONY: help serve site offline wheel publish install develop test test-all lint format bless words evaluate evaluate-outlines train bench pictures browser language-server hooks pins

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/pip install --quiet --disable-pip-version-check
LOCKED := $(PIP) --require-hashes --only-binary :all:
INSTALLED := $(VENV)/installed
DEVELOPING := $(VENV)/installed-dev
export PYTHONUTF8 = 1

help: ## What can be made
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-17s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

PORT ?= 8000
CHOSEN := $(if $(ENGINE),--engine $(ENGINE))
ENGINE_INSTALLED := $(INSTALLED) $(if $(filter zensical,$(ENGINE)),$(VENV)/installed-zensical)

serve: $(ENGINE_INSTALLED) ## Serve the site at http://127.0.0.1:8000 (or PORT=8001), with every edit and every new document in seeds/
	$(BIN)/views convert || true
	$(BIN)/views serve $(CHOSEN) --port $(PORT)

site: $(ENGINE_INSTALLED) ## Outline and draft what is new in seeds/, and build the site into site/ (with ENGINE=zensical, by Zensical)
	$(BIN)/views site --convert --strict $(CHOSEN) --whole

offline: $(ENGINE_INSTALLED) ## Build dist/offline.zip, a site to open from a folder
	$(BIN)/views site --convert --strict $(CHOSEN) --whole --config mkdocs-offline.yml --to dist/offline
	cd dist && ../$(BIN)/python -m zipfile --create offline.zip offline

# The same commit gives the same bytes.
wheel: $(INSTALLED) ## Build the program as a wheel into dist/
	rm -rf build dist/*.whl
	SOURCE_DATE_EPOCH=$${SOURCE_DATE_EPOCH:-$$(git log -1 --format=%ct)} \
		$(BIN)/pip wheel --quiet --disable-pip-version-check --no-deps --no-build-isolation --wheel-dir dist .

publish: $(INSTALLED) ## Publish the wheel in dist/, in a workflow that may
	$(LOCKED) --requirement requirements-release.txt
	$(BIN)/uv publish --trusted-publishing always dist/*.whl

install: $(INSTALLED) ## Install what runs into .venv

develop: $(DEVELOPING) ## Install what tests, too

test: lint browser language-server ## Run the checks and tests that every change must pass
	$(BIN)/pytest --numprocesses auto --dist loadfile --no-loadscope-reorder

test-all: lint browser language-server ## Run what `make test` leaves to the night, too: each case of many, and each page in each look
	$(BIN)/pytest --numprocesses auto --dist loadfile --no-loadscope-reorder -m ""

lint: $(DEVELOPING) ## Check style and types
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy
	$(BIN)/lint-imports --no-logo

format: $(DEVELOPING) ## Mend style where a tool can
	$(BIN)/ruff check --fix
	$(BIN)/ruff format

bless: $(DEVELOPING) ## Accept messages and drafts as they are now, which the tests compare exactly, and renew what docs/ says of the program
	$(BIN)/python -m tests.bless

words: $(DEVELOPING) ## Renew the catalogue of what readers read, after words in the code or in templates have changed
	$(BIN)/python -m tests.words

evaluate: $(DEVELOPING) ## Measure the suggested excerpts against the labelled set
	$(BIN)/python -m tests.evaluation.evaluate

evaluate-outlines: $(DEVELOPING) ## Measure proposed outlines against the right ones
	$(BIN)/python -m tests.evaluate_outlines

train: $(DEVELOPING) ## Train the models that propose outlines, on the right outlines in tests/outlines
	$(BIN)/python -m tests.train_outlines

SIZES ?= 10 100 1000

bench: $(DEVELOPING) ## Measure how sites of SIZES="10 100 1000 3000" contributors are built, beside others; `python -m tests.bench --help` has more
	$(BIN)/python -m tests.bench build $(SIZES)

pictures: browser ## Take the pictures in the README anew
	$(BIN)/python -m tests.pictures

browser: $(DEVELOPING) ## Get a browser for the tests, if there is none
	@sh tests/get-browser.sh $(BIN)

language-server: ## Get the YAML language server for the tests, where npm is
	@sh tests/get-language-server.sh .cache/language-server

hooks: $(DEVELOPING) ## Check each commit before it is made
	$(PIP) pre-commit==4.7.0
	$(BIN)/pre-commit install

# `make pins RENEW=` keeps the versions that stand there, and adds or takes away what pyproject.toml does.
RENEW ?= --upgrade
COMPILE := $(BIN)/uv pip compile --quiet $(RENEW) --universal --python-version 3.11 --generate-hashes \
	--only-binary :all: --no-header --no-annotate

pins: $(DEVELOPING) ## Renew the pins of what runs and of what tests: the newest versions that pyproject.toml allows
	$(COMPILE) pyproject.toml --group build --output-file requirements.txt
	$(COMPILE) --group zensical --constraints requirements.txt --output-file requirements-zensical.txt
	$(COMPILE) --group release --constraints requirements.txt --output-file requirements-release.txt
	$(COMPILE) pyproject.toml --group dev --constraints requirements.txt --output-file requirements-dev.txt

# Debian ships Python without its venv module's pip; the package that has it is fetched where we may.
$(INSTALLED): requirements.txt pyproject.toml
	$(PYTHON) -m venv $(VENV) || { sh tests/get-venv.sh && $(PYTHON) -m venv --clear $(VENV); }
	$(LOCKED) --requirement requirements.txt
	$(PIP) --no-deps --no-build-isolation --editable .
	@touch $@

$(VENV)/installed-zensical: requirements-zensical.txt $(INSTALLED)
	$(LOCKED) --requirement requirements-zensical.txt
	@touch $@

$(DEVELOPING): requirements-dev.txt $(INSTALLED)
	$(LOCKED) --requirement requirements-dev.txt
	@touch $@
