# Thin: every target is one or two plain commands that also work typed by hand.
# `make run` to see it at work, `make test` to check it, `make check` before a commit.

PYTHON ?= python3
BIN := .venv/bin
WORDS := $(wildcard tracker/i18n/*/*.po)

.PHONY: run test kills check fix docs dist lock clean
.DELETE_ON_ERROR:

# The shipped plan is of 2024: the clock starts at 08:00 of 27 May 2024 and runs on from there.
run: .venv/run.stamp .venv/words.stamp
	$(BIN)/tracker run --today 2024-05-27

test: .venv/dev.stamp
	$(BIN)/pytest $(ARGS)

# The long proof that nothing is lost and nothing repeated: daemons killed 300 times, on SQLite and on PostgreSQL.
kills: .venv/dev.stamp
	TRACKER_KILLS=300 $(BIN)/pytest -s -n 0 tests/kills

check: .venv/dev.stamp
	$(BIN)/ruff format --check
	$(BIN)/ruff check
	$(BIN)/mypy
	$(BIN)/pytest tests/house

fix: .venv/dev.stamp
	$(BIN)/ruff check --fix
	$(BIN)/ruff format

# Pages that are made from tables of test cases.
docs: .venv/dev.stamp
	$(BIN)/python -m tests.core.phrases.document

# The wheel, then the wheel in an empty environment outside this folder.
dist: .venv/dev.stamp
	rm -rf dist
	$(BIN)/pip wheel --quiet --no-deps --no-build-isolation --wheel-dir dist .
	PYTHON=$(abspath $(BIN)/python) .ci/smoke dist/tracker-*.whl

# New exact versions within the bounds of pyproject.toml; the only target that needs uv.
LOCK := uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header --no-annotate --upgrade
lock:
	$(LOCK) pyproject.toml --group build --all-extras --output-file constraints/run.txt
	$(LOCK) pyproject.toml --group build --group dev --all-extras --constraints constraints/run.txt --output-file constraints/dev.txt

clean:
	rm -rf .venv build dist tests/interop/node_modules

# Two calendar libraries of Node that read what we write; without them their tests are skipped.
tests/interop/node_modules: tests/interop/package.json tests/interop/package-lock.json
	npm ci --prefix tests/interop --ignore-scripts --no-audit --no-fund --loglevel error
	touch $@

# Environments: made once, mended when the locked versions or the package's own description change.
.venv/bin/python:
	$(PYTHON) -c 'import sys; sys.exit("Python 3.11 or newer is needed: make PYTHON=python3.11" if sys.version_info < (3, 11) else 0)'
	$(PYTHON) -m venv .venv

.venv/run.stamp: constraints/run.txt pyproject.toml | .venv/bin/python
	$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r constraints/run.txt
	$(BIN)/pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	touch $@

.venv/dev.stamp: constraints/dev.txt .venv/run.stamp
	$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r constraints/dev.txt
	touch $@

.venv/words.stamp: .venv/run.stamp $(WORDS)
	$(BIN)/python -m tracker.i18n.build
	touch $@
