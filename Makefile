# The project's commands. `make` alone lists them.

PYTHON ?= python3
STAGE ?= production
UPGRADE ?=
ARGS ?=
# How many processes share the tests; 0 runs them in one, as a debugger wants it.
WORKERS ?= 2

VENV := .venv
BIN := $(VENV)/bin
PY := $(BIN)/python
# uv installs and locks; its version is stated once, where everything else is.
UV_PIN := $(shell sed -n '/^uv==/p' requirements/dev.in)
UV := $(BIN)/uv
WHEELS := .build/wheels
PACKAGE := .build/package

# Material for MkDocs announces its successor at every build; we build from pages on disk, whichever.
export NO_MKDOCS_2_WARNING := 1
export PIP_DISABLE_PIP_VERSION_CHECK := 1

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.PHONY: help setup chromium libreoffice java tools ministack demo examples check test prove bench bench-large format lock package clean

help:
	@echo 'make setup     everything that the project needs, into .venv (a second run does nothing)'
	@echo 'make demo      a whole contest on this computer, from rules to results'
	@echo 'make examples  the five reference contests at their real size, from check to report'
	@echo 'make check     formatting, lint, types (of the scripts too), who may import whom'
	@echo 'make test      the tests, in minutes: fewer examples, nothing marked "prove"'
	@echo 'make prove     every test with every example (long)'
	@echo 'make bench     what is measured'
	@echo 'make bench-large  ten million attempts closed by shards: minutes, and 10 GB of disk'
	@echo 'make format    rewrite the sources as `make check` wants them'
	@echo 'make package   what is deployed, into $(PACKAGE), without a network or an AWS account'
	@echo 'make tools     what checks the site: TypeScript, axe, Lighthouse, the Nu checker'
	@echo 'make lock      requirements/*.txt from *.in (UPGRADE=1: newest versions)'
	@echo 'make clean     remove everything generated (local contests too) but .venv'


setup: $(VENV)/.stamp-project $(WHEELS)/.stamp chromium

$(UV): requirements/dev.in
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and \
		"Python 3.11 or newer is needed, and $(PYTHON) is " + sys.version.split()[0] + \
		": make setup PYTHON=python3.11")'
	@echo 'setup: $(VENV), with $(UV_PIN)'
	@test -x $(PY) || $(PYTHON) -m venv $(VENV)
	@$(PY) -m pip install --quiet --quiet $(UV_PIN)
	@touch $@

$(VENV)/.stamp-requirements: requirements/dev.txt | $(UV)
	@echo 'setup: the packages of requirements/dev.txt (600 MB on disk)'
	@$(UV) pip sync --quiet --compile-bytecode --python $(PY) \
		--require-hashes requirements/dev.txt
	@touch $@

$(VENV)/.stamp-project: $(VENV)/.stamp-requirements pyproject.toml
	@echo 'setup: this project, editable'
	@$(UV) pip install --quiet --python $(PY) --no-deps --no-build-isolation --editable .
	@touch $@

# Lambda's wheels (Linux x86-64, the Python version that runs here), so that packaging needs no network.
$(WHEELS)/.stamp: functions/requirements.txt $(VENV)/.stamp-requirements
	@echo 'setup: the wheels of functions/requirements.txt, into $(WHEELS)'
	@rm -rf $(WHEELS) && mkdir -p $(WHEELS)
	@abi=$$($(PY) -c 'import sys; print("%d%d" % sys.version_info[:2])') && \
		$(PY) -m pip download --quiet --quiet --require-hashes --no-deps --only-binary=:all: \
		--platform manylinux2014_x86_64 --implementation cp --python-version $$abi \
		--abi cp$$abi --abi abi3 --abi none \
		--requirement functions/requirements.txt --dest $(WHEELS)
	@touch $@

