package node

import (
	"context"

	"github.com/EventStore/EventStore-Client-Go/v4/protos/serverfeatures"
	"github.com/EventStore/EventStore-Client-Go/v4/protos/shared"
)

// serverVersion is the EventStoreDB release whose behaviour the node follows; clients parse three plain integers.
const serverVersion = "24.10.0"

// featuresService says what the node can do. Clients believe every row, so there is one for exactly what is served.
type featuresService struct {
	serverfeatures.UnimplementedServerFeaturesServer
	gossip bool
}

// GetSupportedMethods is answered without a credential: clients ask it on every connect.
func (s *featuresService) GetSupportedMethods(context.Context, *shared.Empty) (*serverfeatures.SupportedMethods, error) {
	rows := []*serverfeatures.SupportedMethod{
		{ServiceName: "event_store.client.server_features.serverfeatures", MethodName: "getsupportedmethods"},
		{ServiceName: "event_store.client.streams.streams", MethodName: "append"},
		{ServiceName: "event_store.client.streams.streams", MethodName: "batchappend", Features: []string{"deadline_duration"}},
		{ServiceName: "event_store.client.streams.streams", MethodName: "read"},
		{ServiceName: "event_store.client.streams.streams", MethodName: "delete"},
		{ServiceName: "event_store.client.streams.streams", MethodName: "tombstone"},
	}
	rows = append(rows, persistentRows()...)
	if s.gossip {
		rows = append(rows, &serverfeatures.SupportedMethod{
			ServiceName: "event_store.client.gossip.gossip", MethodName: "read",
		})
	}
	return &serverfeatures.SupportedMethods{EventStoreServerVersion: serverVersion, Methods: rows}, nil
}
