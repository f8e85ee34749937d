//go:build !linux

package lease

import "time"

// ownClock is time that only goes forward. It may stand still while the machine sleeps.
func ownClock() time.Duration { return time.Since(started) }

var started = time.Now()
