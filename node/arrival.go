package node

import (
	"context"
	"crypto/tls"
	"errors"
	"net"

	"google.golang.org/grpc/credentials"
	"google.golang.org/grpc/peer"
)

// role is what the node says it is to those who come through an entrance.
type role int

const (
	leader   role = iota
	follower      // for trying out clients of clusters: the same store, but some calls are sent to the leader
)

// arrival is what is known of a caller from the connection alone.
type arrival struct {
	credentials.CommonAuthInfo
	role role
	name string // of a client certificate our authority signed; empty without one
}

// AuthType names the way of arriving.
func (arrival) AuthType() string { return "arrival" }

func arrivalOf(c net.Conn) arrival {
	switch c := c.(type) {
	case *begun:
		return arrivalOf(c.Conn)
	case *conn:
		return arrival{role: c.role, CommonAuthInfo: credentials.CommonAuthInfo{SecurityLevel: credentials.NoSecurity}}
	case *tls.Conn:
		a := arrivalOf(c.NetConn())
		a.SecurityLevel = credentials.PrivacyAndIntegrity
		if chains := c.ConnectionState().VerifiedChains; len(chains) > 0 {
			a.name = chains[0][0].Subject.CommonName
		}
		return a
	}
	return arrival{}
}

// arrivalKey is where the HTTP server keeps the arrival in a context; the gRPC server keeps it with the peer.
type arrivalKey struct{}

func withArrival(ctx context.Context, c net.Conn) context.Context {
	return context.WithValue(ctx, arrivalKey{}, arrivalOf(c))
}

func arrivalIn(ctx context.Context) arrival {
	if p, ok := peer.FromContext(ctx); ok {
		if a, ok := p.AuthInfo.(arrival); ok {
			return a
		}
	}
	a, _ := ctx.Value(arrivalKey{}).(arrival)
	return a
}

// introduced takes connections over from the front, which has done their TLS handshake already.
type introduced struct{}

// ServerHandshake notes how the caller arrived.
func (introduced) ServerHandshake(c net.Conn) (net.Conn, credentials.AuthInfo, error) {
	return c, arrivalOf(c), nil
}

// ClientHandshake does not exist on a server.
func (introduced) ClientHandshake(context.Context, string, net.Conn) (net.Conn, credentials.AuthInfo, error) {
	return nil, nil, errors.New("these credentials are a server's")
}

// Info describes the handshake.
func (introduced) Info() credentials.ProtocolInfo {
	return credentials.ProtocolInfo{SecurityProtocol: "arrival"}
}

// Clone gives another of the same.
func (i introduced) Clone() credentials.TransportCredentials { return i }

// OverrideServerName is for clients.
func (introduced) OverrideServerName(string) error { return nil }