# The browser tests need a Chromium; everything else goes on without one.
chromium:
	@[ -z "$$CHROMIUM" ] || exit 0; \
	for name in chromium chromium-browser google-chrome; do \
		if command -v $$name >/dev/null; then exit 0; fi; \
	done; \
	if [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then \
		echo 'setup: Chromium and fonts, by apt-get'; \
		export DEBIAN_FRONTEND=noninteractive; \
		{ apt-get install -y chromium fonts-noto-core || { apt-get update && \
			apt-get install -y chromium fonts-noto-core; }; } >/dev/null 2>&1 && exit 0; \
	fi; \
	echo 'No Chromium here, so the browser tests will not run. Install one (Debian, Ubuntu:' \
		'sudo apt-get install chromium fonts-noto-core), or name one in the variable CHROMIUM.'

# `make prove` opens what we write in LibreOffice, to see that no cell is a formula.
libreoffice:
	@[ -z "$$LIBREOFFICE" ] || exit 0; \
	for name in soffice libreoffice; do \
		if command -v $$name >/dev/null; then exit 0; fi; \
	done; \
	if [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then \
		echo 'prove: LibreOffice Calc, by apt-get'; \
		export DEBIAN_FRONTEND=noninteractive; \
		install='apt-get install -y --no-install-recommends libreoffice-calc-nogui'; \
		{ $$install || { apt-get update && $$install; }; } >/dev/null 2>&1 && exit 0; \
	fi; \
	echo 'No LibreOffice here, so the tests that open tables in it will fail. Install one (Debian,' \
		'Ubuntu: sudo apt-get install libreoffice-calc-nogui), or name one in LIBREOFFICE.'

# TypeScript reads the site's scripts, axe, Lighthouse and the Nu checker its pages. Nothing of them
# is shipped. Their packages may run no scripts of their own while they are installed.
tools: tools/node_modules/.stamp

tools/node_modules/.stamp: tools/package.json tools/package-lock.json tools/.npmrc
	@command -v npm >/dev/null || { [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null && { \
		echo 'tools: Node.js and npm, by apt-get'; \
		export DEBIAN_FRONTEND=noninteractive; \
		install='apt-get install -y --no-install-recommends nodejs npm'; \
		{ $$install || { apt-get update && $$install; }; } >/dev/null 2>&1; }; } || { \
		echo 'No npm here: install Node.js 20 or newer (Debian, Ubuntu: sudo apt-get install' \
		'nodejs npm), then try again.'; exit 1; }
	@echo 'tools: the packages of tools/package-lock.json (250 MB on disk)'
	@npm --prefix tools ci --ignore-scripts --loglevel error
	@touch $@

# The Nu checker is a Java program.
java:
	@command -v java >/dev/null && exit 0; \
	if [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then \
		echo 'prove: a Java runtime, by apt-get'; \
		export DEBIAN_FRONTEND=noninteractive; \
		install='apt-get install -y --no-install-recommends default-jre-headless'; \
		{ $$install || { apt-get update && $$install; }; } >/dev/null 2>&1 && exit 0; \
	fi; \
	echo 'No Java here, so the tests with the Nu checker will fail. Install a runtime (Debian,' \
		'Ubuntu: sudo apt-get install default-jre-headless).'

# A second AWS emulator, in an environment of its own; `make prove` tests the store on it too.
ministack: .venv-ministack/.stamp

.venv-ministack/.stamp: requirements/ministack.txt | $(UV)
	@echo 'setup: .venv-ministack'
	@test -x .venv-ministack/bin/python || \
		$(UV) venv --quiet --python $(PY) .venv-ministack
	@$(UV) pip sync --quiet --python .venv-ministack/bin/python --require-hashes requirements/ministack.txt
	@touch $@


demo: setup
	@$(PY) build.py demo $(ARGS)

examples: setup
	@$(PY) -m office.commands.examples $(ARGS)

check: setup tools
	@$(BIN)/ruff format --check --output-format concise .
	@$(BIN)/ruff check .
	@$(BIN)/mypy
	@$(BIN)/lint-imports --no-logo
	@tools/node_modules/.bin/tsc --project tools/tsconfig.json

test: setup
	@HYPOTHESIS_PROFILE=dev $(PY) -m pytest -n $(WORKERS) --dist worksteal -m 'not prove' $(ARGS)

prove: setup ministack libreoffice java tools
	@PROVE=1 HYPOTHESIS_PROFILE=prove $(PY) -m pytest -n $(WORKERS) --dist worksteal $(ARGS)

bench: setup
	@$(PY) -m bench $(ARGS)

bench-large: setup
	@$(PY) -m bench.close_large $(ARGS)

format: setup
	@$(BIN)/ruff format .
	@$(BIN)/ruff check --fix .

# Chalice packages for the Python version that runs it, from the wheels that setup fetched: pip is
# told to look there alone, for Lambda's platform, whatever this computer is. (pip splits
# PIP_FIND_LINKS at spaces, so the path is relative to functions/, where chalice works.) Whatever
# lies in chalicelib is shipped, so no compiled files may lie there.
package: setup
	@find functions -name __pycache__ -prune -exec rm -rf {} +
	@rm -rf $(PACKAGE) functions/.chalice/deployments
	@mkdir -p $(PACKAGE)
	@env -u AWS_PROFILE -u AWS_ACCESS_KEY_ID -u AWS_SECRET_ACCESS_KEY -u AWS_SESSION_TOKEN \
		AWS_DEFAULT_REGION=ap-southeast-1 AWS_EC2_METADATA_DISABLED=true \
		AWS_CONFIG_FILE=/dev/null AWS_SHARED_CREDENTIALS_FILE=/dev/null \
		PIP_NO_INDEX=1 PIP_FIND_LINKS=../$(WHEELS) PIP_ONLY_BINARY=:all: \
		PIP_PLATFORM=manylinux2014_x86_64 PYTHONDONTWRITEBYTECODE=1 \
		$(BIN)/chalice --project-dir functions package --stage $(STAGE) \
		--merge-template sam-names.json ../$(PACKAGE)
	@$(PY) -m office.deployment.archive $(PACKAGE)/deployment.zip
	@$(PY) -m office.deployment $(PACKAGE)/front.json
	@echo 'In $(PACKAGE): '$$(ls $(PACKAGE))

# Without a header, a lock would carry the command line of whoever made it.
LOCK := pip compile --quiet --generate-hashes --no-emit-index-url --no-emit-find-links \
	--custom-compile-command 'make lock' --python-version 3.11 $(if $(UPGRADE),--upgrade)

lock: $(UV)
	@$(UV) $(LOCK) --universal requirements/dev.in --output-file requirements/dev.txt
	@$(UV) $(LOCK) --universal requirements/ministack.in --output-file requirements/ministack.txt
	@$(UV) $(LOCK) --python-platform x86_64-manylinux2014 --only-binary :all: \
		--constraints requirements/dev.txt requirements/functions.in \
		--output-file functions/requirements.txt

clean:
	@rm -rf .build public *.egg-info .mypy_cache .ruff_cache .pytest_cache .import_linter_cache \
		.hypothesis functions/.chalice/deployments
	@find . -name '.venv*' -prune -o -name __pycache__ -prune -exec rm -rf {} +
