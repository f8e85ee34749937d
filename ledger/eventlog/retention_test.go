package eventlog_test

import (
	"errors"
	"testing"

	"github.com/probity-ledger/probity/internal/logtest"
	"github.com/probity-ledger/probity/ledger/eventlog"
)

func TestReadLast(t *testing.T) {
	t.Parallel()
	l, stream := logtest.Start(t).Open(), streamName()
	if _, err := l.ReadLast(t.Context(), stream); !errors.Is(err, eventlog.ErrStreamNotFound) {
		t.Errorf("of nothing: %v", err)
	}
	written := events(3)
	mustAppend(t, l, stream, eventlog.NoStream(), written...)
	got, err := l.ReadLast(t.Context(), stream)
	if err != nil || got.Revision != 2 || got.ID != written[2].ID {
		t.Errorf("%+v, %v", got, err)
	}
	if _, err := l.ReadLast(t.Context(), "$"); err == nil {
		t.Error("a stream of the store's own was read")
	}
}

// A store that knows retention takes it, however often it is told; one that does not says so. Either way nothing is lost of the stream's
// end.
func TestKeepLast(t *testing.T) {
	t.Parallel()
	l, stream := logtest.Start(t).Open(), streamName()
	mustAppend(t, l, stream, eventlog.NoStream(), events(5)...)
	for range 2 {
		if err := l.KeepLast(t.Context(), stream, 2); err != nil && !errors.Is(err, eventlog.ErrRefused) {
			t.Fatal(err)
		}
	}
	mustAppend(t, l, stream, eventlog.Exactly(4), event("test.happened.v1"))
	if got, err := l.ReadLast(t.Context(), stream); err != nil || got.Revision != 5 {
		t.Errorf("%+v, %v", got, err)
	}
	if err := l.KeepLast(t.Context(), "", 2); err == nil {
		t.Error("a stream without a name was told")
	}
}
