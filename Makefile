# Everything a developer does. Each target does its own set-up; `make` alone lists them.
SHELL := bash
.SHELLFLAGS := -eu -o pipefail -c
.DEFAULT_GOAL := help
PORT ?= 8000
READY := .venv/.ready
BIN := .venv/bin
COMPILED := $(patsubst %.po,%.mo,$(shell find wallet -name '*.po'))

.PHONY: help setup browser demo demo-reset test check checks format bench bench-growth bench-web screenshots catalogues lock vendor vendor-check
.PHONY: trial-twice trial-treasury trial-ledger trial-threads trial-kill trial-guards trial-tamper trial-till

help: ## list the targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  make %-14s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

setup: $(READY) ## make .venv with everything in requirements.lock

$(READY): requirements.lock pyproject.toml hatch_build.py tools/set-up
	@tools/set-up
	@touch $@

%.mo: %.po | $(READY)
	@$(BIN)/pybabel --quiet compile --input-file $< --output-file $@

browser: $(READY)
	@tools/find-chromium > /dev/null

demo: $(READY) $(COMPILED) ## a small town to look around in, on http://127.0.0.1:8000 (PORT= for another)
	@$(BIN)/wallet demo --port $(PORT)

demo-reset: $(READY) $(COMPILED) ## the same, begun anew
	@$(BIN)/wallet demo --port $(PORT) --reset --yes

town: $(READY) $(COMPILED) ## write the year of a town to measure on, once, in .wallet-bench/town (about five minutes)
	@$(BIN)/python -m bench.town

town-reset: $(READY) $(COMPILED) ## the same, begun anew
	@$(BIN)/python -m bench.town --reset

test: browser ## every test, browser tests included
	@WALLET_CHROMIUM="$$(tools/find-chromium)" $(BIN)/python -m pytest --numprocesses logical --maxprocesses 4 --dist loadscope

check: checks test ## all that CI checks: the checks below and every test

checks: $(READY) vendor-check ## format, lint, types, import contracts, vendored files
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports

format: $(READY) ## let ruff put the code in shape
	@$(BIN)/ruff format .
	@$(BIN)/ruff check --fix .

bench: $(READY) ## measure; one JSON line each
	@$(BIN)/python -m bench

bench-web: browser $(COMPILED) ## phone, till and code in a real Chromium, sales over HTTP (ONLY=till, phone, qr or http)
	@WALLET_CHROMIUM="$$(tools/find-chromium)" $(BIN)/python -m bench.web $(if $(ONLY),--only $(ONLY))

bench-town: $(READY) $(COMPILED) ## pages, a yearly declaration and the auditfile on the town of `make town`
	@$(BIN)/python -m bench.town.measures

bench-growth: $(READY) ## does posting slow down at ten million transfers? (takes about ten minutes)
	@$(BIN)/python -m bench.growth

trial-ledger: $(READY) ## N= operations on the ledger and on a reference in Python (SEED= for the same again)
	@$(BIN)/python -m trials.ledger --operations $(or $(N),1000000) $(if $(SEED),--seed $(SEED))

trial-threads: $(READY) ## crowds of threads at the ledger: 1,000 rounds of each race, 30 s of each crossing
	@$(BIN)/python -m trials.threads

trial-kill: $(READY) ## kill -9 of server and client in the middle of posting, 100 times each
	@$(BIN)/python -m trials.kill

trial-guards: $(READY) ## switch off each guard of the ledger in turn: some test must fail
	@$(BIN)/python -m trials.guards

trial-till: $(READY) $(COMPILED) ## 5,000 sales over a network that loses, repeats and reorders (SEED= for the same faults)
	@$(BIN)/python -m trials.till $(if $(SEED),--seed $(SEED))

trial-twice: $(READY) ## N= sequences of all that can happen to a euro, beside a reference (STEPS= of each)
	@$(BIN)/python -m trials.twice --sequences $(or $(N),200) --steps $(or $(STEPS),40)

trial-treasury: $(READY) ## N= stories of bank and books, with statements that are late or missing (SEED= for the same again)
	@$(BIN)/python -m trials.treasury --stories $(or $(N),200) $(if $(SEED),--seed $(SEED))

trial-tamper: $(READY) ## edit sealed history N= times; the audit must name each (SEED= for the same again)
	@$(BIN)/python -m tests.ledger.tamper_trials $(or $(N),1000) $(SEED)

screenshots: browser ## take the pictures in docs/screenshots again
	@WALLET_CHROMIUM="$$(tools/find-chromium)" $(BIN)/python -m tools.screenshots

catalogues: $(READY) ## bring the translation catalogues up to date with the sources
	@$(BIN)/python -m tools.catalogues

lock: $(READY) ## choose the newest allowed version of every dependency
	@$(BIN)/uv pip compile --quiet --upgrade --universal --all-extras --generate-hashes --no-header \
		--no-annotate pyproject.toml --output-file requirements.lock

vendor: $(READY) ## fetch the browser's third-party files named in tools/vendor.py (needs npm)
	@$(BIN)/python tools/vendor.py

vendor-check: $(READY) ## compare those files with their manifest; no network
	@$(BIN)/python tools/vendor.py --check
