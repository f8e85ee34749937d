package node

import (
	"context"
	"net"
	"time"

	"github.com/EventStore/EventStore-Client-Go/v4/protos/gossip"
	"github.com/EventStore/EventStore-Client-Go/v4/protos/shared"
	"github.com/google/uuid"
)

// gossipService describes a cluster of one, for clients told to discover it (esdb+discover). It exists on a TCP port
// only: the protocol has no words for a Unix socket.
type gossipService struct {
	gossip.UnimplementedGossipServer
	instance string
	host     string
	port     uint32
	now      func() time.Time
}

func newGossip(n *Node) *gossipService {
	g := &gossipService{instance: uuid.NewString(), now: n.cfg.Now}
	if tcp, ok := n.listener.Addr().(*net.TCPAddr); ok {
		g.host, g.port = tcp.IP.String(), uint32(tcp.Port)
	}
	return g
}

// Read names this node as the leader.
func (g *gossipService) Read(context.Context, *shared.Empty) (*gossip.ClusterInfo, error) {
	return &gossip.ClusterInfo{Members: []*gossip.MemberInfo{{
		InstanceId:   &shared.UUID{Value: &shared.UUID_String_{String_: g.instance}},
		TimeStamp:    g.now().UnixNano() / nanosPerTick,
		State:        gossip.MemberInfo_Leader,
		IsAlive:      true,
		HttpEndPoint: &gossip.EndPoint{Address: g.host, Port: g.port},
	}}}, nil
}
