# `make` alone lists the targets.
PYTHON := .venv/bin/python
BIN := .venv/bin
SHELL := /bin/sh
# How many share the tests; each has servers of its own.
WORKERS := 2
export PIP_DISABLE_PIP_VERSION_CHECK := 1

.DEFAULT_GOAL := help
.PHONY: journeys help setup run status reset walk test lint format texts check faults bench security lock compose-check

help: ## list the targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  %-15s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

setup: ## install what is missing for the run
	@deploy/local/setup.sh

run: setup ## start the whole system on this machine (PORT=8080, state in .local/)
	@exec $(PYTHON) -m deploy.local run

status: ## show the state of every part of the running system
	@exec $(PYTHON) -m deploy.local status

walk: ## play one permohonan from sign-up to recap against the running system
	@exec $(PYTHON) -m deploy.local.walk

reset: setup ## wipe the state of the local run
	@exec $(PYTHON) -m deploy.local reset

test: setup-tests lint ## check everything: style, types, imports, tests
	@exec $(BIN)/pytest tests -m "not long" -n $(WORKERS) --dist loadscope --no-loadscope-reorder $(ARGS)

.PHONY: setup-tests
setup-tests:
	@deploy/local/setup.sh tests

lint: setup ## check style, types and imports
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

texts: setup ## bring the English catalogue in step with code and templates
	@exec $(PYTHON) -m tests.house.texts

format: setup ## put imports and layout in order
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

journeys: setup-tests ## every journey and the short fault run; axe in both themes at both widths
	@EYE=whole exec $(BIN)/pytest tests/journeys tests/faults $(ARGS)

faults: setup-tests ## kill every worker at every failpoint under load, then check what must hold
	@exec $(PYTHON) -m tests.faults $(ARGS)

bench: setup-tests ## measure against the limits of this machine
	@exec $(PYTHON) -m tests.bench $(ARGS)

security: setup-tests ## measure what is promised of security and privacy
	@exec $(PYTHON) -m tests.security $(ARGS)

lock: ## pin the requirements anew, with hashes and without naming a registry
	cd requirements && for name in base dev; do \
	  UV_PYTHON_DOWNLOADS=never uv pip compile --generate-hashes --no-emit-index-url \
	    --no-emit-find-links --python-version 3.11 --quiet $$name.in -o $$name.txt || exit 1; \
	done

compose-check: setup ## check the container files, offline
	$(BIN)/check-jsonschema --builtin-schema vendor.compose-spec deploy/compose.yaml
	$(BIN)/hadolint --config deploy/hadolint.yaml deploy/Dockerfile
	$(BIN)/yamllint --strict --config-file deploy/yamllint.yaml deploy
