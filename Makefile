# 找对门：两条命令 —— make run（启动）、make test（测试）。其余见 README.md。
SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
.DEFAULT_GOAL := help

PYTHON ?= python3.10
BIN := .venv/bin
READY := .venv/.ready
NO_PYTHON := 错误：需要 Python 3.10（找不到命令 $(PYTHON)）。安装办法：Debian/Ubuntu 装 python3.10 和 python3.10-venv 两个软件包，或用 pyenv install 3.10；装好后重试，或用 make PYTHON=/路径/python3.10 指定。
PACKAGES := $(shell grep -cE '^[a-z].*==' requirements.lock)

.PHONY: help run test ask evaluate bench pictures lint lock clean

help: ## 列出命令
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## /  make \1\t/' | expand -t 18

$(READY): requirements.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info[:2] != (3, 10))' 2>/dev/null || { echo '$(NO_PYTHON)' >&2; exit 1; }
	@echo '准备运行环境（第一次约 3 分钟，占用约 3 GB）……' >&2
	@test -x $(BIN)/python || $(PYTHON) -m venv .venv
	@$(BIN)/python -m pip install --disable-pip-version-check --require-hashes -r requirements.lock 2> >(grep -vE 'DEPRECATION|^WARNING' >&2) \
	  | awk -v all=$(PACKAGES) '/^Collecting|^Requirement already/ { printf "\r下载依赖 %d/%d", ++n, all > "/dev/stderr" } \
	    /^Installing/ { printf "\n安装依赖……\n" > "/dev/stderr" }'
	@$(BIN)/python -m pip install --disable-pip-version-check --quiet --no-deps --no-build-isolation --editable .
	@touch $(READY)
	@echo '运行环境就绪。' >&2

run: $(READY) ## 启动（第一次会导入文件、训练模型），打印网址
	@$(BIN)/rightdoor run

ask: $(READY) ## 在终端问一句：make ask Q="狗天天叫归谁管"
	@$(BIN)/rightdoor ask "$(Q)"

test: $(READY) ## 跑全部测试
	@$(BIN)/python -m pytest

evaluate: $(READY) ## 用考题考一遍，成绩写到results/；低于底线则失败
	@$(BIN)/rightdoor evaluate

bench: $(READY) ## 量一量有多快，写成results/bench.json
	@$(BIN)/rightdoor bench

pictures: $(READY) ## 在浏览器里重拍docs/images里的网页图
	@$(BIN)/python -m pytest -m browser
	@for file in docs/images/*.png; do cp "results/pictures/$${file##*/}" "$$file"; done

lint: $(READY) ## 查风格和类型
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy

lock: $(READY) ## 按 pyproject.toml 重新锁定依赖（需要 uv）
	@uv pip compile pyproject.toml --extra dev --python-version 3.10 --generate-hashes --no-emit-index-url \
	  --no-emit-find-links --no-annotate --no-header --quiet --output-file requirements.lock

clean: ## 删除运行环境和数据
	@rm -rf .venv var *.egg-info
