package node_test

import (
	"context"
	"fmt"
	"testing"
	"time"

	"github.com/EventStore/EventStore-Client-Go/v4/esdb"
	"github.com/EventStore/EventStore-Client-Go/v4/protos/persistent"
	"github.com/EventStore/EventStore-Client-Go/v4/protos/serverfeatures"
	"github.com/EventStore/EventStore-Client-Go/v4/protos/shared"
	"github.com/google/uuid"
	"google.golang.org/grpc"
	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/metadata"
	"google.golang.org/grpc/status"

	"github.com/probity-ledger/probity/node"
)

// The tests here say what the Go client cannot say.

type (
	createReq   = persistent.CreateReq
	createOpts  = persistent.CreateReq_Options
	readOpts    = persistent.ReadReq_Options
	readContent = persistent.ReadReq_Options_UUIDOption
)

func rawSettings(change ...func(*persistent.CreateReq_Settings)) *persistent.CreateReq_Settings {
	s := &persistent.CreateReq_Settings{
		MaxRetryCount: 10, MinCheckpointCount: 1, MaxCheckpointCount: 1, LiveBufferSize: 50, ReadBatchSize: 20,
		HistoryBufferSize: 50, ConsumerStrategy: "RoundRobin",
	}
	for _, c := range change {
		c(s)
	}
	return s
}

func onStream(name string, s *persistent.CreateReq_Settings) *createReq {
	return &createReq{Options: &createOpts{GroupName: "g", Settings: s, StreamOption: &persistent.CreateReq_Options_Stream{
		Stream: &persistent.CreateReq_StreamOptions{
			StreamIdentifier: identifier(name), RevisionOption: &persistent.CreateReq_StreamOptions_Start{},
		},
	}}}
}

func identifier(name string) *shared.StreamIdentifier {
	return &shared.StreamIdentifier{StreamName: []byte(name)}
}

func rawWorker(tb testing.TB, client persistent.PersistentSubscriptionsClient, stream string, stringIDs bool) persistent.PersistentSubscriptions_ReadClient {
	tb.Helper()
	ctx, cancel := context.WithCancel(context.Background())
	tb.Cleanup(cancel)
	call, err := client.Read(ctx)
	if err != nil {
		tb.Fatal(err)
	}
	opts := &readOpts{
		GroupName: "g", BufferSize: 10, StreamOption: &persistent.ReadReq_Options_StreamIdentifier{StreamIdentifier: identifier(stream)},
		UuidOption: &readContent{Content: &persistent.ReadReq_Options_UUIDOption_Structured{}},
	}
	if stringIDs {
		opts.UuidOption.Content = &persistent.ReadReq_Options_UUIDOption_String_{}
	}
	if err := call.Send(&persistent.ReadReq{Content: &persistent.ReadReq_Options_{Options: opts}}); err != nil {
		tb.Fatal(err)
	}
	if m, err := call.Recv(); err != nil || m.GetSubscriptionConfirmation().GetSubscriptionId() != stream+"::g" {
		tb.Fatalf("the first message is %v, %v", m, err)
	}
	return call
}

func TestPersistent_old_form_of_creation(t *testing.T) {
	t.Parallel()
	n := start(t)
	c := n.client(t)
	told(t, c)
	client := persistent.NewPersistentSubscriptionsClient(n.conn(t))
	old := &createReq{Options: &createOpts{
		GroupName:        "g",
		StreamIdentifier: identifier("a-1"), //lint:ignore SA1019 some clients send only this
		Settings: rawSettings(func(s *persistent.CreateReq_Settings) {
			s.ConsumerStrategy = ""
			s.Revision = 3                                            //lint:ignore SA1019 some clients send only this
			s.NamedConsumerStrategy = persistent.CreateReq_RoundRobin //lint:ignore SA1019 some clients send only this
		}),
	}}
	if _, err := client.Create(context.Background(), old); err != nil {
		t.Fatal(err)
	}
	workOn(t, c, "a-1", 10).take(t, "a3 a4")
}

