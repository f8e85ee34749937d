package httpd

import (
	"testing"
	"time"

	"github.com/probity-ledger/probity/ledger/eventlog"
)

func at(n uint64) eventlog.Position { return eventlog.Position{Commit: n, Prepare: n} }

func TestBehind(t *testing.T) {
	t.Parallel()
	const allowed = 10 * time.Second
	var b behind
	start := time.Date(2025, 6, 3, 9, 0, 0, 0, time.UTC)
	for _, step := range []struct {
		says           string
		after          time.Duration
		position, head uint64
		late           bool
	}{
		{"up to date", 0, 5, 5, false},
		{"the log goes on", 1 * time.Second, 5, 9, false},
		{"a busy log: always behind, never for long", 8 * time.Second, 9, 20, false},
		{"it stands still", 17 * time.Second, 9, 30, false},
		{"for too long", 19 * time.Second, 9, 40, true},
		{"it has moved, and not far enough", 20 * time.Second, 19, 40, true},
		{"it has recovered", 21 * time.Second, 40, 41, false},
		{"no answer from the log", 22 * time.Second, 40, 0, false},
	} {
		if got := b.late("cases", at(step.position), at(step.head), start.Add(step.after), allowed); got != step.late {
			t.Errorf("%s: late %t", step.says, got)
		}
	}
}
