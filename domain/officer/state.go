package officer

import (
	"maps"

	"github.com/probity-ledger/probity/domain"
)

// State holds what later decisions about one entry of the register need to know, and nothing more. The zero State is the beginning.
type State struct {
	Exists bool
	Force  string
	Kind   SubjectKind // FORMER_OFFICER once an officer has left
	Rank   Rank        // by the latest event
	Unit   string      // by the latest event
	From   domain.Date // the day the entry begins
	Left   domain.Date // the day the person left, or ""
	// Issued holds the devices the person has for work, with the day each was handed over.
	Issued map[domain.DeviceID]domain.Date
	// Sanctions are the outcomes in the person's record, as they now are.
	Sanctions map[domain.MatterID]Sanction
}

// Evolve never fails and never judges: the event has already happened. It does not change the State it is given.
func Evolve(s State, e Event) State {
	switch e := e.(type) {
	case Registered:
		s.Exists, s.Force, s.Kind = true, e.Force, e.Kind
		s.Rank, s.Unit, s.From = e.Rank, e.Unit, e.From
	case Posted:
		s.Unit = e.Unit
	case RankChanged:
		s.Rank = e.Rank
	case DeviceIssued:
		s.Issued = withIssued(s.Issued, e)
	case DeviceHandedBack:
		s.Issued = maps.Clone(s.Issued)
		delete(s.Issued, e.Device)
	case Left:
		s.Left, s.Kind = e.On, afterLeaving(s.Kind)
	case SanctionRecorded:
		s.Sanctions = withSanction(s.Sanctions, e.Sanction)
	case SanctionAmended:
		s.Sanctions = withSanction(s.Sanctions, e.Sanction)
	}
	return s
}

// Decide answers a command with the events it causes, or says why not. It reads no clock.
func Decide(s State, c Command, env domain.Envelope) ([]Event, error) { return c.decide(s, env) }

// Effective returns the day from which an event holds, which may differ from the day it was recorded.
func Effective(e Event) (domain.Date, bool) {
	var d domain.Date
	switch e := e.(type) {
	case Registered:
		d = e.From
	case Posted:
		d = e.From
	case RankChanged:
		d = e.From
	case DeviceIssued:
		d = e.From
	case DeviceHandedBack:
		d = e.On
	case Left:
		d = e.On
	case SanctionRecorded:
		d = e.From
	case SanctionAmended:
		d = e.From
	}
	return d, d != ""
}

func withIssued(m map[domain.DeviceID]domain.Date, e DeviceIssued) map[domain.DeviceID]domain.Date {
	next := make(map[domain.DeviceID]domain.Date, len(m)+1)
	maps.Copy(next, m)
	next[e.Device] = e.From
	return next
}

func withSanction(m map[domain.MatterID]Sanction, s Sanction) map[domain.MatterID]Sanction {
	next := make(map[domain.MatterID]Sanction, len(m)+1)
	maps.Copy(next, m)
	next[s.Matter] = s
	return next
}

// afterLeaving: the Conduct Regulations go on covering officers and special constables who left, as former officers.
func afterLeaving(k SubjectKind) SubjectKind {
	if k == PoliceOfficer || k == SpecialConstable {
		return FormerOfficer
	}
	return k
}
