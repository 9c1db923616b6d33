# Caveat's commands; `make help` lists them.

PYTHON ?= python3
BIN := .venv/bin
READABILITY := extension/vendor/Readability.js
TRAINED := $(or $(CAVEAT_ARTEFACTS),model/artefacts)/CURRENT
# Files and tests that keep pictures.
PICTURED := test_look or test_marks or press_of or click_on or stopped or half_way or sample_can \
	or note_comes or what_is_shown or every_outcome or not_knowing or hidden_and or be_placed or asked_twice

define install
	$(BIN)/pip install --disable-pip-version-check -r $(1) || { \
		echo "Not installed: a package registry must be reachable; see the lines above."; exit 1; }
endef

.DEFAULT_GOAL := help
.PHONY: help run test sure format screenshot corpus-report extension bench clean

help: ## List the commands
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 14

run: $(TRAINED) $(READABILITY) ## Set up what is missing, and serve on http://127.0.0.1:8750
	@$(BIN)/flask --app server serve

test: .venv/tests $(READABILITY) node_modules/axe-core ## Run every test, real browsers included
	@tests/install-browsers
	@$(BIN)/pytest -n 3 --dist loadfile --no-loadscope-reorder

sure: .venv/tests $(READABILITY) node_modules/axe-core ## Format, lint, types, import contracts, then every test
	@$(BIN)/ruff format --check .
	@$(BIN)/ruff check .
	@$(BIN)/mypy
	@$(BIN)/lint-imports --no-logo
	@if test -d node_modules; then node_modules/.bin/tsc --project extension; fi
	@$(MAKE) --no-print-directory test

format: .venv/tests ## Put the code into the house's format
	@$(BIN)/ruff format .
	@$(BIN)/ruff check --fix .

screenshot: .venv/tests $(READABILITY) ## Make pictures of every state, into tests/output, and the README's
	@tests/install-browsers
	@$(BIN)/pytest -q tests/extension tests/server/test_look.py -k "$(PICTURED)"
	@cp tests/output/chromium-card.png docs/extension.png

corpus-report: .venv/tests ## Draw what the corpus holds, into docs/corpus.png
	@$(BIN)/python -m model.examples report

extension: ## Check the extension and pack it for both stores, into dist/
	@npm ci --silent --no-audit --no-fund
	@mkdir -p $(dir $(READABILITY)) && cp node_modules/@mozilla/readability/Readability.js $(READABILITY)
	@npx tsc --project extension
	@npx web-ext lint --source-dir extension --ignore-files store tsconfig.json types.d.ts
	@$(PYTHON) extension/store/pack.py

bench: .venv/tests $(TRAINED) tests/bench/node_modules ## Measure speed, beside other ways to check the same articles
	@$(BIN)/python -m tests.bench

clean: ## Remove what the commands made, the database excepted
	rm -rf .venv model/artefacts extension/vendor node_modules tests/bench/node_modules dist tests/output

.venv/runs: requirements.txt
	@$(PYTHON) -c 'import sys; sys.exit("Caveat needs Python 3.11 or newer; name it: make run PYTHON=python3.12" if sys.version_info < (3, 11) else 0)'
	@test -x $(BIN)/python || $(PYTHON) -m venv .venv
	@$(call install,requirements.txt)
	@touch $@

.venv/tests: requirements-dev.txt .venv/runs
	@$(call install,requirements-dev.txt)
	@touch $@

$(TRAINED): .venv/runs model/encoder/card.json
	@$(BIN)/python -m model.train --if-missing
	@touch $@

$(READABILITY): package.json
	@mkdir -p $(@D)
	@if command -v npm >/dev/null && npm ci --omit=dev --silent --no-audit --no-fund; then \
		cp node_modules/@mozilla/readability/Readability.js $@; \
	else \
		echo "Without npm, Readability is not installed: the extension chooses the article's"; \
		echo "text by a plainer rule, which finds it less often (docs/decisions/0006-extension.md)."; \
	fi

node_modules/axe-core: package-lock.json
	@if command -v npm >/dev/null && npm ci --silent --no-audit --no-fund; then \
		touch $@; \
	else \
		echo "Without npm, the extension's pages are not tested for accessibility, nor its types checked."; \
	fi

tests/bench/node_modules: tests/bench/package-lock.json
	@if command -v npm >/dev/null && npm ci --prefix $(@D) --silent --no-audit --no-fund; then \
		touch $@; \
	else \
		echo "Without npm, alex, write-good and Harper are not measured."; \
	fi
