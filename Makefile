# `make run` starts the product with its demo school, `make test` runs every test.
# Everything that is written goes under var/ (SENCOHUB_VAR= to change it).
PY ?= python3
PORT ?= 8000
SENCOHUB_VAR ?= $(CURDIR)/var
export PY PORT SENCOHUB_VAR

BIN := $(SENCOHUB_VAR)/venv/bin
PYTHON := $(BIN)/python
TESTS ?=

.PHONY: run test test-e2e lint lock setup setup-dev system bench messages
.DEFAULT_GOAL := run

run: setup ## start web, worker and scheduler with the demo school
	@bin/system.sh run
	@exec $(PYTHON) manage.py serve

setup: ## the Python environment for running
	@bin/setup.sh runtime

setup-dev: ## the same with the tools for testing
	@bin/setup.sh dev

system: ## the system's packages for running and testing
	@bin/system.sh test

test: setup-dev system ## every test; DATABASE_URL and REDIS_URL choose what it runs on
	$(PYTHON) -m pytest -n 2 --dist worksteal $(TESTS)

test-e2e: setup-dev system ## the browser tests alone
	$(PYTHON) -m pytest -m e2e $(TESTS)

lint: setup-dev ## style, types, import contracts, migrations, translations, secrets
	@bin/lint.sh

bench: setup-dev ## speed against the floor; needs PostgreSQL
	$(PYTHON) -m benchmarks.run

messages: setup-dev ## find new strings and list the untranslated
	$(PYTHON) bin/messages.py extract
	$(PYTHON) bin/messages.py missing

lock: setup-dev ## write the hashed locks again, newest versions that pyproject.toml allows
	$(BIN)/uv pip compile -q --upgrade --universal --generate-hashes --no-header --python-version 3.11 pyproject.toml -o requirements/runtime.txt
	$(BIN)/uv pip compile -q --upgrade --universal --generate-hashes --no-header --python-version 3.11 pyproject.toml --group dev -c requirements/runtime.txt -o requirements/dev.txt
	@bin/setup.sh dev
