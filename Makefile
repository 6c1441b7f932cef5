# One command for everything. `make help` lists them.

.DEFAULT_GOAL := help
MAKEFLAGS += --no-print-directory
# What was compiled is kept: the tests start some hundred commands of ours.
unexport PYTHONDONTWRITEBYTECODE
BIN := .venv/bin
# Which locked requirements `make setup` installs: dev, or runtime for a machine that only runs the program.
DEPS ?= dev
PORT ?= 8000
BENCHES := check assess scope prove watch import_under_load web

.PHONY: help
help: ## List all targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## /{printf "  make %-16s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

.PHONY: setup
setup: ## Build .venv with .venv/bin/answerable; does nothing when it is there
	@sh tools/setup.sh $(DEPS)

.PHONY: demo
demo: setup ## Run the main job on the model district and write the report to build/demo
	@$(BIN)/answerable demo --out build/demo

.PHONY: front
front: setup ## Build the style sheet and scripts of the pages; does nothing when they are there
	@sh tools/front.sh

.PHONY: serve
serve: setup ## Open the model district of `make demo` in a browser, one account per role (PORT=8000)
	@sh tools/front.sh || true # without it pages look bare, and `serve` says so
	@sh tools/serve.sh $(PORT)

.PHONY: code
code: ## The present code of the second factor of an account of `make serve` (NAME=handler)
	@ANSWERABLE_DATA=build/demo/system ANSWERABLE_DEMO=yes $(BIN)/answerable account code $${NAME:-handler}

.PHONY: test
test: lint ## Everything that must pass: lint first, then all tests
	@seed=$${SEED:-$$(date +%s)}; echo "tests, in the order of SEED=$$seed"; \
	PYTHONHASHSEED=$$seed $(BIN)/python -m pytest -q -n 2 --dist worksteal --randomly-seed=$$seed

.PHONY: lint
lint: setup ## Style, format, types, and who may import whom
	@$(BIN)/ruff check --quiet
	@$(BIN)/ruff format --check --quiet
	@$(BIN)/mypy --no-error-summary --num-workers 2
	@$(BIN)/lint-imports --no-logo

.PHONY: format
format: setup ## Put all files into the agreed format
	@$(BIN)/ruff check --fix --quiet
	@$(BIN)/ruff format --quiet

.PHONY: generate
generate: setup ## Write the generated files anew from their declarations
	@$(BIN)/python -m tools.generate

.PHONY: coverage
coverage: setup ## Run the tests and list the lines no test reaches
	@$(BIN)/coverage run -m pytest -q
	@$(BIN)/coverage report

# Targets that need more than Python (a database server, a browser, Java) get a line of their own here and stay
# out of `test`: test-spark, test-postgres, test-browser, drills.

.PHONY: test-spark
test-spark: ## One district, three engines, the same bytes; needs Java 17
	@sh tools/setup.sh spark
	@$(BIN)/python -m pytest -q tests/spark --force-enable-socket -p no:randomly \
		-W ignore::pytest.PytestUnraisableExceptionWarning -W ignore::ResourceWarning

.PHONY: test-postgres
test-postgres: setup ## All tests again, on PostgreSQL; the server comes with the tools
	@$(BIN)/python -m tools.postgres -- $(BIN)/python -m pytest -q -n 2 --dist worksteal

.PHONY: test-browser
test-browser: front ## Walk the stories of every role in Chromium, with axe, keyboard, 320 pixels, and no JavaScript
	@CHROMIUM=$$(sh tools/browser.sh) && export CHROMIUM && \
	$(BIN)/python -m pytest -q tests/browser --force-enable-socket -p no:randomly -n 2 --dist loadgroup

.PHONY: screenshots
screenshots: front ## Pictures of the main pages, both languages, wide and narrow, in build/screenshots
	@CHROMIUM=$$(sh tools/browser.sh) && export CHROMIUM && $(BIN)/python -m tools.screenshots

# Each drill says how large it was; SCALE=10 reaches the figures of docs/how-to/drills.md.
.PHONY: drills
drills: setup ## Kill, fill up, put back, restore the running system under load (SCALE=1: 20 minutes)
	@SCALE=$${SCALE:-1} $(BIN)/python -m pytest -q -m drill tests/drills tests/web/api --force-enable-socket -p no:randomly

.PHONY: bench
bench: ## Every performance claim beside its peer (some minutes)
	@sh tools/setup.sh bench
	@for name in $(BENCHES); do echo "== bench.$$name"; $(BIN)/python -m bench.$$name || exit 1; done

.PHONY: judge-catalogue
judge-catalogue: ## Tell services from goods and works, beside a trained peer
	@sh tools/setup.sh bench
	@$(BIN)/python -m bench.judge_catalogue

.PHONY: judge-ratings
judge-ratings: setup ## False action, delay, bombed ratings and a portfolio, beside naive tests (some minutes)
	@$(BIN)/python -m bench.judge_ratings

.PHONY: judge-watch
judge-watch: ## Hostile replies and literary style, beside a trained peer
	@sh tools/setup.sh bench
	@$(BIN)/python -m bench.judge_watch

.PHONY: train-watch
train-watch: ## Train the text models anew from the data named in tools/train_watch.py
	@sh tools/setup.sh bench
	@$(BIN)/python -m tools.train_watch

.PHONY: judge
judge: judge-ratings judge-catalogue judge-watch ## Every claim about judgement beside its peer

.PHONY: lock
lock: ## Write the locked requirements anew (needs uv)
	@sh tools/lock.sh

.PHONY: clean
clean: ## Remove what was built, except .venv
	@rm -rf front/node_modules src/answerable/web/static/built
	@rm -rf build dist .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache .coverage
	@find src tests -name __pycache__ -type d -prune -exec rm -rf {} +