func TestPersistent_ids_as_text(t *testing.T) {
	t.Parallel()
	n := start(t)
	c := n.client(t)
	mustAppend(t, c, "a-1", esdb.NoStream{}, eventsOf("a0", "a1")...)
	client := persistent.NewPersistentSubscriptionsClient(n.conn(t))
	if _, err := client.Create(context.Background(), onStream("a-1", rawSettings())); err != nil {
		t.Fatal(err)
	}
	call := rawWorker(t, client, "a-1", true)
	first, err := call.Recv()
	if err != nil {
		t.Fatal(err)
	}
	id := first.GetEvent().GetEvent().GetId()
	if _, err := uuid.Parse(id.GetString_()); err != nil {
		t.Fatalf("the id is %v", id)
	}
	ack := &persistent.ReadReq_Ack{Ids: []*shared.UUID{id}}
	if err := call.Send(&persistent.ReadReq{Content: &persistent.ReadReq_Ack_{Ack: ack}}); err != nil {
		t.Fatal(err)
	}
	eventually(t, c, "a-1", checkpointed(0))
	if err := call.CloseSend(); err != nil {
		t.Fatal(err)
	}
	if m, err := call.Recv(); err != nil || m.GetEvent().GetEvent().GetStreamRevision() != 1 {
		t.Errorf("the second event: %v, %v", m, err)
	}
	if _, err := call.Recv(); err == nil {
		t.Error("the call goes on although the consumer has nothing more to say")
	}
}

func TestPersistent_resolves_links(t *testing.T) {
	t.Parallel()
	n := start(t)
	c := n.client(t)
	told(t, c)
	link := func(data string) esdb.EventData {
		return esdb.EventData{EventID: uuid.New(), EventType: "$>", ContentType: esdb.ContentTypeBinary, Data: []byte(data)}
	}
	mustAppend(t, c, "links-1", esdb.NoStream{}, link("2@a-1"), link("99@a-1"), event("plain"))
	createGroup(t, c, "links-1", esdb.Start{}, settings(often, func(s *esdb.PersistentSubscriptionSettings) { s.ResolveLinkTos = true }))
	w := workOn(t, c, "links-1", 10)
	got := w.take(t, "$> $> plain")
	if got[0].Event.EventType != "a2" || got[0].Event.StreamID != "a-1" || got[0].Link.EventNumber != 0 {
		t.Errorf("the link that leads somewhere: %+v", got[0])
	}
	if got[1].Event != nil || got[1].Link.EventNumber != 1 {
		t.Errorf("the link that leads nowhere: %+v", got[1])
	}
	if got[2].Link != nil {
		t.Errorf("no link at all: %+v", got[2])
	}
	w.nack(t, esdb.NackActionPark, got[0])
	w.ack(t, got[1:]...)
	eventually(t, c, "links-1", checkpointed(2))
	if parked := readStream(t, c, "$persistentsubscription-links-1::g-parked"); len(parked) != 1 || string(parked[0].Data) != "2@a-1" {
		t.Errorf("parked: %+v", parked)
	}
}

func TestPersistent_pinned(t *testing.T) {
	t.Parallel()
	for _, strategy := range []string{"Pinned", "PinnedByCorrelation"} {
		t.Run(strategy, func(t *testing.T) {
			t.Parallel()
			n := start(t)
			c := n.client(t)
			client := persistent.NewPersistentSubscriptionsClient(n.conn(t))
			var links []esdb.EventData
			for i := range 12 {
				e := event(fmt.Sprintf("c%d", i%4))
				e.Metadata = fmt.Appendf(nil, `{"$correlationId":"c%d"}`, i%4)
				stream := fmt.Sprintf("pin-%d", i)
				if strategy == "Pinned" {
					stream = fmt.Sprintf("pin-%d", i%4)
				}
				r := mustAppend(t, c, stream, esdb.Any{}, e)
				links = append(links, esdb.EventData{
					EventID: uuid.New(), EventType: "$>", ContentType: esdb.ContentTypeBinary,
					Data: fmt.Appendf(nil, "%d@%s", r.NextExpectedVersion, stream),
				})
			}
			mustAppend(t, c, "category", esdb.NoStream{}, links...)
			s := rawSettings(func(s *persistent.CreateReq_Settings) { s.ConsumerStrategy, s.ResolveLinks = strategy, true })
			if _, err := client.Create(context.Background(), onStream("category", s)); err != nil {
				t.Fatal(err)
			}
			// The first consumer may get events before the second is there; from the 13th on, both are.
			workers := []*worker{workOn(t, c, "category", 20), workOn(t, c, "category", 20)}
			var more []esdb.EventData
			for _, l := range links {
				l.EventID = uuid.New()
				more = append(more, l)
			}
			mustAppend(t, c, "category", esdb.Revision(11), more...)
			holder := map[string]int{}
			for n := 0; n < 24; n++ {
				var e *esdb.EventAppeared
				who := 0
				select {
				case e = <-workers[0].events:
				case e = <-workers[1].events:
					who = 1
				case <-time.After(patience):
					t.Fatalf("only %d of 24 events came", n)
				}
				workers[who].ack(t, e.Event)
				if e.Event.Link.EventNumber < 12 {
					continue
				}
				if before, known := holder[e.Event.Event.EventType]; known && before != who {
					t.Errorf("%s went to both consumers", e.Event.Event.EventType)
				}
				holder[e.Event.Event.EventType] = who
			}
		})
	}
}

