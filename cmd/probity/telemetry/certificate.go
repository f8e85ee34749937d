package telemetry

import (
	"time"

	"github.com/prometheus/client_golang/prometheus"
)

// Certificate shows when the server's own certificate ends, as its file says now; the zero time where the server speaks no TLS itself or
// the file cannot be read.
func Certificate(ends func() time.Time) prometheus.Collector {
	return figures[time.Time]{ends, []figure[time.Time]{
		gauge("tls_certificate_end_timestamp_seconds", "When the server's certificate ends, in seconds since 1970; 0 where it speaks no TLS itself or the file cannot be read.",
			func(at time.Time) float64 {
				if at.IsZero() {
					return 0
				}
				return float64(at.Unix())
			}),
	}}
}
