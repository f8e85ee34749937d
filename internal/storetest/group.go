package storetest

import (
	"context"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/EventStore/EventStore-Client-Go/v4/protos/persistent"
	"github.com/EventStore/EventStore-Client-Go/v4/protos/shared"
	"google.golang.org/grpc"
	"google.golang.org/grpc/metadata"
	"google.golang.org/protobuf/reflect/protoreflect"
)

// group is the commands about persistent subscriptions:
//
//	group create STREAM|all GROUP [from N|start|end] [setting=value…]
//	group update STREAM|all GROUP [from N|start|end] [setting=value…]
//	group delete STREAM|all GROUP
//	group info STREAM|all GROUP FIELD…   => the fields' values
//	group list STREAM|all                => the groups' names, in order
//	group replay STREAM|all GROUP
//	group read NAME STREAM|all GROUP [buffer=N]
func (w *world) group(s step) (string, error) {
	if err := s.atLeast(2); err != nil {
		return "", err
	}
	if s.args[0] == "read" {
		return w.groupRead(s)
	}
	ctx, cancel := context.WithTimeout(w.ctx, patience)
	defer cancel()
	trailers := metadata.MD{}
	call := groupCall{world: w, ctx: ctx, stream: s.args[1], words: s.args[2:], trailers: grpc.Trailer(&trailers)}
	if len(s.args) > 2 {
		call.group, call.words = w.expand(s.args[2]), s.args[3:]
	}
	do, known := map[string]func(groupCall) (string, error){
		"create": groupCall.create, "update": groupCall.update, "delete": groupCall.delete,
		"info": groupCall.info, "list": groupCall.list, "replay": groupCall.replay,
	}[s.args[0]]
	if !known {
		return "", fmt.Errorf("no command is called group %s", s.args[0])
	}
	answer, err := do(call)
	if bad := (*malformed)(nil); asMalformed(err, &bad) {
		return "", bad
	}
	if err != nil {
		return w.refusal(err, trailers, w.streamOrAll(s.args[1]), expectation{}), nil
	}
	return answer, nil
}

// malformed is a mistake in the table, not an answer of the server.
type malformed struct{ text string }

func (m *malformed) Error() string { return m.text }

func asMalformed(err error, to **malformed) bool {
	m, ok := err.(*malformed)
	*to = m
	return ok
}

// groupCall is one unary call about a group.
type groupCall struct {
	world    *world
	ctx      context.Context
	stream   string
	group    string
	words    []string
	trailers grpc.CallOption
}

func (c groupCall) service() persistent.PersistentSubscriptionsClient {
	return persistent.NewPersistentSubscriptionsClient(c.world.conn)
}

func (c groupCall) identifier() *shared.StreamIdentifier { return identifier(c.world.stream(c.stream)) }

// split parts "from X" from the settings.
func (c groupCall) split() (from string, settings []string) {
	if len(c.words) > 1 && c.words[0] == "from" {
		return c.words[1], c.words[2:]
	}
	return "start", c.words
}

func (c groupCall) create() (string, error) {
	from, words := c.split()
	settings := &persistent.CreateReq_Settings{
		MaxRetryCount: 10, MinCheckpointCount: 1, MaxCheckpointCount: 100, LiveBufferSize: 500, ReadBatchSize: 20,
		HistoryBufferSize: 500, ConsumerStrategy: "RoundRobin",
		MessageTimeout:  &persistent.CreateReq_Settings_MessageTimeoutMs{MessageTimeoutMs: 30_000},
		CheckpointAfter: &persistent.CreateReq_Settings_CheckpointAfterMs{CheckpointAfterMs: 100},
	}
	if err := set(settings, words); err != nil {
		return "", err
	}
	o := &persistent.CreateReq_Options{GroupName: c.group, Settings: settings}
	if c.stream == "all" {
		at := &persistent.CreateReq_AllOptions{
			AllOption:    &persistent.CreateReq_AllOptions_Position{Position: &persistent.CreateReq_Position{CommitPosition: c.world.begin, PreparePosition: c.world.begin}},
			FilterOption: &persistent.CreateReq_AllOptions_NoFilter{NoFilter: &shared.Empty{}},
		}
		o.StreamOption = &persistent.CreateReq_Options_All{All: at}
	} else {
		at := &persistent.CreateReq_StreamOptions{StreamIdentifier: c.identifier()}
		switch n, err := strconv.ParseUint(from, 10, 64); {
		case from == "start":
			at.RevisionOption = &persistent.CreateReq_StreamOptions_Start{Start: &shared.Empty{}}
		case from == "end":
			at.RevisionOption = &persistent.CreateReq_StreamOptions_End{End: &shared.Empty{}}
		case err != nil:
			return "", &malformed{"from: " + err.Error()}
		default:
			at.RevisionOption = &persistent.CreateReq_StreamOptions_Revision{Revision: n}
		}
		o.StreamOption = &persistent.CreateReq_Options_Stream{Stream: at}
	}
	_, err := c.service().Create(c.ctx, &persistent.CreateReq{Options: o}, c.trailers)
	return "done", err
}

