package lease

import (
	"time"

	"golang.org/x/sys/unix"
)

// ownClock is time that only goes forward and goes on while the machine sleeps (CLOCK_BOOTTIME): the holder of a lease must not wake up
// and believe that no time went by.
func ownClock() time.Duration {
	var t unix.Timespec
	if err := unix.ClockGettime(unix.CLOCK_BOOTTIME, &t); err != nil {
		return time.Since(started) // a kernel without it
	}
	return time.Duration(t.Nano())
}

var started = time.Now()
