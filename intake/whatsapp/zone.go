package whatsapp

import (
	"time"
	_ "time/tzdata" // the zones come with the program: the machine may have none
)

// zone turns wall clocks into UTC. Offsets are looked up once a day.
type zone struct {
	location *time.Location // nil: unknown
	day      int64          // the day the cache holds
	offset   int64          // seconds east of UTC, where it is the same all around that day
	steady   bool
	cached   bool
}

// loadZone takes an IANA name; "" is an unknown zone. "Local" would be this machine's and says nothing about the phone.
func loadZone(name string) (zone, error) {
	if name == "" {
		return zone{}, nil
	}
	if name == "Local" {
		return zone{}, &UnknownZoneError{Name: name}
	}
	location, err := time.LoadLocation(name)
	if err != nil {
		return zone{}, &UnknownZoneError{Name: name}
	}
	return zone{location: location}, nil
}

// certainty says how many instants a wall clock may stand for.
type certainty int

const (
	once  certainty = iota // exactly one
	never                  // none: the clock was put forward over it
	twice                  // two: the clock was put back over it
)

// utc finds the instant of a wall clock, where there is exactly one.
func (z *zone) utc(w wall) (time.Time, certainty) {
	d := int64(w) / daySeconds
	if !z.cached || d != z.day {
		z.remember(d)
	}
	if z.steady {
		return time.Unix(int64(w)-z.offset, 0).UTC(), once
	}
	return z.search(w)
}

// remember looks at the offset from a day before to two days after: zones differ from UTC by less than a day.
func (z *zone) remember(d int64) {
	z.day, z.cached = d, true
	z.offset = z.at(d*daySeconds - daySeconds)
	z.steady = true
	for hour := int64(-24); hour <= 48 && z.steady; hour += 3 {
		z.steady = z.at(d*daySeconds+hour*3600) == z.offset
	}
}

func (z *zone) at(unix int64) int64 {
	_, offset := time.Unix(unix, 0).In(z.location).Zone()
	return int64(offset)
}

// search tries every offset in force around the wall clock and keeps those that lead back to it.
func (z *zone) search(w wall) (time.Time, certainty) {
	var found []int64
	for hour := int64(-26); hour <= 26; hour++ {
		utc := int64(w) - z.at(int64(w)+hour*3600)
		if utc+z.at(utc) == int64(w) && (len(found) == 0 || found[len(found)-1] != utc) {
			found = append(found, utc)
		}
	}
	switch len(found) {
	case 0:
		return time.Time{}, never
	case 1:
		return time.Unix(found[0], 0).UTC(), once
	}
	return time.Time{}, twice
}
