package node

import (
	"context"
	"net"
	"time"

	"github.com/EventStore/EventStore-Client-Go/v4/protos/gossip"
	"github.com/EventStore/EventStore-Client-Go/v4/protos/shared"
	"github.com/google/uuid"
)

// endpoint is where clients are told to go.
type endpoint struct {
	host string
	port uint32
}

// gossipService describes the cluster, for clients told to discover it (esdb+discover): this node, and once more for
// every address where it plays a follower. It exists on a TCP port only: the protocol has no words for a Unix socket.
type gossipService struct {
	gossip.UnimplementedGossipServer
	members []member
	now     func() time.Time
}

type member struct {
	endpoint
	instance string
	state    gossip.MemberInfo_VNodeState
}

func newGossip(n *Node) *gossipService {
	g := &gossipService{now: n.cfg.Now}
	for _, e := range n.front.entrances {
		if !e.tcp() {
			continue
		}
		m := member{endpoint: n.announced(e), instance: uuid.NewString(), state: gossip.MemberInfo_Leader}
		if e.role == follower {
			m.state = gossip.MemberInfo_Follower
		}
		g.members = append(g.members, m)
	}
	return g
}

// announced is how clients reach an entrance. The advertised host stands for all of them, the advertised port for the
// leader's only.
func (n *Node) announced(e *entrance) endpoint {
	at, ok := e.Addr().(*net.TCPAddr)
	if !ok {
		return endpoint{}
	}
	own := endpoint{host: at.IP.String(), port: uint32(at.Port)}
	if n.cfg.AdvertiseAddress == "" {
		return own
	}
	said, _ := parseEndpoint(n.cfg.AdvertiseAddress) // checked by withDefaults
	if e.role == leader {
		return said
	}
	return endpoint{host: said.host, port: own.port}
}

// Read names every member.
func (g *gossipService) Read(context.Context, *shared.Empty) (*gossip.ClusterInfo, error) {
	info := new(gossip.ClusterInfo)
	for _, m := range g.members {
		info.Members = append(info.Members, &gossip.MemberInfo{
			InstanceId:   &shared.UUID{Value: &shared.UUID_String_{String_: m.instance}},
			TimeStamp:    g.now().UnixNano() / nanosPerTick,
			State:        m.state,
			IsAlive:      true,
			HttpEndPoint: &gossip.EndPoint{Address: m.host, Port: m.port},
		})
	}
	return info, nil
}
