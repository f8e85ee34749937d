package eventlog_test

import (
	"fmt"
	"testing"

	"github.com/google/uuid"

	"github.com/probity-ledger/probity/ledger/eventlog"
)

func event(kind string) eventlog.Event {
	return eventlog.Event{ID: uuid.New(), Type: kind, Data: []byte(`{"of":"` + kind + `"}`), Metadata: []byte(`{}`)}
}

func events(n int) []eventlog.Event {
	out := make([]eventlog.Event, n)
	for i := range out {
		out[i] = event(fmt.Sprintf("test.happened_%d.v1", i))
	}
	return out
}

func mustAppend(tb testing.TB, l *eventlog.Log, stream string, exp eventlog.Expected, e ...eventlog.Event) eventlog.Appended {
	tb.Helper()
	a, err := l.Append(tb.Context(), stream, exp, e...)
	if err != nil {
		tb.Fatal(err)
	}
	return a
}

func streamName() string { return "test-" + uuid.NewString() }
