# Teilhabe: run · test · release · bench · check. Each does its own set-up and is safe to repeat.

# Every tool's version. The compiler's is in rust-toolchain.toml, npm packages' in package-lock.json.
CARGO_LEPTOS := 0.3.8
CARGO_MACHETE := 0.9.2
AIOSMTPD := 1.4.6
WASM_BINDGEN := $(shell sed -n 's/^wasm-bindgen = "=\(.*\)"/\1/p' Cargo.toml)

export CARGO_TARGET_DIR ?= $(CURDIR)/target
TOOLS := $(HOME)/.cache/teilhabe/tools
export PATH := $(TOOLS)/bin:$(CURDIR)/node_modules/.bin:$(PATH)
# Tools are compiled apart, without debug information: they are only used.
TOOL = CARGO_TARGET_DIR=$(CARGO_TARGET_DIR)/tools CARGO_PROFILE_DEV_DEBUG=0 cargo install --debug --quiet --root $(TOOLS)
say = @printf '\n\033[1m%s\033[0m\n' "$(1)"
SURVEY := ../shared/samples/limesurvey/mso_bedarfserhebung_sachsen.tsv

.PHONY: run test site release bench check setup assets chromium machete smtp help

help:
	@echo 'make run      builds Teilhabe and starts it with demo content on http://127.0.0.1:3000'
	@echo 'make test     runs everything: rules, store, routes, browser'
	@echo 'make check    format, lints for both halves, unused dependencies'
	@echo 'make release  makes dist/: one folder that runs anywhere'
	@echo 'make bench    measures the release'

run: setup
	@$(MAKE) --no-print-directory site
	$(call say,Starting. Stop with Ctrl-C; your data stay in ./data.)
	$(CARGO_TARGET_DIR)/debug/teilhabe serve --demo --site target/site

test: setup chromium smtp
	$(call say,Rules · store · routes ...)
	cargo test --quiet
	@$(MAKE) --no-print-directory site
	$(call say,Browser ...)
	cd end2end && npm ci --silent --ignore-scripts && npx playwright test

# Both halves, unless nothing has changed since: cargo-leptos would split and bind the browser's half anew.
STAMP := target/site/.built
site:
	$(call say,Building both halves (the first time takes some minutes) ...)
	@program=$(CARGO_TARGET_DIR)/debug/teilhabe; \
	if [ -x $$program ] && [ $(STAMP) -nt $$program ] && [ -z "$$(find app crates server style public .cargo Cargo.toml Cargo.lock \
		package-lock.json rust-toolchain.toml -type f -newer $(STAMP) -not -path '*/generated*' -print -quit)" ]; \
	then echo 'Nothing has changed.'; else cargo leptos build --split && touch $(STAMP); fi

check: setup machete
	$(call say,Format ...)
	cargo fmt --all --check
	$(call say,Lints: server half ...)
	cargo clippy --quiet --all-targets -- -D warnings
	$(call say,Lints: browser half ...)
	CARGO_TARGET_DIR=$(CARGO_TARGET_DIR)/front cargo clippy --quiet -p browser -p app --features app/hydrate --target wasm32-unknown-unknown -- -D warnings
	$(call say,Unused dependencies ...)
	cargo machete

release: setup
	$(call say,Building the release (the database alone takes a quarter of an hour) ...)
	cargo leptos build --release --split --precompress
	$(call say,Filling dist/ ...)
	rm -rf dist && mkdir -p dist
	cp $(CARGO_TARGET_DIR)/release/teilhabe $(CARGO_TARGET_DIR)/release/hash.txt LICENSE dist/
	cp -r target/site dist/site
	@echo 'dist/teilhabe serve   runs it'

bench: release
	$(call say,Measuring ...)
	@# A thousand readers are a thousand open files on each side. The name as cargo-leptos sets it: without it Leptos, the app and
	@# the server would be compiled once more.
	ulimit -S -n 8192 2>/dev/null || true; LEPTOS_OUTPUT_NAME=teilhabe cargo run --quiet --release -p bench -- --program dist/teilhabe --survey $(SURVEY)

setup: assets
	@rustup target list --installed | grep -q wasm32-unknown-unknown || rustup target add wasm32-unknown-unknown
	@wasm-bindgen --version 2>/dev/null | grep -qF ' $(WASM_BINDGEN)' || { \
		echo 'Installing wasm-bindgen $(WASM_BINDGEN) (a minute) ...'; $(TOOL) wasm-bindgen-cli --version $(WASM_BINDGEN); }
	@cargo leptos --version 2>/dev/null | grep -qF ' $(CARGO_LEPTOS)' || { \
		echo 'Installing cargo-leptos $(CARGO_LEPTOS) (some minutes) ...'; $(TOOL) cargo-leptos --version $(CARGO_LEPTOS) --locked --features no_downloads; }

# Fonts, style and the chart engine, from npm packages into generated/ folders.
assets:
	@[ node_modules/.package-lock.json -nt package-lock.json ] || { echo 'Installing npm packages ...'; npm ci --silent --ignore-scripts; }
	@npm run --silent assets

chromium:
	@command -v chromium >/dev/null || { echo 'Installing Chromium ...'; \
		SUDO=$$([ "$$(id -u)" = 0 ] || echo sudo); $$SUDO apt-get update -qq && $$SUDO apt-get install -qq -y chromium >/dev/null; }

# The mail server that tests send to. Without Python they say that they are skipped.
smtp:
	@$(TOOLS)/aiosmtpd/bin/pip list 2>/dev/null | grep -q '^aiosmtpd *$(AIOSMTPD)$$' || ! command -v python3 >/dev/null || { \
		echo 'Installing aiosmtpd $(AIOSMTPD) ...'; python3 -m venv --clear $(TOOLS)/aiosmtpd \
		&& $(TOOLS)/aiosmtpd/bin/pip install --quiet --disable-pip-version-check aiosmtpd==$(AIOSMTPD); }

machete:
	@cargo machete --version 2>/dev/null | grep -qF '$(CARGO_MACHETE)' || { \
		echo 'Installing cargo-machete $(CARGO_MACHETE) (a minute) ...'; $(TOOL) cargo-machete --version $(CARGO_MACHETE) --locked; }
