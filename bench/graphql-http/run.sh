#!/bin/sh
# Runs the GraphQL-over-HTTP audits (graphql-http, 61 of them) against a running server.
#
#   run.sh [--if-present] URL
#
# The access token stands in PROBITY_TOKEN; its role must be allowed to introspect, because one audit asks __type. Ends with 0 when
# there are no warnings and no errors, with 1 when there are, and with 3 when Node or npm is not here (0 with --if-present).
set -eu

absent=3
if [ "${1:-}" = "--if-present" ]; then
	absent=0
	shift
fi
if [ $# -ne 1 ]; then
	echo "usage: run.sh [--if-present] URL" >&2
	exit 2
fi
if ! command -v node >/dev/null 2>&1 || ! command -v npm >/dev/null 2>&1; then
	echo "graphql-http audits not run: node and npm are not on this machine"
	exit $absent
fi
cd "$(dirname "$0")"
if [ ! -d node_modules/graphql-http ]; then
	npm ci --ignore-scripts --no-audit --no-fund --loglevel=error >&2
fi
exec node audit.mjs "$1"
