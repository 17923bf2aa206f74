# Everything a developer or a curious visitor needs. Each target stands alone on a machine
# with git, make, Python 3.11 and (for the browser tests) apt.

SHELL := /bin/bash
.DEFAULT_GOAL := help
.PHONY: help run test lint messages bench clean

PORT ?= 8000
PYTEST_ARGS ?=
BIN := .venv/bin

help: ## Show this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## /{printf "  make %-8s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

run: ## Set up, seed the demo network, serve http://localhost:8000 (or PORT=…) with a worker
	@deploy/setup-venv.sh requirements.txt
	@exec $(BIN)/python manage.py serve --port $(PORT)

test: ## Set up and run all tests (more arguments: PYTEST_ARGS="-k search")
	@deploy/setup-venv.sh requirements-dev.txt
	@deploy/ensure-apt.sh chromium chromium
	@deploy/ensure-apt.sh xmlsec1 xmlsec1
	@deploy/ensure-apt.sh gnupg gpg
	@deploy/optional-services.sh
	@exec $(BIN)/python -m pytest -n 2 --dist loadfile -m "not bench" -rs $(PYTEST_ARGS)

lint: ## Check style, types and who imports what
	@deploy/setup-venv.sh requirements-dev.txt
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports --no-logo

messages: ## Bring locale/ up to date with the code: ids, Latin from Cyrillic, compiled
	@deploy/setup-venv.sh requirements-dev.txt
	@exec $(BIN)/python -m deploy.update_messages

bench: ## Print the measured figures
	@deploy/setup-venv.sh requirements-dev.txt
	@exec $(BIN)/python -m pytest tests/benchmarks -s -p no:randomly $(PYTEST_ARGS)

clean: ## Remove the environment, the demo's data and every cache
	rm -rf .venv var .pytest_cache .mypy_cache .ruff_cache .hypothesis .import_linter_cache
	rm -rf .coverage htmlcov
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