func TestPersistent_refusals_carry_their_names(t *testing.T) {
	t.Parallel()
	n := start(t)
	client := persistent.NewPersistentSubscriptionsClient(n.conn(t))
	ctx := context.Background()
	change := func(do func(*createOpts)) func(...grpc.CallOption) error {
		return func(o ...grpc.CallOption) error {
			r := onStream("a-1", rawSettings())
			do(r.Options)
			_, err := client.Create(ctx, r, o...)
			return err
		}
	}
	strategy := func(name string) func(...grpc.CallOption) error {
		return change(func(o *createOpts) { o.Settings.ConsumerStrategy = name })
	}
	for _, tc := range []struct {
		name      string
		call      func(...grpc.CallOption) error
		code      codes.Code
		exception string
	}{
		{"created", change(func(*createOpts) {}), codes.OK, ""},
		{"created twice", change(func(*createOpts) {}), codes.AlreadyExists, "persistent-subscription-exists"},
		{"unknown strategy", strategy("Roulette"), codes.InvalidArgument, ""},
		{"no settings", change(func(o *createOpts) { o.Settings = nil }), codes.InvalidArgument, ""},
		{"nothing at all", func(o ...grpc.CallOption) error { _, err := client.Create(ctx, &createReq{}, o...); return err }, codes.InvalidArgument, ""},
		{"no start", change(func(o *createOpts) { o.GetStream().RevisionOption = nil }), codes.InvalidArgument, ""},
		{"$all as a stream", change(func(o *createOpts) { o.GetStream().StreamIdentifier = identifier("$all") }), codes.InvalidArgument, ""},
		{"info of nothing", func(o ...grpc.CallOption) error {
			_, err := client.GetInfo(ctx, &persistent.GetInfoReq{Options: &persistent.GetInfoReq_Options{GroupName: "g",
				StreamOption: &persistent.GetInfoReq_Options_All{All: &shared.Empty{}}}}, o...)
			return err
		}, codes.NotFound, "persistent-subscription-does-not-exist"},
		{"an update without settings", func(o ...grpc.CallOption) error {
			_, err := client.Update(ctx, &persistent.UpdateReq{}, o...)
			return err
		}, codes.InvalidArgument, ""},
		{"a list of neither", func(o ...grpc.CallOption) error {
			_, err := client.List(ctx, &persistent.ListReq{}, o...)
			return err
		}, codes.InvalidArgument, ""},
		{"a replay that stops below zero", func(o ...grpc.CallOption) error {
			_, err := client.ReplayParked(ctx, &persistent.ReplayParkedReq{Options: &persistent.ReplayParkedReq_Options{GroupName: "g",
				StreamOption: &persistent.ReplayParkedReq_Options_StreamIdentifier{StreamIdentifier: identifier("a-1")},
				StopAtOption: &persistent.ReplayParkedReq_Options_StopAt{StopAt: -1}}}, o...)
			return err
		}, codes.InvalidArgument, ""},
	} {
		trailers := metadata.MD{}
		err := tc.call(grpc.Trailer(&trailers))
		exception := ""
		if got := trailers.Get("exception"); len(got) > 0 {
			exception = got[0]
		}
		if status.Code(err) != tc.code || exception != tc.exception {
			t.Errorf("%s: %v, exception %q; want %s, %q", tc.name, err, exception, tc.code, tc.exception)
		}
		if exception != "" && (len(trailers.Get("stream-name")) != 1 || trailers.Get("group-name")[0] != "g") {
			t.Errorf("%s: trailers %v", tc.name, trailers)
		}
	}
}

