package node

import (
	"context"
	"encoding/base64"
	"strings"

	"github.com/EventStore/EventStore-Client-Go/v4/protos/persistent"
	"github.com/EventStore/EventStore-Client-Go/v4/protos/serverfeatures"
	"github.com/EventStore/EventStore-Client-Go/v4/protos/shared"
	"google.golang.org/grpc/metadata"
	"google.golang.org/grpc/peer"
)

// persistentService serves event_store.client.persistent_subscriptions.PersistentSubscriptions.
type persistentService struct {
	persistent.UnimplementedPersistentSubscriptionsServer
	subscriptions *persistentSubscriptions
}

// persistentRows are what ServerFeatures says about them.
func persistentRows() []*serverfeatures.SupportedMethod {
	row := func(method string, features ...string) *serverfeatures.SupportedMethod {
		const service = "event_store.client.persistent_subscriptions.persistentsubscriptions"
		return &serverfeatures.SupportedMethod{ServiceName: service, MethodName: method, Features: features}
	}
	return []*serverfeatures.SupportedMethod{
		row("create", "stream", "all"), row("update", "stream", "all"), row("delete", "stream", "all"),
		row("read", "stream", "all"), row("getinfo", "stream", "all"), row("replayparked", "stream", "all"),
		row("list", "stream", "all"), row("restartsubsystem"),
	}
}

// Create makes a group; what is appended after its answer comes to it, wherever it starts from.
func (s *persistentService) Create(ctx context.Context, req *persistent.CreateReq) (*persistent.CreateResp, error) {
	c, err := parseCreate(req)
	if err == nil {
		err = s.subscriptions.create(ctx, c)
	}
	return new(persistent.CreateResp), unaryAnswer(ctx, err)
}

// Update changes a group's settings. A group that has a checkpoint goes on there, whatever start the update names.
func (s *persistentService) Update(ctx context.Context, req *persistent.UpdateReq) (*persistent.UpdateResp, error) {
	c, err := parseUpdate(req)
	if err == nil {
		err = s.subscriptions.update(ctx, c)
	}
	return new(persistent.UpdateResp), unaryAnswer(ctx, err)
}

// Delete removes a group, its checkpoint and its parked events, and ends its consumers.
func (s *persistentService) Delete(ctx context.Context, req *persistent.DeleteReq) (*persistent.DeleteResp, error) {
	opts := req.GetOptions()
	_, all := opts.GetStreamOption().(*persistent.DeleteReq_Options_All)
	stream, err := groupSource(opts.GetStreamIdentifier(), all)
	if err == nil {
		err = s.subscriptions.remove(ctx, stream, opts.GetGroupName())
	}
	return new(persistent.DeleteResp), unaryAnswer(ctx, err)
}

// GetInfo tells how a group is set up and how far it is.
func (s *persistentService) GetInfo(ctx context.Context, req *persistent.GetInfoReq) (*persistent.GetInfoResp, error) {
	opts := req.GetOptions()
	_, all := opts.GetStreamOption().(*persistent.GetInfoReq_Options_All)
	resp := new(persistent.GetInfoResp)
	g, err := s.named(opts.GetStreamIdentifier(), all, opts.GetGroupName())
	if err == nil {
		resp.SubscriptionInfo, err = g.info(ctx)
	}
	return resp, unaryAnswer(ctx, err)
}

// List does the same for all groups, or for those of one stream, of which there must then be one.
func (s *persistentService) List(ctx context.Context, req *persistent.ListReq) (*persistent.ListResp, error) {
	stream, err := parseList(req)
	if err != nil {
		return nil, unaryAnswer(ctx, err)
	}
	found, err := s.subscriptions.list(stream)
	resp := new(persistent.ListResp)
	for _, g := range found {
		var info *persistent.SubscriptionInfo
		if info, err = g.info(ctx); err != nil {
			break
		}
		resp.Subscriptions = append(resp.Subscriptions, info)
	}
	return resp, unaryAnswer(ctx, err)
}

// parseList gives the stream whose groups are asked for; empty is all groups.
func parseList(req *persistent.ListReq) (string, error) {
	switch opts := req.GetOptions().GetListOption().(type) {
	case *persistent.ListReq_Options_ListAllSubscriptions:
		return "", nil
	case *persistent.ListReq_Options_ListForStream:
		_, all := opts.ListForStream.GetStreamOption().(*persistent.ListReq_StreamOption_All)
		return groupSource(opts.ListForStream.GetStream(), all)
	}
	return "", invalid("the request says neither all groups nor whose")
}

// ReplayParked gives the parked events out again, those numbered below stop_at where the request names it.
func (s *persistentService) ReplayParked(ctx context.Context, req *persistent.ReplayParkedReq) (*persistent.ReplayParkedResp, error) {
	opts := req.GetOptions()
	_, all := opts.GetStreamOption().(*persistent.ReplayParkedReq_Options_All)
	stop, limited := opts.GetStopAtOption().(*persistent.ReplayParkedReq_Options_StopAt)
	if limited && stop.StopAt < 0 {
		return nil, unaryAnswer(ctx, invalid("a replay cannot stop at %d", stop.StopAt))
	}
	g, err := s.named(opts.GetStreamIdentifier(), all, opts.GetGroupName())
	if err == nil {
		err = g.do(ctx, func() {
			end := g.parkedHead + 1
			if limited {
				end = min(end, stop.StopAt)
			}
			g.state.Replay(end)
		})
	}
	return new(persistent.ReplayParkedResp), unaryAnswer(ctx, err)
}

// RestartSubsystem reads all groups anew from the file; consumers are dropped.
func (s *persistentService) RestartSubsystem(ctx context.Context, _ *shared.Empty) (*shared.Empty, error) {
	return new(shared.Empty), unaryAnswer(ctx, s.subscriptions.restart(ctx))
}

func (s *persistentService) named(name *shared.StreamIdentifier, all bool, group string) (*consumerGroup, error) {
	stream, err := groupSource(name, all)
	if err != nil {
		return nil, err
	}
	return s.subscriptions.find(stream, group)
}

// unaryAnswer is answer for a call without a stream of its own; nil stays nil.
func unaryAnswer(ctx context.Context, err error) error {
	if err == nil {
		return nil
	}
	return answer(unaryTrailer{ctx}, err)
}

// caller is what a call tells about who made it.
type caller struct{ from, user, name string }

// longestCallerText bounds what a caller says about itself, in bytes.
const longestCallerText = 256

func callerOf(ctx context.Context) caller {
	c := caller{user: "anonymous", name: "<unknown>"}
	if p, ok := peer.FromContext(ctx); ok {
		c.from = p.Addr.String()
	}
	if names := metadata.ValueFromIncomingContext(ctx, "connection-name"); len(names) > 0 {
		c.name = strings.ToValidUTF8(cut(names[0], longestCallerText), "")
	}
	if name := arrivalIn(ctx).name; name != "" { // of a client certificate
		c.user = strings.ToValidUTF8(cut(name, longestCallerText), "")
	}
	for _, header := range metadata.ValueFromIncomingContext(ctx, "authorization") {
		pair, err := base64.StdEncoding.DecodeString(strings.TrimPrefix(header, "Basic "))
		if user, _, ok := strings.Cut(string(pair), ":"); err == nil && ok {
			c.user = strings.ToValidUTF8(cut(user, longestCallerText), "")
		}
	}
	return c
}
