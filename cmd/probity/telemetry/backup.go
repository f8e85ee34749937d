package telemetry

import (
	"time"

	"github.com/prometheus/client_golang/prometheus"
)

// Backup shows when the backup that is watched was last completed. A backup that is not there, or cannot be read, was completed at the
// beginning of time: whoever watches a backup wants to hear that it is not there.
func Backup(completed func() (time.Time, error)) prometheus.Collector {
	return figures[time.Time]{func() time.Time {
		at, err := completed()
		if err != nil || at.IsZero() {
			return time.Unix(0, 0)
		}
		return at
	}, []figure[time.Time]{
		gauge("backup_last_success_timestamp_seconds", "When the backup named with --watch-backup was last completed, in seconds since 1970; 0 when it is not there or cannot be read.",
			func(at time.Time) float64 { return float64(at.UnixMilli()) / 1000 }),
	}}
}
