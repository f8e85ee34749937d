package telemetry_test

import (
	"errors"
	"testing"
	"time"

	"github.com/prometheus/client_golang/prometheus"

	"github.com/probity-ledger/probity/cmd/probity/telemetry"
)

func TestBackup(t *testing.T) {
	at := time.Date(2026, 11, 25, 23, 0, 0, 0, time.UTC)
	for name, c := range map[string]struct {
		at   time.Time
		err  error
		want float64
	}{"completed": {at, nil, float64(at.Unix())}, "never completed": {time.Time{}, nil, 0}, "unreadable": {at, errors.New("damaged"), 0}} {
		got := gathered(t, []prometheus.Collector{telemetry.Backup(func() (time.Time, error) { return c.at, c.err })})
		if got["last_success_timestamp_seconds"] != c.want {
			t.Errorf("%s: %v", name, got)
		}
	}
}
