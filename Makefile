# One verb a line. `make run` and `make test` need nothing but Python 3.11 with venv, and make.
.DEFAULT_GOAL := help
SHELL := bash
PYTHON ?= python3
PORT ?= 8000
BIN := .venv/bin
export PYTHONDONTWRITEBYTECODE =

.PHONY: help run test check fix migrate demo bench docs messages styles audit

help: ## What you can do here
	@grep -E '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:[^#]*## /\t/' | expand -t 10

run: .venv/core ## Serve http://127.0.0.1:$(PORT) with an invented team; sets up everything on first use
	@DEBUG=1 DEMO=1 PORT=$(PORT) $(BIN)/python -m weerbaar.config.serve

test: .venv/dev .venv/machine ## All tests; DB=postgresql for the grown database, ARGS="…" for pytest
	DB=$(or $(DB),sqlite) $(BIN)/python -m pytest -n 2 $(ARGS)

check: .venv/dev ## Format, lint, types, contracts, migrations, guides, deployment
	$(BIN)/ruff format --check . && $(BIN)/ruff check .
	$(BIN)/djlint weerbaar --lint --quiet
	$(BIN)/mypy
	$(BIN)/lint-imports
	DEBUG=1 $(BIN)/python manage.py makemigrations --check --dry-run && DEBUG=1 $(BIN)/python manage.py guidance check && DEBUG=1 $(BIN)/python manage.py surveys check
	SECRET_KEY=$$(head -c 64 /dev/urandom | base64 -w0) $(BIN)/python manage.py check --deploy --fail-level WARNING

fix: .venv/dev ## Format and mend what can be mended
	$(BIN)/ruff format . && $(BIN)/ruff check --fix .

migrate: .venv/core ## Bring the database up to date
	DEBUG=1 $(BIN)/python manage.py migrate
demo: .venv/core ## Load the register and an invented team
	DEBUG=1 DEMO=1 $(BIN)/python manage.py demo
bench: .venv/dev .venv/machine ## Speed, as ratios against a bare view in the same run
	$(BIN)/python -m tests.bench
docs: .venv/core ## Write what is generated: docs/avg-register.md
	DEBUG=1 $(BIN)/python manage.py avg_register > docs/avg-register.md
messages: .venv/dev ## Gather what is said in Dutch, and compile its English translation
	$(BIN)/python frontend/messages.py
styles: .venv/core ## Join the stylesheets after one of them changed
	$(BIN)/python frontend/styles.py
audit: .venv/dev ## Known holes in what we depend on; asks the package index
	$(BIN)/pip-audit --requirement requirements.lock --require-hashes --disable-pip
# --- set-up: each mark is made when its lock file was installed ---
.tools/bin/uv:
	$(PYTHON) -m venv .tools && .tools/bin/pip install --quiet uv

.venv/core: requirements.lock | .tools/bin/uv
	@test -x $(BIN)/python || $(PYTHON) -m venv .venv
	@test -e .venv/dev || .tools/bin/uv pip sync --quiet --compile-bytecode --python $(BIN)/python --require-hashes requirements.lock
	@ln -sf ../../weerbaar/confidential/incidents/verify/weerbaar_verify.py $(BIN)/weerbaar-verify && touch $@

.venv/dev: requirements-dev.lock | .tools/bin/uv
	@test -x $(BIN)/python || $(PYTHON) -m venv .venv
	.tools/bin/uv pip sync --quiet --compile-bytecode --python $(BIN)/python --require-hashes requirements-dev.lock
	@ln -sf ../../weerbaar/confidential/incidents/verify/weerbaar_verify.py $(BIN)/weerbaar-verify && touch $@ .venv/core

.venv/machine: | .venv/dev
	@bash tests/install-programs && touch $@
