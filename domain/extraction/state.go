package extraction

import (
	"maps"
	"time"

	"github.com/probity-ledger/probity/domain"
)

// Status is how far an extraction has come.
type Status string

// The statuses. The empty one is the beginning.
const (
	StatusAuthorised Status = "AUTHORISED"
	StatusStarted    Status = "STARTED"
	StatusCompleted  Status = "COMPLETED"
	StatusFailed     Status = "FAILED"
)

// State holds what later decisions about one extraction need to know, and nothing more. The zero State is the beginning.
type State struct {
	Status    Status
	Matter    domain.MatterID
	Device    domain.DeviceID
	Exhibit   domain.ExhibitRef // the device's
	Derived   domain.ExhibitRef // what the extraction produced, once completed
	StartedAt time.Time
	Sources   map[domain.SHA256]SourceState
	// AcquisitionHash is the hash of the container as it was made; "" before completion.
	AcquisitionHash domain.SHA256
	Quarantined     map[Copy]bool // copies that failed verification and were not restored since
}

// SourceState is how far the import of one file has come.
type SourceState struct {
	Registered bool
	Batches    int  // recorded so far; also the number of the next one
	Messages   int  // recorded so far
	Recorded   bool // closed with its receipt
	Source     Source
}

// Evolve never fails and never judges: the event has already happened. It does not change the State it is given.
func Evolve(s State, e Event) State {
	switch e := e.(type) {
	case Authorised:
		s.Status, s.Matter, s.Device, s.Exhibit = StatusAuthorised, e.Matter, e.Device, e.Exhibit
	case Started:
		s.Status, s.StartedAt = StatusStarted, e.At
	case SourceRegistered:
		s = withSource(s, e.Source.SHA256, func(f *SourceState) { f.Registered, f.Source = true, e.Source })
	case MessagesRecorded:
		s = withSource(s, e.Source, func(f *SourceState) { f.Batches, f.Messages = e.Batch+1, f.Messages+len(e.Content.Messages) })
	case SourceRecorded:
		s = withSource(s, e.Source, func(f *SourceState) { f.Recorded = true })
	case Completed:
		s.Status, s.AcquisitionHash, s.Derived = StatusCompleted, e.AcquisitionHash, e.Exhibit
	case Failed:
		s.Status = StatusFailed
	case HashVerified:
		if restores(e.Copy, e.Purpose) {
			s = withQuarantine(s, e.Copy, false)
		}
	case IntegrityFailed:
		s = withQuarantine(s, e.Copy, true)
	}
	return s
}

// Decide answers a command with the events it causes, or says why not. It reads no clock.
func Decide(s State, c Command, env domain.Envelope) ([]Event, error) { return c.decide(s, env) }

func withSource(s State, sha domain.SHA256, change func(*SourceState)) State {
	next := make(map[domain.SHA256]SourceState, len(s.Sources)+1)
	maps.Copy(next, s.Sources)
	f := next[sha]
	change(&f)
	next[sha] = f
	s.Sources = next
	return s
}

func withQuarantine(s State, c Copy, on bool) State {
	next := make(map[Copy]bool, len(s.Quarantined)+1)
	maps.Copy(next, s.Quarantined)
	if on {
		next[c] = true
	} else {
		delete(next, c)
	}
	s.Quarantined = next
	return s
}

// restores says whether a matching hash ends the quarantine of a copy: only the check made right after copying it anew does.
func restores(c Copy, purpose string) bool {
	return c == Master && purpose == CopyToMaster || c == Working && purpose == CopyToWorking
}
