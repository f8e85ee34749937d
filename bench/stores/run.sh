#!/bin/sh
# Measures the built-in event store beside PostgreSQL 15 and NATS JetStream, in one run, as ratios; see doc.go.
#
#   run.sh [-rounds N] [-length DURATION] [-dir FOLDER] [-only REGEXP] [-growth EVENTS]
#
# It installs what it needs: the NATS server comes as a Go module, PostgreSQL as Debian's package where we may install it.
set -eu
cd "$(dirname "$0")"

have_postgres() { [ -x /usr/lib/postgresql/15/bin/postgres ] || command -v postgres >/dev/null 2>&1; }
if ! have_postgres; then
	if [ "$(id -u)" != 0 ] || ! command -v apt-get >/dev/null 2>&1; then
		echo "bench: PostgreSQL 15 is not here and can be installed by root on Debian only: install postgresql-15, then try again" >&2
		exit 3
	fi
	# No cluster of the package's own is wanted: the measurement makes one for itself.
	mkdir -p /etc/postgresql-common
	[ -e /etc/postgresql-common/createcluster.conf ] || echo "create_main_cluster = false" >/etc/postgresql-common/createcluster.conf
	apt-get update -q >&2
	DEBIAN_FRONTEND=noninteractive apt-get install -y -q --no-install-recommends postgresql-15 >&2
fi

binary=$(mktemp -d)/stores
trap 'rm -rf "$(dirname "$binary")"' EXIT INT TERM
# The product is built from beside us, and what it needs may have changed since our own lists were written.
CGO_ENABLED=0 "${GO:-go}" build -mod=mod -o "$binary" .
"$binary" "$@"
