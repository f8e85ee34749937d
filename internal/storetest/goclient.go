package storetest

import (
	"context"
	"errors"
	"io"
	"strings"
	"testing"

	"github.com/EventStore/EventStore-Client-Go/v4/esdb"
	"github.com/google/uuid"
	"google.golang.org/grpc"
	"google.golang.org/grpc/metadata"
)

// checkGoClient asks through the Go client what its users meet: how it words answers, and what it makes of metadata,
// links and subscriptions (clauses 1.6 and 1.8).
func checkGoClient(t *testing.T, target Target, _ *grpc.ClientConn) {
	c := &goClient{Client: target.client(t), ctx: target.authorized(t.Context())}
	for _, tc := range []struct {
		name string
		ask  func(*testing.T, *goClient, string)
	}{
		{"wrong expected version", askWrong},
		{"not found and deleted", askGone},
		{"metadata", askMetadata},
		{"links", askLinks},
		{"subscription to a stream", askSubscription},
		{"subscription to all", askAll},
	} {
		t.Run(tc.name, func(t *testing.T) { // not parallel: the client is closed when all are done
			tc.ask(t, c, "suite."+uuid.NewString())
		})
	}
}

// goClient is the Go client with the context its calls are made in.
type goClient struct {
	*esdb.Client
	ctx context.Context
}

// authorized gives calls the target's credential, which the Go client drops where there is no TLS.
func (t Target) authorized(ctx context.Context) context.Context {
	if !t.Client.DisableTLS || t.Client.Username == "" {
		return ctx
	}
	return metadata.AppendToOutgoingContext(ctx, "authorization", basic(t.Client.Username+":"+t.Client.Password).header())
}

func proposed(kind, data string) esdb.EventData {
	return esdb.EventData{EventID: uuid.New(), EventType: kind, ContentType: esdb.ContentTypeJson, Data: []byte(data)}
}

func write(t *testing.T, c *goClient, stream string, expect esdb.ExpectedRevision, events ...esdb.EventData) *esdb.WriteResult {
	t.Helper()
	r, err := c.AppendToStream(c.ctx, stream, esdb.AppendToStreamOptions{ExpectedRevision: expect}, events...)
	if err != nil {
		t.Fatalf("append: %v", err)
	}
	return r
}

func wantCode(t *testing.T, err error, code esdb.ErrorCode) {
	t.Helper()
	var e *esdb.Error
	if !errors.As(err, &e) || e.Code() != code {
		t.Errorf("got %v, want code %v", err, code)
	}
}

// collect reads a stream to its end.
func collect(t *testing.T, c *goClient, stream string, o esdb.ReadStreamOptions) ([]*esdb.ResolvedEvent, error) {
	t.Helper()
	r, err := c.ReadStream(c.ctx, stream, o, everything)
	if err != nil {
		return nil, err
	}
	defer r.Close()
	var all []*esdb.ResolvedEvent
	for {
		ev, err := r.Recv()
		if errors.Is(err, io.EOF) {
			return all, nil
		}
		if err != nil {
			return all, err
		}
		all = append(all, ev)
	}
}

func askWrong(t *testing.T, c *goClient, stream string) {
	first := proposed("a", "{}")
	one := write(t, c, stream, esdb.NoStream{}, first, proposed("b", "{}"))
	if again := write(t, c, stream, esdb.NoStream{}, first); again.NextExpectedVersion != 0 || one.NextExpectedVersion != 1 {
		t.Errorf("next expected versions are %d and, repeated, %d", one.NextExpectedVersion, again.NextExpectedVersion)
	}
	for _, tc := range []struct {
		expect esdb.ExpectedRevision
		text   string
	}{
		{esdb.NoStream{}, "expecting 'no_stream' but got '1'"},
		{esdb.Revision(0), "expecting '0' but got '1'"},
		{esdb.Revision(9), "expecting '9' but got '1'"},
	} {
		_, err := c.AppendToStream(c.ctx, stream, esdb.AppendToStreamOptions{ExpectedRevision: tc.expect}, proposed("c", "{}"))
		wantCode(t, err, esdb.ErrorCodeWrongExpectedVersion)
		if err != nil && !strings.Contains(err.Error(), tc.text) {
			t.Errorf("got %q, want %q in it", err, tc.text)
		}
	}
}

