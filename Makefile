# berry. `make demo` and `make test` need nothing but Debian or Ubuntu with the Swift toolchain.

PACKAGES = libpq-dev libcurl4-openssl-dev libxml2-dev libpg-query-dev libssl-dev postgresql
PREFIX = /usr/local
BERRY = .build/debug/berry

.PHONY: demo test test-versions test-local-model pairs evolutions access-matrix kills dbml public-schemas round-trips fuzz build release install lint format packages examples bench clean

## Build, set the todo example up on a private server, and show what it does.
demo: build
	@sh .ci/demo.sh $(BERRY)

## Every test.
test: packages
	swift build --build-tests
	@bash .ci/tests.sh

## The suites that ask a server, on the other versions of PostgreSQL.
test-versions: packages
	@sh .ci/packages.sh python3-pip
	swift build --build-tests
	@sh .ci/versions.sh

## Plans with a small language model on this machine. The first run builds its server, which takes minutes.
test-local-model: packages
	@sh .ci/packages.sh python3-venv python3-dev g++
	swift build --build-tests
	@sh .ci/local-model.sh

## Checks pairs of schemas, JSON lines of {"case", "old", "new"}, in both directions: make pairs PAIRS="FILE…"
pairs: packages
	swift build --product PairRunner
	.build/debug/PairRunner --dump "$$(command -v pg_dump)" $(PAIRS)

## Random edits on random applications with rows, there and back, compared value by value: make evolutions COUNT=2000
COUNT = 2000
evolutions: packages
	swift build --product EvolutionRunner
	.build/debug/EvolutionRunner --count $(COUNT)

## PostgreSQL against the rules of chance and of the examples: make access-matrix COUNT=300
access-matrix: COUNT = 300
access-matrix: packages
	swift build --build-tests
	BERRY_SPECIFICATIONS=$(COUNT) swift test --skip-build --filter AccessProofTests.AccessMatrixTests
	@for example in examples/*/; do $(BERRY) db test --project $$example || exit 1; done

## Kills pushes of twelve steps and more, or their server, between and inside of statements: make kills KILLS=200
KILLS = 200
kills: packages
	swift build --build-tests
	BERRY_KILLS=$(KILLS) swift test --skip-build --no-parallel --filter PushKillTests

## Checks a collection of DBML files, JSON lines of {"path", "valid", "tables", "dbml"}: make dbml CORPUS=FILE
dbml: packages
	swift build --build-tests
	BERRY_DBML_CORPUS="$(CORPUS)" swift test --skip-build --filter SpecificationFormatsTests.CorpusTests

## Imports the schemas that Debian's and PyPI's packages bring along, generates from them, and compares.
public-schemas: packages
	@sh .ci/packages.sh python3-pip
	@sh .ci/public-schemas.sh Tests/PublicSchemas/schemas.tsv .build/public-schemas
	swift build --product ImportRunner
	.build/debug/ImportRunner schemas .build/public-schemas/schemas

## From a specification to a database and back, for the examples and random applications: make round-trips COUNT=500
round-trips: COUNT = 500
round-trips: packages
	swift build --product ImportRunner
	.build/debug/ImportRunner round-trips $(COUNT) examples/*/spec/specification.json

## Mutated inputs for each reader; a crash, a second or 500 MB is a finding: make fuzz COUNT=1000000
fuzz: COUNT = 1000000
fuzz: packages
	swift build -c release --product FuzzRunner
	.build/release/FuzzRunner $(COUNT)

build: packages
	swift build

## One binary without Swift's own shared libraries.
release: packages
	swift build -c release --static-swift-stdlib --product berry

## Installs that binary.
install: release
	install -d "$(PREFIX)/bin"
	install -m 755 .build/release/berry "$(PREFIX)/bin/berry"

## What the offline stages and the way between two schemas cost, against the goals and against other programs, where
## these can be installed; a goal missed by more than 20 % fails.
bench: release
	-@sh .ci/packages.sh python3-venv python3-dev gcc
	@sh .ci/peers.sh .build/peers
	swift build -c release --static-swift-stdlib --product Benchmark
	.build/release/Benchmark "$(CURDIR)/.build/release/berry" .build/peers

lint:
	swift format lint --strict -r Package.swift Sources Tests templates
	@sh .ci/lint.sh

format:
	swift format -i -r Package.swift Sources Tests

## Generates the examples anew; they are committed with everything that berry makes of them.
examples: build
	@for example in examples/*/; do $(BERRY) generate --project $$example || exit 1; done

## Installs the system's packages that are missing.
packages:
	@sh .ci/packages.sh $(PACKAGES)

clean:
	rm -rf .build
