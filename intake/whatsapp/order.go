package whatsapp

// DateOrder is the order in which day, month and year stand in a date.
type DateOrder string

// The orders in use.
const (
	DMY DateOrder = "DMY"
	MDY DateOrder = "MDY"
	YMD DateOrder = "YMD"
)

// Basis says how the order of a file's dates was decided.
type Basis string

// The ways to decide, from the firmest to the weakest.
const (
	UnambiguousForm Basis = "UNAMBIGUOUS_FORM" // the year stands first, or every date reads the same either way
	Over12          Basis = "OVER_12"          // a value above 12 cannot be a month
	Monotonic       Basis = "MONOTONIC"        // only one order makes the file run forwards
	Operator        Basis = "OPERATOR"         // a person said so, and nothing contradicts it
)

// DayPeriod is a half of the day on a 12-hour clock.
type DayPeriod string

// The halves of the day.
const (
	AM DayPeriod = "AM"
	PM DayPeriod = "PM"
)
