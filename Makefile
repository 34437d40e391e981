# make demo: see it work.  make test: the suite.  make check: before a commit.  make bench: the figures.

PYTHON ?= python3
BIN := .venv/bin
export OMP_NUM_THREADS := 1
export PYTHONDONTWRITEBYTECODE :=
export PATH := $(CURDIR)/.venv/bin:$(PATH)

.PHONY: env pictures demo test test-slow check build bench bench-hostile mutation clean

env: .venv/.ready

.venv/.ready: pyproject.toml constraints.txt
	$(PYTHON) -c 'import sys; sys.exit("Python 3.11 or newer is needed, this is " + sys.version) if sys.version_info < (3, 11) else None'
	test -x $(BIN)/python || $(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint constraints.txt torch
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint constraints.txt --editable '.[dev]'
	touch $@

demo: env
	$(BIN)/python -m autograder.demo

test: env
	$(BIN)/python -m pytest -q -n 2 --dist loadfile

test-slow: env
	$(BIN)/python -m pytest -q -m slow

check: env
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/attn build --check
	$(MAKE) test

bench: env .venv/.bench
	$(BIN)/python -m benchmarks.run

bench-hostile: env .venv/.bench
	$(BIN)/python -m benchmarks.hostile

.venv/.bench: .venv/.ready
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint constraints.txt --editable '.[bench]'
	touch $@

mutation: env
	$(BIN)/attn mutation

pictures: env
	ATTN_PICTURES=docs/pictures $(BIN)/python -m pytest -q tests/browser

build: env
	$(BIN)/attn build

clean:
	rm -rf .venv .mypy_cache .ruff_cache .pytest_cache .hypothesis
