# Works where there is only Python 3.11+, git and make: .venv is made, and kept up to date, by tools/environment.py.
.DEFAULT_GOAL := help
MAKEFLAGS += --no-print-directory

find_python = for name in python3 python3.14 python3.13 python3.12 python3.11; do \
	$$name -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$name && break; done
PYTHON ?= $(or $(shell $(find_python)),python3)
BIN := .venv/bin
FLASK := $(BIN)/flask --app wsgi

.PHONY: help
help: ## 列出全部命令
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | awk -F ':.*## ' '{printf "  make %-10s %s\n", $$1, $$2}'

.PHONY: run
run: packages ## 准备环境和数据库，启动网页与定时任务（演示模式；可设 PORT、DATABASE_URL、DATA_DIR）
	@$(BIN)/python -m tools.serve

.PHONY: scheduler
scheduler: packages ## 只运行定时任务（只需一个）
	$(FLASK) run-scheduler

.PHONY: db
db: packages ## 把数据库升级到最新结构
	$(FLASK) db upgrade

.PHONY: seed
seed: db ## 载入 seed/ 中的单位、人员、日历和文件（可重复执行）
	$(FLASK) seed

.PHONY: test
test: dev-packages ## 在 SQLite 和 PostgreSQL 上运行全部测试；只测一处：make test T=tests/domain
	@$(BIN)/python -m tools.run_tests $(T)

.PHONY: browser
browser: dev-packages ## 只运行浏览器中的测试
	@$(BIN)/python -m tools.run_tests tests/browser

.PHONY: screenshots
screenshots: dev-packages ## 从正在运行的演示（make run）拍摄 README 的图片；另设网址：make screenshots URL=…
	@$(BIN)/python -m tools.screenshots $(URL)

.PHONY: styles
styles: packages ## 裁剪样式库并把样式合成一个文件（改了 css 或模板之后）
	@$(BIN)/python -m tools.join_styles

.PHONY: measure
measure: dev-packages ## 在两种数据库上以 1 万、10 万项责任测量主要页面，与最低开销对比（约 5 分钟）
	@$(BIN)/python -m tests.performance.measure_pages

.PHONY: cover
cover: dev-packages ## 运行测试并列出没有测到的行
	$(BIN)/python -m pytest -n 2 --cov --cov-report=term $(T)

.PHONY: lint
lint: dev-packages ## 检查格式、写法和类型，不改文件
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy

.PHONY: fix
fix: dev-packages ## 自动改正能改的写法
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

.PHONY: check
check: lint test ## 提交前的全部检查：格式、写法、类型、测试

.PHONY: lock
lock: dev-packages ## 按 requirements*.txt 重新锁定依赖及其校验值
	$(BIN)/uv pip compile $(LOCK) requirements.txt -o requirements.lock
	$(BIN)/uv pip compile $(LOCK) -c requirements.lock requirements-dev.txt -o requirements-dev.lock
LOCK := -q --universal --python-version 3.11 --generate-hashes --no-annotate --no-header

.PHONY: packages dev-packages
packages:
	@$(PYTHON) -m tools.environment run
dev-packages:
	@$(PYTHON) -m tools.environment dev
