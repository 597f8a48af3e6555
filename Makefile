# Everything a person or a machine does with this project is a target here; `make` lists them.
# Nothing needs to be installed first but Python 3.11 or newer and make: the first target that needs packages installs them into
# .venv from the lock files, hashes checked. To choose the Python: make PYTHON=/path/to/python3 run

VENV := .venv
BIN := $(VENV)/bin
READY_RUN := $(VENV)/.ready-run
READY_DEV := $(VENV)/.ready-dev
PIP := $(BIN)/python -m pip install --quiet --disable-pip-version-check --require-virtualenv
COMPILE := $(BIN)/python -m uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --upgrade \
	--no-emit-index-url --no-emit-find-links --no-annotate --no-header
ARGS ?=
# One worker for each core; each takes over from another that has more left than it.
PARALLEL := -n auto --dist worksteal
# The procedure, the knowledge and the house rules: no store, no paper, no screen and no terminal, which take nearly all of the time.
QUICK := tests/domain tests/knowledge tests/triage tests/structure
# A new system Python can leave an environment behind that no longer starts: it is then made again.
BROKEN := $(shell [ ! -e $(VENV) ] || $(BIN)/python -c pass >/dev/null 2>&1 || echo broken)

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.PHONY: broken help run demo quick test check lint types contracts unit crash load bench lock data screens pictures wheel standalone bundle tried clean

help: ## list the targets
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  make %-10s %s\n", $$1, $$2 }' Makefile

run: $(READY_RUN) ## open the app, setting everything up the first time (ARGS="numbers cherwell" runs a command)
	@$(BIN)/python -m champion_tui $(ARGS)

demo: $(READY_RUN) ## open the app on a throwaway store with invented cases
	@$(BIN)/python -m champion_tui demo

quick: check ## before a commit, in about a minute: style, types, who imports whom, and the tests that need no store, page or screen
	$(BIN)/python -m pytest -q $(PARALLEL) $(QUICK) $(ARGS)

# The checks that run no test keep one core busy for a minute, and tests wait now and then: they run beside each other. What the
# checks say comes in one piece when they end, and once more at the end where they found something.
test: $(READY_DEV) ## run every check there is, the same that .ci/run runs
	@said="$$(mktemp)"; \
	( $(MAKE) --no-print-directory check >"$$said" 2>&1; checked=$$?; echo; cat "$$said"; exit $$checked ) & checking=$$!; \
	$(MAKE) --no-print-directory unit; tested=$$?; \
	wait $$checking; checked=$$?; \
	if [ $$checked -ne 0 ]; then echo "The checks that run no test found this:"; cat "$$said"; fi; \
	rm -f "$$said"; \
	$(BIN)/python tests/support/not_run.py; \
	exit $$((tested | checked))

check: lint types contracts ## the checks that run no test: style, types, who imports whom

lint: $(READY_DEV) ## style and format
	$(BIN)/python -m ruff check .
	$(BIN)/python -m ruff format --check .

types: $(READY_DEV) ## types
	$(BIN)/python -m mypy

contracts: $(READY_DEV) ## who may import whom
	$(BIN)/lint-imports

unit: $(READY_DEV) ## the tests, on every core (ARGS="tests/domain -x" runs some; ARGS="-n 0" runs them one after another)
	$(BIN)/python -m pytest $(PARALLEL) $(ARGS)

crash: $(READY_DEV) ## kill, cut the power, fill the disk, damage files and press random keys, thousands of times; prints its figures
	CRASH=full $(BIN)/python -m pytest tests/store/test_store_crash.py tests/proof/test_proof_power.py \
		tests/proof/test_proof_failing_disk.py tests/proof/test_proof_damage.py tests/tui/test_tui_monkey.py \
		$(PARALLEL) $(ARGS)

load: $(READY_DEV) ## twenty desks on one server, a hundred thousand cases, a thousand faults; prints its figures (needs PostgreSQL)
	PYTHONPATH=.:tests/support:tests/store:tests/team $(BIN)/python tests/team/load.py $(ARGS)

bench: $(READY_DEV) ## speed and memory, as figures beside a bare program (asserts nothing)
	$(BIN)/python -m bench $(ARGS)

lock: $(READY_DEV) ## choose the newest allowed packages again and write the lock files
	$(COMPILE) pyproject.toml --output-file requirements/run.lock
	$(COMPILE) pyproject.toml --extra team --constraint requirements/run.lock --output-file requirements/team.lock
	$(COMPILE) pyproject.toml --extra serve --extra team --group dev --constraint requirements/team.lock --output-file requirements/dev.lock
	$(COMPILE) pyproject.toml --extra team --group standalone --constraint requirements/team.lock --output-file requirements/standalone.lock

data: $(READY_DEV) ## write the generated data again (ARGS="--checked-on DATE --published-until DATE")
	$(BIN)/python -m scripts.make_bank_holidays $(ARGS)

screens: $(READY_DEV) ## draw screens.md again
	PYTHONPATH=.:tests/support $(BIN)/python tests/tui/draw_screens.py

pictures: $(READY_DEV) ## draw docs/pictures again, of invented people (needs poppler); with ARGS=FOLDER every screen into that folder
	PYTHONPATH=.:tests/packs:tests/paper:tests/support $(BIN)/python tests/paper/draw_pictures.py
	PYTHONPATH=.:tests/support:tests/tui $(BIN)/python tests/tui/draw_pictures.py
	$(if $(ARGS),PYTHONPATH=.:tests/support:tests/tui $(BIN)/python tests/tui/draw_sheets.py $(ARGS))

wheel: $(READY_DEV) ## build the wheel and the source archive into dist/
	$(BIN)/python -m build --no-isolation --outdir dist .

standalone: $(READY_DEV) ## build the program that needs no Python, for Linux, into dist/
	$(BIN)/python -m scripts.standalone.build

bundle: $(READY_DEV) ## gather all of it into one folder for a stick, in dist/ (what `make standalone` built too)
	$(BIN)/python -m scripts.bundle.make

tried: $(READY_DEV) ## install from that folder with no network, run the program that needs no Python where there is nothing else, and work
	BUNDLE=$(lastword $(sort $(wildcard dist/*-bundle))) $(BIN)/python -m pytest tests/packaging $(ARGS)

clean: ## remove what was built, .venv too
	rm -rf $(VENV) build dist .pytest_cache .mypy_cache .ruff_cache .import_linter_cache .hypothesis
	find champion_tui tests bench -name __pycache__ -type d -prune -exec rm -rf {} +

$(READY_RUN): requirements/run.lock $(BROKEN)
	@if ! $(BIN)/python -c pass 2>/dev/null; then \
		python="$$(PYTHON='$(PYTHON)' .ci/find-python)" || exit 1; \
		echo "Making $(VENV) with $$python"; \
		rm -rf $(VENV) && "$$python" -m venv $(VENV) || exit 1; \
	fi
	@echo "Installing what the app needs (a minute or so, once)"
	@$(PIP) --require-hashes -r requirements/run.lock
	@touch $@

$(READY_DEV): requirements/dev.lock $(READY_RUN)
	@echo "Installing what the checks need (a minute or so, once)"
	@$(PIP) --require-hashes -r requirements/dev.lock
	@touch $@
