# `make try` shows vxenv, `make test` tests it. All work in .venv, here, and leave the home alone.

PYTHON ?= $(shell for p in python3.13 python3.12 python3.11 python3 python3.14; do \
	"$$p" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && { echo "$$p"; break; }; done)
VENV := .venv
BIN := $(VENV)/bin
RESULTS := $(VENV)/shells.json
AGREEMENT := $(VENV)/clients.json
PIP := $(BIN)/python -m pip --disable-pip-version-check --no-cache-dir --quiet

# Tests run what a user gets: the built wheel, made anew when a file of it changes. The tools read the checkout.
SOURCES := $(shell find src shell completions man -type f -not -name '*.pyc')
TOOL := PYTHONPATH=src $(BIN)/python

# Each test is in one of three runs: `check` has what is not marked long, `thorough` what is, `clients` what starts
# Claude Code. Three workers, since a test of a shell waits now and then.
PYTEST := $(BIN)/python -m pytest -n 3 --dist worksteal -q

.PHONY: help try test thorough lint check audit lock bench completions docs matrix strings picture programs shells clients clean

help: ## list what there is to make
	@sed -n 's/^\([a-z]*\):.*## /\1\t/p' $(MAKEFILE_LIST)

try: $(VENV)/installed ## try vxenv on sample profiles, in a home that is thrown away
	@$(BIN)/vxenv try

test: programs $(VENV)/developed $(VENV)/installed shells ## install what they need, and run the linters and the quick tests
	@$(MAKE) --no-print-directory check

check: lint $(VENV)/installed
	@VXENV_MATRIX=$(RESULTS) $(PYTEST) --ignore tests/client -m "not long"
	@$(BIN)/python tools/matrix.py --check $(RESULTS)

thorough: $(VENV)/developed $(VENV)/installers $(VENV)/installed shells ## install what they need, and run the tests marked long
	@sh tests/install-programs.sh all
	@VXENV_MATRIX=$(RESULTS) $(PYTEST) --ignore tests/client -m long
	@$(BIN)/python tools/matrix.py --check $(RESULTS)

lint:
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check --quiet .
	@$(BIN)/mypy
	@$(BIN)/python tools/shared_shell.py --check

audit: $(VENV)/developed ## ask for known vulnerabilities of what vxenv needs and what its tests install
	@$(BIN)/python tools/audit.py

lock: $(VENV)/developed $(VENV)/installers ## write into tests/lock the newest versions of what tests install, with hashes
	@sh tests/lock/update.sh "$(abspath $(VENV))"

bench: $(VENV)/installed ## measure side by side with direnv and mise; benchmarks/README.md says how to get them
	@$(BIN)/python benchmarks/run.py

completions: $(VENV)/installed ## write into the completions what the commands are now
	@$(TOOL) tools/completions.py

docs: $(VENV)/installed ## write the reference, the manual and the catalogue's tables from the code
	@$(TOOL) tools/tables.py
	@$(TOOL) tools/reference.py
	@$(TOOL) tools/manual.py

strings: $(VENV)/developed ## list every text that users can see, with the file and line it is in
	@$(TOOL) tools/user_strings.py

picture: $(VENV)/developed $(VENV)/installed ## draw docs/session.svg from a real session
	@$(BIN)/python tools/picture.py

matrix: $(VENV)/installed ## run every scenario in every shell, some twenty minutes long, and write into docs/reference what came out
	@VXENV_TEST_SHELLS=all VXENV_MATRIX=$(RESULTS) $(PYTEST) tests/shells || true
	@$(BIN)/python tools/matrix.py $(RESULTS)

programs: # shells and checkers that the quick tests run; without the right to install them, those tests skip
	@sh tests/install-programs.sh

shells: $(VENV)/bin/python # nushell and xonsh, from npm and pip, for the tests alone
	@sh tests/install-shells.sh $(VENV)

clients: $(VENV)/developed $(VENV)/sdk $(VENV)/installed $(VENV)/claude/installed ## run real versions of Claude Code, and write into docs/reference how often vxenv is right
	@VXENV_AGREEMENT=$(AGREEMENT) $(PYTEST) tests/client; status=$$?; \
	$(BIN)/python tools/agreement.py $(AGREEMENT) && exit $$status

# The versions of Claude Code that vxenv is held to, from npm; what could not be had is tried again.
$(VENV)/claude/installed: $(VENV)/bin/python tests/install-claude.sh $(wildcard tests/lock/claude-*/*)
	@sh tests/install-claude.sh $(VENV)/claude
	@for lock in tests/lock/claude-*; do \
		test -e "$(VENV)/claude/$${lock##*/claude-}/installed" || exit 0; \
	done; touch $@

$(VENV)/bin/python:
	@test -n "$(PYTHON)" || { echo "vxenv needs Python 3.11 or later; name one: make PYTHON=/path/to/python3 try" >&2; exit 1; }
	@sh tests/make-venv.sh "$(PYTHON)" "$(VENV)"

# Where the tests' packages are, with their hashes, nothing else is fetched.
$(VENV)/installed: $(VENV)/bin/python pyproject.toml $(SOURCES)
	@$(PIP) install $$(test ! -e $(VENV)/developed || echo --no-deps --no-build-isolation) .
	@touch $@

$(VENV)/developed: $(VENV)/bin/python tests/lock/python.txt
	@$(PIP) install --require-hashes --requirement tests/lock/python.txt
	@touch $@

$(VENV)/installers $(VENV)/sdk: $(VENV)/%: tests/lock/%.txt $(VENV)/developed
	@$(PIP) install --require-hashes --requirement $<
	@touch $@

clean: ## remove what was made here
	@rm -rf $(VENV) dist build .mypy_cache .ruff_cache .pytest_cache .hypothesis
