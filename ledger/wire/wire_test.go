package wire_test

import (
	"encoding/json"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"github.com/google/uuid"
	"go.opentelemetry.io/otel/trace"
	"pgregory.net/rapid"

	"github.com/probity-ledger/probity/domain"
	"github.com/probity-ledger/probity/domain/device"
	"github.com/probity-ledger/probity/domain/extraction"
	"github.com/probity-ledger/probity/domain/misconduct"
	"github.com/probity-ledger/probity/domain/officer"
	"github.com/probity-ledger/probity/ledger/eventlog"
	"github.com/probity-ledger/probity/ledger/lease"
	"github.com/probity-ledger/probity/ledger/wire"
)

const id = "8f14e45f-ceea-467f-a9bf-1d2c3b4a5968"

// recorded is an event as the log would hold it.
func recorded(tb testing.TB, category string, event any) eventlog.Recorded {
	tb.Helper()
	name, data, err := wire.Encode(event)
	if err != nil {
		tb.Fatal(err)
	}
	meta, err := wire.EncodeMetadata(metadata())
	if err != nil {
		tb.Fatal(err)
	}
	return eventlog.Recorded{ID: uuid.New(), Stream: wire.Stream(category, id), Revision: 7, Type: name, Data: data, Metadata: meta}
}

func metadata() wire.Metadata {
	return wire.Metadata{
		Actor: "sub-4711", Role: domain.CaseOfficer, Force: "northmoor", CommandID: uuid.NewString(),
		CommandHash: strings.Repeat("ab", 32), CorrelationID: uuid.NewString(), CausationID: uuid.NewString(),
		OccurredAt: time.Date(2025, 3, 4, 5, 6, 7, 89, time.UTC), Policies: []string{"permit.run-case", "permit.allocate"},
	}
}

func TestEncodeDecode(t *testing.T) {
	t.Parallel()
	for category, event := range map[string]any{
		device.Category:     device.Sealed{Seal: "A123", By: "sub-1", At: time.Date(2025, 1, 2, 3, 4, 5, 0, time.UTC)},
		extraction.Category: extraction.Failed{Reason: "the connector is broken", At: time.Date(2025, 1, 2, 3, 4, 5, 0, time.UTC)},
		misconduct.Category: misconduct.InvestigationReportSubmitted{By: "sub-1", On: "2025-01-02"},
		officer.Category:    officer.Posted{Unit: "Roads", From: "2025-01-02"},
	} {
		d, err := wire.Decode(recorded(t, category, event))
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(event, d.Event); diff != "" || d.Category != category || d.ID != id || d.Meta.Actor != "sub-4711" {
			t.Errorf("%s: %+v\n%s", category, d, diff)
		}
	}
}

func TestEncodeForeign(t *testing.T) {
	t.Parallel()
	for _, event := range []any{nil, "text", &device.Sealed{}} {
		if name, _, err := wire.Encode(event); err == nil {
			t.Errorf("%T became %s", event, name)
		}
	}
}

// Every error says where in the log the event stands, so that somebody can look.
func TestDecodeErrors(t *testing.T) {
	t.Parallel()
	good := recorded(t, device.Category, device.Sealed{Seal: "A123"})
	for _, c := range []struct {
		name   string
		change func(*eventlog.Recorded)
		as     any
	}{
		{"unknown type", func(r *eventlog.Recorded) { r.Type = "device.melted.v1" }, new(*domain.UnknownEventError)},
		{"type of another aggregate", func(r *eventlog.Recorded) { r.Type = "officer.posted.v1" }, new(*domain.UnknownEventError)},
		{"unknown category", func(r *eventlog.Recorded) { r.Stream = "planet-" + id }, new(*wire.UnknownCategoryError)},
		{"no dash", func(r *eventlog.Recorded) { r.Stream = "device" }, nil},
		{"no id", func(r *eventlog.Recorded) { r.Stream = "device-" }, nil},
		{"no category", func(r *eventlog.Recorded) { r.Stream = "-" + id }, nil},
		{"broken data", func(r *eventlog.Recorded) { r.Data = []byte(`{"seal":`) }, nil},
		{"no metadata", func(r *eventlog.Recorded) { r.Metadata = nil }, nil},
		{"broken metadata", func(r *eventlog.Recorded) { r.Metadata = []byte(`{"actor":1}`) }, nil},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			r := good
			c.change(&r)
			_, err := wire.Decode(r)
			if err == nil {
				t.Fatal("decoded")
			}
			if !strings.Contains(err.Error(), r.Stream) || !strings.Contains(err.Error(), "event 7") {
				t.Errorf("%q does not say where", err)
			}
			if c.as != nil && !errors.As(err, c.as) {
				t.Errorf("%q has another kind", err)
			}
		})
	}
}