func askGone(t *testing.T, c *goClient, stream string) {
	_, err := collect(t, c, stream, esdb.ReadStreamOptions{})
	wantCode(t, err, esdb.ErrorCodeResourceNotFound)
	write(t, c, stream, esdb.NoStream{}, proposed("a", "{}"))
	if _, err := c.DeleteStream(c.ctx, stream, esdb.DeleteStreamOptions{ExpectedRevision: esdb.Revision(7)}); err == nil {
		t.Error("a delete at a wrong revision went through")
	}
	if _, err := c.DeleteStream(c.ctx, stream, esdb.DeleteStreamOptions{ExpectedRevision: esdb.Revision(0)}); err != nil {
		t.Fatalf("delete: %v", err)
	}
	_, err = collect(t, c, stream, esdb.ReadStreamOptions{})
	wantCode(t, err, esdb.ErrorCodeResourceNotFound)
	if _, err := c.TombstoneStream(c.ctx, stream, esdb.TombstoneStreamOptions{ExpectedRevision: esdb.Any{}}); err != nil {
		t.Fatalf("tombstone: %v", err)
	}
	_, err = collect(t, c, stream, esdb.ReadStreamOptions{})
	wantCode(t, err, esdb.ErrorCodeStreamDeleted)
	_, err = c.AppendToStream(c.ctx, stream, esdb.AppendToStreamOptions{}, proposed("b", "{}"))
	wantCode(t, err, esdb.ErrorCodeStreamDeleted)
}

func askMetadata(t *testing.T, c *goClient, stream string) {
	_, err := c.GetStreamMetadata(c.ctx, stream, esdb.ReadStreamOptions{})
	wantCode(t, err, esdb.ErrorCodeResourceNotFound)
	write(t, c, stream, esdb.NoStream{}, proposed("a", "{}"), proposed("b", "{}"))
	for _, n := range []uint64{7, 1} {
		m := esdb.StreamMetadata{}
		m.SetMaxCount(n)
		m.AddCustomProperty("foo", "bar")
		if _, err := c.SetStreamMetadata(c.ctx, stream, esdb.AppendToStreamOptions{}, m); err != nil {
			t.Fatalf("set metadata: %v", err)
		}
	}
	m, err := c.GetStreamMetadata(c.ctx, stream, esdb.ReadStreamOptions{})
	if err != nil {
		t.Fatalf("get metadata: %v", err)
	}
	if m.MaxCount() == nil || *m.MaxCount() != 1 || m.CustomProperty("foo") != "bar" {
		t.Errorf("the metadata came back as %+v", m)
	}
	if got, err := collect(t, c, stream, esdb.ReadStreamOptions{}); err != nil || len(got) != 1 || got[0].Event.EventNumber != 1 {
		t.Errorf("through the window came %d events, %v", len(got), err)
	}
}

func askLinks(t *testing.T, c *goClient, stream string) {
	write(t, c, stream, esdb.NoStream{}, proposed("a", "{}"))
	links := stream + "-links"
	write(t, c, links, esdb.NoStream{}, proposed("$>", "0@"+stream), proposed("$>", "5@"+stream))
	got, err := collect(t, c, links, esdb.ReadStreamOptions{ResolveLinkTos: true})
	if err != nil || len(got) != 2 {
		t.Fatalf("read %d links, %v", len(got), err)
	}
	if l := got[0]; l.Link == nil || l.Event == nil || l.Event.StreamID != stream || l.OriginalEvent().StreamID != links {
		t.Errorf("a link was followed to %+v", l)
	}
	if l := got[1]; l.Link == nil || l.Event != nil {
		t.Errorf("a link without a target was followed to %+v", l)
	}
}

func askSubscription(t *testing.T, c *goClient, stream string) {
	write(t, c, stream, esdb.NoStream{}, proposed("a", "{}"))
	sub, err := c.SubscribeToStream(c.ctx, stream, esdb.SubscribeToStreamOptions{From: esdb.Start{}})
	if err != nil {
		t.Fatalf("subscribe: %v", err)
	}
	defer sub.Close()
	follow(t, sub, stream, 0)
	write(t, c, stream, esdb.Revision(0), proposed("b", "{}"), proposed("c", "{}"))
	follow(t, sub, stream, 1, 2)
}

func askAll(t *testing.T, c *goClient, stream string) {
	w := write(t, c, stream, esdb.NoStream{}, proposed("a", "{}"))
	at := esdb.Position{Commit: w.CommitPosition, Prepare: w.PreparePosition}
	sub, err := c.SubscribeToAll(c.ctx, esdb.SubscribeToAllOptions{
		From: at, Filter: &esdb.SubscriptionFilter{Type: esdb.StreamFilterType, Prefixes: []string{stream}},
	})
	if err != nil {
		t.Fatalf("subscribe: %v", err)
	}
	defer sub.Close()
	write(t, c, stream, esdb.Revision(0), proposed("b", "{}"), proposed("c", "{}"))
	follow(t, sub, stream, 1, 2)
}

// follow waits for events of a stream by their numbers.
func follow(t *testing.T, sub *esdb.Subscription, stream string, numbers ...uint64) {
	t.Helper()
	for len(numbers) > 0 {
		ev := sub.Recv()
		if ev.SubscriptionDropped != nil {
			t.Fatalf("dropped: %v", ev.SubscriptionDropped.Error)
		}
		if ev.EventAppeared == nil {
			continue
		}
		if e := ev.EventAppeared.Event; e.StreamID != stream || e.EventNumber != numbers[0] {
			t.Fatalf("got event %d of %s, want %d of %s", e.EventNumber, e.StreamID, numbers[0], stream)
		}
		numbers = numbers[1:]
	}
}
