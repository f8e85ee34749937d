package officer

import "github.com/probity-ledger/probity/domain"

// Command is the closed set of requests to the register. One without its rule does not compile.
type Command interface {
	decide(State, domain.Envelope) ([]Event, error)
}

// Register enters a person.
type Register struct {
	Person Person
	Force  string
	Kind   SubjectKind
	Rank   Rank
	Unit   string
	From   domain.Date
}

// Post moves the person to another unit.
type Post struct {
	Unit string
	From domain.Date
}

// ChangeRank records a promotion, a reduction or a temporary rank.
type ChangeRank struct {
	Rank   Rank
	From   domain.Date
	Reason string
}

// IssueDevice hands the person a device for work. That it is a work device is what device.Issue records in the device's own stream.
type IssueDevice struct {
	Device domain.DeviceID
	From   domain.Date
}

// HandBackDevice ends the issue of a device.
type HandBackDevice struct {
	Device domain.DeviceID
	On     domain.Date
}

// Leave records that the person left the force.
type Leave struct {
	On  domain.Date
	How string
}
