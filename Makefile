# Probity. `make run` starts everything with a demonstration case, `make test` runs every test. Both need Go alone.

SHELL   := /bin/bash
GO      ?= go
BIN     := bin/probity
DATA    ?= data
LISTEN  ?= 127.0.0.1:8080
FUZZTIME ?= 10s
BENCHTIME ?= 1s
KILLS   ?= 500
DISKS   ?= 50

# The product is pure Go: one static binary. Only the race detector wants a C compiler.
export CGO_ENABLED = 0

.DEFAULT_GOAL := help

.PHONY: help
help: ## list the targets
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 18

.PHONY: run
run: build ## build, then start with demonstration data (DATA=folder LISTEN=address)
	@$(BIN) serve --demo --data $(DATA) --listen $(LISTEN)

.PHONY: build
build: ## build the one binary, bin/probity
	@$(GO) build -trimpath -o $(BIN) ./cmd/probity

.PHONY: test
test: ## all tests, pure Go
	$(GO) test ./...

.PHONY: check
check: generate-check lint archtest access-check race ## generated code, format, vet, staticcheck, the rules of the house, the whole matrix of access, race detector

.PHONY: lint
lint: ## gofmt, go vet, staticcheck
	@unformatted=$$(gofmt -l $$(git ls-files '*.go' 2>/dev/null || find . -name '*.go')); \
		if [ -n "$$unformatted" ]; then echo "not gofmt'ed:"; echo "$$unformatted"; exit 1; fi
	$(GO) vet ./...
	$(GO) tool staticcheck ./...

.PHONY: archtest
archtest: ## who may import whom, package comments, lengths, clocks
	$(GO) test -count=1 ./internal/archtest

# Packages in which nothing runs at once: deciding, letters, the rules of the house. Whoever calls them from several goroutines is raced.
PURE := domain|papers|access/cedar|internal/archtest

.PHONY: race
race: ## the tests of all that runs at once, but the long ones that kill processes, under the race detector, where a C compiler is present
	@if command -v "$$($(GO) env CC)" >/dev/null 2>&1; then \
		echo "CGO_ENABLED=1 $(GO) test -race -short, without $(PURE)"; \
		CGO_ENABLED=1 $(GO) test -race -short $$($(GO) list ./... | grep -vE '/($(PURE))(/|$$)'); \
	else \
		echo "race: skipped, the race detector wants a C compiler and there is no '$$($(GO) env CC)' on this machine"; \
	fi

# What `make generate` writes.
GENERATED := graph/generated graph/model graph/*.resolvers.go docs/events.md docs/clocks.md docs/schema

.PHONY: generate
generate: ## GraphQL server code and docs/schema from graph/schema, docs/events.md from the codecs, docs/clocks.md from the table of periods
	$(GO) tool gqlgen generate
	$(GO) run ./internal/eventsdoc
	$(GO) run ./internal/clocksdoc
	$(GO) run ./internal/schemadoc

.PHONY: access
access: ## play the whole matrix of who may see and do what, and write docs/access.md from it
	PROBITY_MATRIX=write $(GO) test -count=1 -run '^TestMatrix$$' ./cmd/probity

.PHONY: access-check
access-check: ## play the whole matrix; fail on a leak, or when docs/access.md is not what it gives
	PROBITY_MATRIX=whole $(GO) test -count=1 -run '^TestMatrix$$' ./cmd/probity

.PHONY: generate-check
generate-check: ## fail when generated files are not what generating gives
	@before=$$(find $(GENERATED) -type f 2>/dev/null | sort | xargs cksum); \
		$(MAKE) --no-print-directory generate || exit 1; \
		after=$$(find $(GENERATED) -type f 2>/dev/null | sort | xargs cksum); \
		if [ "$$before" != "$$after" ]; then \
			echo "generated files were out of date; commit what has changed:"; \
			diff <(echo "$$before") <(echo "$$after") | sed -n 's/^[<>] [0-9]* [0-9]* /  /p' | sort -u; exit 1; \
		fi

.PHONY: bench
bench: bench-stores bench-parts ## the event store beside PostgreSQL and NATS, then every benchmark

.PHONY: bench-stores
bench-stores: ## the event store beside PostgreSQL 15 and NATS JetStream, in one run (STORES="-rounds 5 -length 3s")
	@GO="$(GO)" bench/stores/run.sh $(STORES)

.PHONY: bench-growth
bench-growth: ## the cost of an event while the log grows from 10^4 to 10^7 events; wants 10 GB of disk
	@GO="$(GO)" bench/stores/run.sh -growth 10000000

.PHONY: bench-parts
bench-parts: ## the benchmarks of the parts, one after the other (BENCHTIME=1s)
	$(GO) test -run '^$$' -bench . -benchtime $(BENCHTIME) -timeout 60m -p 1 ./... | grep -v 'no test files'

.PHONY: conformance
conformance: build ## the event store clients' own test suites against probity node (ports 2111 to 2115)
	cd conformance && $(GO) run . -probity ../$(BIN)

.PHONY: fuzz
fuzz: ## every fuzz target for FUZZTIME (10s)
	@set -e; for pkg in $$($(GO) list ./...); do \
		for target in $$($(GO) test -list '^Fuzz' $$pkg | grep '^Fuzz' || true); do \
			echo "$$pkg $$target"; $(GO) test -run '^$$' -fuzz "^$$target\$$" -fuzztime $(FUZZTIME) $$pkg; \
		done; \
	done

.PHONY: campaign
campaign: ## kill the event store KILLS (500) times and fill its disk DISKS (50) times under load (see node/campaign)
	PROBITY_KILLS=$(KILLS) PROBITY_FULL_DISKS=$(DISKS) $(GO) test -count=1 -v -timeout 3h ./node/campaign

.PHONY: verify
verify: build ## check everything stored in DATA against itself
	@$(BIN) verify --data $(DATA)