// Every shape that was ever written is read through the stream of its aggregate.
func TestDecodeGoldenEvents(t *testing.T) {
	t.Parallel()
	meta, err := wire.EncodeMetadata(metadata())
	if err != nil {
		t.Fatal(err)
	}
	files, err := filepath.Glob("../../domain/*/testdata/events/*.json")
	if err != nil || len(files) == 0 {
		t.Skip("no golden events: ../../domain/*/testdata/events is empty")
	}
	for _, file := range files {
		data, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		name := strings.TrimSuffix(filepath.Base(file), ".json")
		category, _, _ := strings.Cut(name, ".")
		r := eventlog.Recorded{Stream: wire.Stream(category, id), Type: name, Data: data, Metadata: meta}
		if d, err := wire.Decode(r); err != nil || d.Event == nil {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// What the program writes about its own running is read like everything else, and told apart from what it writes about cases.
func TestHousekeeping(t *testing.T) {
	t.Parallel()
	r := eventlog.Recorded{Stream: "lease-processes", Type: "lease.released.v1", Data: []byte(`{"term":3,"holder":"x"}`), Metadata: []byte(`{}`)}
	d, err := wire.Decode(r)
	if err != nil || d.Event != (lease.Released{Term: 3, Holder: "x"}) || !wire.Housekeeping(r.Stream) {
		t.Errorf("%+v, %v", d, err)
	}
	for _, stream := range []string{"device-" + id, "leases-x", "lease"} {
		if wire.Housekeeping(stream) {
			t.Errorf("%s counts as housekeeping", stream)
		}
	}
}

func TestSplitStream(t *testing.T) {
	t.Parallel()
	category, rest, ok := wire.SplitStream("device-8f14e45f-ceea")
	if !ok || category != "device" || rest != "8f14e45f-ceea" {
		t.Errorf("%q %q %t", category, rest, ok)
	}
}

func anyMetadata() *rapid.Generator[wire.Metadata] {
	return rapid.Custom(func(t *rapid.T) wire.Metadata {
		text := rapid.String()
		return wire.Metadata{
			Actor: domain.ActorID(text.Draw(t, "actor")), Role: domain.Role(text.Draw(t, "role")), Force: text.Draw(t, "force"),
			CommandID: text.Draw(t, "command"), CommandHash: text.Draw(t, "hash"), CorrelationID: text.Draw(t, "correlation"),
			CausationID: text.Draw(t, "causation"), TraceParent: text.Draw(t, "traceparent"), Policies: rapid.SliceOf(text).Draw(t, "policies"),
			OccurredAt: time.Unix(rapid.Int64Range(0, 4e9).Draw(t, "seconds"), rapid.Int64Range(0, 999_999_999).Draw(t, "nanos")).UTC(),
		}
	})
}

// The reader of metadata agrees with the general JSON reader on everything this program writes.
func TestMetadataAgreesWithJSON(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		m := anyMetadata().Draw(t, "metadata")
		data, err := wire.EncodeMetadata(m)
		if err != nil {
			t.Fatal(err)
		}
		got, err := wire.DecodeMetadata(data)
		if err != nil {
			t.Fatal(err)
		}
		var want wire.Metadata
		if err := json.Unmarshal(data, &want); err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(want, got, cmpopts.EquateEmpty()); diff != "" {
			t.Fatal(diff)
		}
	})
}

func TestMetadataStrict(t *testing.T) {
	t.Parallel()
	for _, text := range []string{
		``, `null`, `[]`, `{`, `{}}`, `{} {}`, `{"actor":"a",}`, `{"actor" "a"}`, `{"actor":null}`, `{"actor":1}`, `{"actor":"a`,
		`{"Actor":"a"}`, `{"actor":"a","actor":"b"}`, `{"colour":"blue"}`, `{"occurredAt":"yesterday"}`, `{"policies":"a"}`,
		`{"policies":["a"`, `{"policies":[1]}`, `{"policies":null}`, `{"traceparent":1}`, "{\"actor\":\"a\nb\"}", "{\"actor\":\"\xff\"}", `{"actor":"\x"}`,
		`{"actor":"` + strings.Repeat("x", 70_000) + `"}`,
	} {
		if m, err := wire.DecodeMetadata([]byte(text)); err == nil {
			t.Errorf("%.60q was read as %+v", text, m)
		}
	}
	m, err := wire.DecodeMetadata([]byte(" {\n\t\"policies\" : [ ] , \"actor\":\"a\\u00e9\\\"\" }\r\n"))
	if err != nil || m.Actor != `aé"` || len(m.Policies) != 0 {
		t.Errorf("%+v, %v", m, err)
	}
}

// A span named by an event is found again; nonsense in its place makes the event no worse.
func TestTraceParent(t *testing.T) {
	t.Parallel()
	sc := trace.NewSpanContext(trace.SpanContextConfig{TraceID: trace.TraceID{1}, SpanID: trace.SpanID{2}, TraceFlags: trace.FlagsSampled, Remote: true})
	ctx := trace.ContextWithSpanContext(t.Context(), sc)
	m := metadata()
	m.TraceParent = wire.TraceParent(ctx)
	data, err := wire.EncodeMetadata(m)
	if err != nil {
		t.Fatal(err)
	}
	if m, err = wire.DecodeMetadata(data); err != nil || !m.SpanContext().Equal(sc) {
		t.Errorf("%+v, %v", m, err)
	}
	if got := wire.TraceParent(trace.ContextWithSpanContext(ctx, sc.WithTraceFlags(0))); got != "" {
		t.Errorf("a span that is not recorded is noted as %q", got)
	}
	for _, text := range []string{"", "x", "00-0-0-00", "00-00000000000000000000000000000000-0000000000000000-01", strings.Repeat("0", 9000)} {
		m, err := wire.DecodeMetadata([]byte(`{"actor":"a","traceparent":"` + text + `"}`))
		if err != nil || m.Actor != "a" || m.SpanContext().IsValid() {
			t.Errorf("%q: %v, %v", text, m, err)
		}
	}
}

func FuzzDecodeMetadata(f *testing.F) {
	good, err := wire.EncodeMetadata(metadata())
	if err != nil {
		f.Fatal(err)
	}
	f.Add(good)
	f.Add([]byte(`{"policies":["a","\u0041"]}`))
	f.Add([]byte(`{"actor":"\`))
	f.Add([]byte(`{"traceparent":"00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01"}`))
	f.Fuzz(func(t *testing.T, data []byte) {
		got, err := wire.DecodeMetadata(data)
		if err != nil {
			return
		}
		var want wire.Metadata
		d := json.NewDecoder(strings.NewReader(string(data)))
		d.DisallowUnknownFields()
		if err := d.Decode(&want); err != nil {
			t.Fatalf("the general reader refuses %q: %v", data, err)
		}
		want.OccurredAt = want.OccurredAt.UTC()
		if diff := cmp.Diff(want, got, cmpopts.EquateEmpty()); diff != "" {
			t.Fatal(diff)
		}
	})
}

func FuzzDecode(f *testing.F) {
	good := recorded(f, device.Category, device.Sealed{Seal: "A123"})
	f.Add(good.Stream, good.Type, good.Data, good.Metadata)
	f.Add("extraction-"+id, "extraction.messages_recorded.v1", []byte(`{"content":{"messages":[{}]}}`), []byte(`{}`))
	f.Fuzz(func(t *testing.T, stream, kind string, data, meta []byte) {
		d, err := wire.Decode(eventlog.Recorded{Stream: stream, Type: kind, Data: data, Metadata: meta})
		if err == nil && d.Event == nil {
			t.Error("decoded to nothing")
		}
	})
}

func BenchmarkDecodeMetadata(b *testing.B) {
	data, err := wire.EncodeMetadata(metadata())
	if err != nil {
		b.Fatal(err)
	}
	b.ReportAllocs()
	for b.Loop() {
		if _, err := wire.DecodeMetadata(data); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkDecodeMetadataJSON(b *testing.B) {
	data, err := wire.EncodeMetadata(metadata())
	if err != nil {
		b.Fatal(err)
	}
	b.ReportAllocs()
	for b.Loop() {
		var m wire.Metadata
		if err := json.Unmarshal(data, &m); err != nil {
			b.Fatal(err)
		}
	}
}