func TestPersistent_read_that_makes_no_sense(t *testing.T) {
	t.Parallel()
	n := start(t)
	client := persistent.NewPersistentSubscriptionsClient(n.conn(t))
	if _, err := client.Create(context.Background(), onStream("a-1", rawSettings())); err != nil {
		t.Fatal(err)
	}
	opts := func(change func(*readOpts)) *persistent.ReadReq {
		o := &readOpts{GroupName: "g", BufferSize: 1, StreamOption: &persistent.ReadReq_Options_StreamIdentifier{StreamIdentifier: identifier("a-1")},
			UuidOption: &readContent{Content: &persistent.ReadReq_Options_UUIDOption_Structured{}}}
		change(o)
		return &persistent.ReadReq{Content: &persistent.ReadReq_Options_{Options: o}}
	}
	for name, messages := range map[string][]*persistent.ReadReq{
		"an answer first":         {{Content: &persistent.ReadReq_Ack_{}}},
		"nothing in it":           {{}},
		"no slots":                {opts(func(o *readOpts) { o.BufferSize = 0 })},
		"no form of ids":          {opts(func(o *readOpts) { o.UuidOption = nil })},
		"options twice":           {opts(func(*readOpts) {}), opts(func(*readOpts) {})},
		"an answer with a bad id": {opts(func(*readOpts) {}), {Content: &persistent.ReadReq_Ack_{Ack: &persistent.ReadReq_Ack{Ids: []*shared.UUID{{}}}}}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			call, err := client.Read(context.Background())
			if err != nil {
				t.Fatal(err)
			}
			for _, m := range messages {
				if err := call.Send(m); err != nil {
					t.Fatal(err)
				}
			}
			for err == nil {
				_, err = call.Recv()
			}
			if status.Code(err) != codes.InvalidArgument {
				t.Errorf("answered with %v", err)
			}
		})
	}
}

func TestPersistent_is_denied_without_a_credential(t *testing.T) {
	t.Parallel()
	n := start(t, func(c *node.Config) { c.Username, c.Password = "admin", "secret" })
	client := persistent.NewPersistentSubscriptionsClient(n.conn(t))
	trailers := metadata.MD{}
	_, err := client.Create(context.Background(), onStream("a-1", rawSettings()), grpc.Trailer(&trailers))
	if status.Code(err) != codes.PermissionDenied || fmt.Sprint(trailers.Get("exception")) != "[access-denied]" {
		t.Errorf("create: %v, %v", err, trailers)
	}
}

func TestPersistent_is_advertised(t *testing.T) {
	t.Parallel()
	rows, err := serverfeatures.NewServerFeaturesClient(start(t).conn(t)).GetSupportedMethods(context.Background(), &shared.Empty{})
	if err != nil {
		t.Fatal(err)
	}
	found := map[string][]string{}
	for _, r := range rows.GetMethods() {
		if r.GetServiceName() == "event_store.client.persistent_subscriptions.persistentsubscriptions" {
			found[r.GetMethodName()] = r.GetFeatures()
		}
	}
	if len(found) != 8 || fmt.Sprint(found["create"]) != "[stream all]" {
		t.Errorf("advertised: %v", found)
	}
}

// What is stored about groups may be broken by whoever can write to system streams. Then they are not served, everything
// else is, and once it is put right a restart is enough.
func TestPersistent_broken_configuration(t *testing.T) {
	t.Parallel()
	n := start(t)
	c := n.client(t)
	told(t, c)
	createGroup(t, c, "a-1", esdb.Start{}, settings())
	good := readStream(t, c, "$persistentSubscriptionConfig")[0]
	mustAppend(t, c, "$persistentSubscriptionConfig", esdb.Any{}, event("nonsense"))
	c = n.again(t).client(t)
	_, err := c.ListAllPersistentSubscriptions(context.Background(), esdb.ListPersistentSubscriptionsOptions{})
	if statusOf(err) != codes.Internal {
		t.Fatalf("list: %v", err)
	}
	if got := readStream(t, c, "a-1"); len(got) != 5 {
		t.Errorf("%d events of 5", len(got))
	}
	mustAppend(t, c, "$persistentSubscriptionConfig", esdb.Any{}, esdb.EventData{
		EventID: uuid.New(), EventType: good.EventType, ContentType: esdb.ContentTypeJson, Data: good.Data,
	})
	if err := c.RestartPersistentSubscriptionSubsystem(context.Background(), esdb.RestartPersistentSubscriptionSubsystemOptions{}); err != nil {
		t.Fatal(err)
	}
	workOn(t, c, "a-1", 2).take(t, "a0 a1")
}
