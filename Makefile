# Every command anyone types. `make` alone lists them.
SHELL := /bin/bash
.DEFAULT_GOAL := help
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
export PIP_DISABLE_PIP_VERSION_CHECK := 1

##@ Use
run: install ## Everything in one process, with demo accounts and cases, on http://127.0.0.1:8000 (Ctrl-C stops it)
	@JIANDU_DEMO=$${JIANDU_DEMO:-1} exec $(BIN)/jiandu run

up: install parts ## The production shape on this machine: PostgreSQL, RabbitMQ, three services, nginx; in the background
	@$(BIN)/python -m deploy.up up $(if $(RESTORE),'$(RESTORE)' $(if $(PASSPHRASE),'$(PASSPHRASE)'))

down: ## Stop what `make up` started; the next one continues
	@$(BIN)/python -m deploy.up down

install: $(VENV)/.installed build ## What running needs: packages, built styles, compiled texts

##@ Work on it
test: style build services ## Everything is checked, against the real RabbitMQ, PostgreSQL and Chromium
	@deploy/test.sh

quick: $(VENV)/.developing build ## Only the tests that need no server and no browser
	@$(BIN)/python -m pytest -q -n auto -m "not broker and not postgres and not browser" tests

drill: $(VENV)/.developing build ## Break every part under load and keep the ledger: 40 minutes; docs/drills.md, docs/bodies-drills.md
	@deploy/install-services.sh drill
	@$(if $(ONLY),,$(BIN)/python -m tests.faults.bodies)
	@$(BIN)/python -m tests.faults $(if $(ONLY),--only $(ONLY))

crowd: $(VENV)/.developing build ## 500 people behind one address beside an attacker, and 100 lost answers: 20 minutes; docs/crowds.md
	@deploy/install-services.sh drill
	@$(BIN)/python -m tests.load.crowd $(ARGS)
	@$(BIN)/python -m tests.faults.lost_answers

walks: $(VENV)/.developing ## Three million random steps over investigation's pure core; writes docs/walks.md
	@$(BIN)/python -m tests.investigation.walks $(ARGS)

stories: $(VENV)/.developing build ## A story for each kind of outcome, on the real parts, with all papers; writes docs/stories.md
	@deploy/install-services.sh up
	@$(BIN)/python -m tests.journeys.stories $(ARGS)

races: $(VENV)/.developing build services ## A thousand races of two for the same claim, decision, edit, number, office or link
	@JIANDU_RACES=$${RACES:-1000} $(BIN)/python -m pytest -q --timeout 3600 tests/investigation/test_races.py

SWEPT := journeys/test_reaches_the_right_body.py journeys/test_main_journey.py \
  journeys/test_passed_up.py journeys/test_planted_secrets.py browser/test_every_page.py \
  web/test_gallery.py api/test_bad_forms.py api/test_bad_bodies_everywhere.py api/test_odd_requests.py \
  api/test_schema_fuzz.py deploy/test_up.py investigation/test_same_as_core.py \
  investigation/domain/test_walks.py triage/test_any_order.py

sweep: $(VENV)/.developing build services ## Every pair of which the tests ask a share: who asks which address, what each page and form is given
	@JIANDU_SWEEP=full $(BIN)/python -m pytest -q --timeout 1800 $(addprefix tests/,$(SWEPT))
	@JIANDU_SWEEP=full $(BIN)/python -m pytest -q -n auto --dist loadfile -m dealt tests

mutants: $(VENV)/.developing ## Change triage's rules in one place after the other: do the tests notice? Writes docs/mutants.md
	@$(BIN)/python -m tests.mutants $(ARGS)

bench: $(VENV)/.developing build ## Measure beside the floors, 28 minutes; writes docs/benchmarks.md (ONLY=part,part, QUICK=1)
	@deploy/install-services.sh bench
	@$(BIN)/python -m tests.bench $(if $(ONLY),--only $(ONLY)) $(if $(QUICK),--quick)

lint: build style types ## ruff, mypy and the import contracts

style: $(VENV)/.developing
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .

types: $(VENV)/.developing
	@$(BIN)/mypy services/*/ shared deploy
	@$(BIN)/lint-imports

format: $(VENV)/.developing ## Format the code
	@$(BIN)/ruff format .
	@$(BIN)/ruff check --fix .

docs: $(VENV)/.developing ## Write the files that follow from the code (AsyncAPI, state diagram, broker definitions)
	@$(BIN)/python -m shared.contracts.asyncapi
	@$(BIN)/python -m services.investigation.domain.diagram
	@$(BIN)/python -m services.investigation.bodies.contract
	@$(BIN)/jiandu queues definitions --output deploy/rabbitmq/definitions.json

texts: $(VENV)/.developing ## Bring the translation catalogues up to date with code and templates
	@$(BIN)/python -m shared.i18n extract

services: $(VENV)/.developing ## RabbitMQ, PostgreSQL, Chromium and fonts for the tests, from the system's packages
	@deploy/install-services.sh

parts:
	@deploy/install-services.sh up

lock: $(VENV)/.developing ## Resolve requirements/*.in anew, with hashes
	@for f in build runtime tracing dev; do $(BIN)/uv pip compile -q --universal --python-version 3.11 --generate-hashes \
	  --no-header --no-annotate --upgrade requirements/$$f.in -o requirements/$$f.txt; done

##@ Housekeeping
build: $(VENV)/.installed ## Styles, scripts and texts, made from their sources when these changed
	@$(BIN)/python -m shared.web.assets build
	@$(BIN)/python -m shared.i18n compile >/dev/null

clean: ## Remove what was built and installed here; data under var/ stays
	rm -rf $(VENV) shared/web/static/dist shared/web/assets/node_modules .pytest_cache .mypy_cache .ruff_cache

help: ## This list
	@awk 'BEGIN {FS = ":.*## "} /^##@/ {printf "\n\033[1m%s\033[0m\n", substr($$0, 5)} \
	  /^[a-z-]+:.*## / {printf "  make %-10s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

$(VENV)/bin/python:
	@deploy/make-venv.sh $(PYTHON) $(VENV)

$(VENV)/.installed: requirements/runtime.txt | $(VENV)/bin/python
	@echo "Installing what running needs ..."
	@$(BIN)/pip install -q --require-hashes -r requirements/runtime.txt
	@$(BIN)/pip install -q --no-deps --no-build-isolation --editable .
	@touch $@

$(VENV)/.developing: requirements/dev.txt | $(VENV)/.installed
	@echo "Installing what checking needs ..."
	@$(BIN)/pip install -q --require-hashes -r requirements/dev.txt
	@touch $@

.PHONY: run up down parts install test drill crowd bench quick stories sweep mutants lint style types format docs texts services lock build clean help
