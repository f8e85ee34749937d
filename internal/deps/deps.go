//go:build deps

// Package deps keeps the module list whole while the rooms are being built; it goes before the first release.
package deps

import (
	_ "github.com/99designs/gqlgen/graphql/handler"
	_ "github.com/EventStore/EventStore-Client-Go/v4/esdb"
	_ "github.com/alecthomas/kong"
	_ "github.com/coreos/go-oidc/v3/oidc"
	_ "github.com/go-chi/chi/v5"
	_ "github.com/go-jose/go-jose/v4"
	_ "github.com/google/go-cmp/cmp"
	_ "github.com/google/uuid"
	_ "github.com/luikyv/go-oidc/pkg/provider"
	_ "github.com/prometheus/client_golang/prometheus/promhttp"
	_ "github.com/rogpeppe/go-internal/testscript"
	_ "github.com/vektah/gqlparser/v2"
	_ "go.uber.org/goleak"
	_ "golang.org/x/sync/errgroup"
	_ "golang.org/x/time/rate"
	_ "google.golang.org/grpc"
	_ "google.golang.org/protobuf/proto"
	_ "pgregory.net/rapid"
	_ "zombiezen.com/go/sqlite/sqlitex"
)