func (c groupCall) update() (string, error) {
	_, words := c.split()
	settings := &persistent.UpdateReq_Settings{
		MaxRetryCount: 10, MinCheckpointCount: 1, MaxCheckpointCount: 100, LiveBufferSize: 500, ReadBatchSize: 20,
		HistoryBufferSize: 500, NamedConsumerStrategy: persistent.UpdateReq_RoundRobin,
		MessageTimeout:  &persistent.UpdateReq_Settings_MessageTimeoutMs{MessageTimeoutMs: 30_000},
		CheckpointAfter: &persistent.UpdateReq_Settings_CheckpointAfterMs{CheckpointAfterMs: 100},
	}
	if err := set(settings, words); err != nil {
		return "", err
	}
	o := &persistent.UpdateReq_Options{GroupName: c.group, Settings: settings, StreamOption: &persistent.UpdateReq_Options_Stream{
		Stream: &persistent.UpdateReq_StreamOptions{
			StreamIdentifier: c.identifier(),
			RevisionOption:   &persistent.UpdateReq_StreamOptions_Start{Start: &shared.Empty{}},
		},
	}}
	_, err := c.service().Update(c.ctx, &persistent.UpdateReq{Options: o}, c.trailers)
	return "done", err
}

func (c groupCall) delete() (string, error) {
	o := &persistent.DeleteReq_Options{
		GroupName: c.group, StreamOption: &persistent.DeleteReq_Options_StreamIdentifier{StreamIdentifier: c.identifier()},
	}
	if c.stream == "all" {
		o.StreamOption = &persistent.DeleteReq_Options_All{All: &shared.Empty{}}
	}
	_, err := c.service().Delete(c.ctx, &persistent.DeleteReq{Options: o}, c.trailers)
	return "done", err
}

func (c groupCall) info() (string, error) {
	o := &persistent.GetInfoReq_Options{
		GroupName: c.group, StreamOption: &persistent.GetInfoReq_Options_StreamIdentifier{StreamIdentifier: c.identifier()},
	}
	if c.stream == "all" {
		o.StreamOption = &persistent.GetInfoReq_Options_All{All: &shared.Empty{}}
	}
	resp, err := c.service().GetInfo(c.ctx, &persistent.GetInfoReq{Options: o}, c.trailers)
	if err != nil {
		return "", err
	}
	var values []string
	for _, name := range c.words {
		v, err := field(resp.GetSubscriptionInfo(), name)
		if err != nil {
			return "", err
		}
		values = append(values, v)
	}
	return strings.Join(values, " "), nil
}

func (c groupCall) list() (string, error) {
	resp, err := c.service().List(c.ctx, &persistent.ListReq{Options: &persistent.ListReq_Options{
		ListOption: &persistent.ListReq_Options_ListForStream{ListForStream: &persistent.ListReq_StreamOption{
			StreamOption: &persistent.ListReq_StreamOption_Stream{Stream: c.identifier()},
		}},
	}}, c.trailers)
	var names []string
	for _, s := range resp.GetSubscriptions() {
		names = append(names, s.GetGroupName())
	}
	slices.Sort(names)
	return strings.Join(names, " "), err
}

func (c groupCall) replay() (string, error) {
	_, err := c.service().ReplayParked(c.ctx, &persistent.ReplayParkedReq{Options: &persistent.ReplayParkedReq_Options{
		GroupName:    c.group,
		StreamOption: &persistent.ReplayParkedReq_Options_StreamIdentifier{StreamIdentifier: c.identifier()},
		StopAtOption: &persistent.ReplayParkedReq_Options_NoLimit{NoLimit: &shared.Empty{}},
	}}, c.trailers)
	return "done", err
}

// set fills fields of a message from words such as max_retry_count=2.
func set(msg protoreflect.ProtoMessage, words []string) error {
	m := msg.ProtoReflect()
	for _, word := range words {
		name, value, _ := strings.Cut(word, "=")
		f := m.Descriptor().Fields().ByName(protoreflect.Name(name))
		if f == nil {
			return &malformed{"a group has no setting " + name}
		}
		switch f.Kind() {
		case protoreflect.BoolKind:
			m.Set(f, protoreflect.ValueOfBool(value == "true"))
		case protoreflect.StringKind:
			m.Set(f, protoreflect.ValueOfString(value))
		default:
			n, err := strconv.ParseInt(value, 10, 32)
			if err != nil {
				return &malformed{word + ": " + err.Error()}
			}
			m.Set(f, protoreflect.ValueOfInt32(int32(n)))
		}
	}
	return nil
}

// field is the value of a message's field by its name; of a list it is the length.
func field(msg protoreflect.ProtoMessage, name string) (string, error) {
	m := msg.ProtoReflect()
	f := m.Descriptor().Fields().ByName(protoreflect.Name(name))
	if f == nil {
		return "", &malformed{"a group's description has no field " + name}
	}
	if f.IsList() {
		return strconv.Itoa(m.Get(f).List().Len()), nil
	}
	return m.Get(f).String(), nil
}
