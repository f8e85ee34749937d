package ledger

import (
	"context"
	"log/slog"
	"sync/atomic"
	"time"

	"go.opentelemetry.io/otel/trace"
	"go.opentelemetry.io/otel/trace/noop"

	"github.com/probity-ledger/probity/access"
	"github.com/probity-ledger/probity/domain"
	"github.com/probity-ledger/probity/domain/account"
	"github.com/probity-ledger/probity/domain/caseaccess"
	"github.com/probity-ledger/probity/domain/device"
	"github.com/probity-ledger/probity/domain/extraction"
	"github.com/probity-ledger/probity/domain/misconduct"
	"github.com/probity-ledger/probity/domain/officer"
	"github.com/probity-ledger/probity/domain/policyset"
	"github.com/probity-ledger/probity/ledger/eventlog"
	"github.com/probity-ledger/probity/ledger/wire"
)

// Config is what a Ledger works with.
type Config struct {
	// Log is the event log. The Ledger does not close it.
	Log *eventlog.Log
	// Policy decides who may give which command; nil is access.Rules.
	Policy access.Policy
	// Now is the clock that stamps commands; nil is time.Now.
	Now func() time.Time
	// Logger gets a line for every command and for what had to be tried again; nil discards them.
	Logger *slog.Logger
	// Traces records commands that come without a span of their caller's, such as those of an import under way; nil records none.
	Traces trace.TracerProvider
	// Observe is told how each command went, on the caller's goroutine; nil where nobody counts.
	Observe func(Observation)
	// Judge is told what became of each command somebody gave, on the caller's goroutine and before they are answered; for the access log.
	// nil where nobody keeps one.
	Judge func(context.Context, Judgement)
	// Receipts knows the command ids used in any stream. Without it, a command id used again is still found in its own stream, and
	// in any stream among the latest commands of this process.
	Receipts Receipts
	// Alone says that nothing but this Ledger writes to the log while it is open, as with the event store inside the process. Then what
	// stands in other streams, such as who is assigned to a case, need not be read from the log again for every command. A Ledger that once
	// did not hear what became of an append reads all the same until it is made anew: that append may arrive late.
	Alone bool
	// CachedStates bounds how many folded streams are kept, and CachedCommands how many command ids in all of them together; 0 is
	// 4096 and one million (about 64 MB).
	CachedStates, CachedCommands int
}

// Receipts is a read model of the command ids that were used, across streams.
type Receipts interface {
	// Find returns what a command left in the log, and false when no command with this id is known (yet).
	Find(ctx context.Context, commandID string) (ReceiptRecord, bool, error)
}

// ReceiptRecord is what a command left in the log.
type ReceiptRecord = wire.ReceiptRecord

// Ledger takes commands. Its methods may be called from any goroutine.
type Ledger struct {
	log      *eventlog.Log
	policy   access.Policy
	now      func() time.Time
	logger   *slog.Logger
	told     func(Observation)
	judged   func(context.Context, Judgement)
	traces   trace.TracerProvider
	receipts Receipts
	alone    atomic.Bool // see Config.Alone
	streams  *streamCache
	locks    *locks
	recent   *recentCommands

	officers    aggregate[officer.State, officer.Event, officer.Command]
	devices     aggregate[device.State, device.Event, device.Command]
	extractions aggregate[extraction.State, extraction.Event, extraction.Command]
	matters     aggregate[misconduct.State, misconduct.Event, misconduct.Command]
	accesses    aggregate[caseaccess.State, caseaccess.Event, caseaccess.Command]
	accounts    aggregate[account.State, account.Event, account.Command]
	policySets  aggregate[policyset.State, policyset.Event, policyset.Command]
}

const (
	defaultCachedStates   = 4096
	defaultCachedCommands = 1_000_000
	recentCommandCount    = 16_384
)

// New makes a Ledger over an open log.
func New(cfg Config) *Ledger {
	if cfg.Policy == nil {
		cfg.Policy = access.Rules{}
	}
	if cfg.Now == nil {
		cfg.Now = time.Now
	}
	if cfg.Logger == nil {
		cfg.Logger = slog.New(slog.DiscardHandler)
	}
	if cfg.Traces == nil {
		cfg.Traces = noop.NewTracerProvider()
	}
	if cfg.Observe == nil {
		cfg.Observe = func(Observation) {}
	}
	if cfg.Judge == nil {
		cfg.Judge = func(context.Context, Judgement) {}
	}
	if cfg.CachedStates <= 0 {
		cfg.CachedStates = defaultCachedStates
	}
	if cfg.CachedCommands <= 0 {
		cfg.CachedCommands = defaultCachedCommands
	}
	l := &Ledger{
		log: cfg.Log, policy: cfg.Policy, now: cfg.Now, logger: cfg.Logger, told: cfg.Observe, judged: cfg.Judge, traces: cfg.Traces, receipts: cfg.Receipts,
		streams: newStreamCache(cfg.CachedStates, cfg.CachedCommands), locks: newLocks(), recent: newRecentCommands(recentCommandCount),
	}
	l.alone.Store(cfg.Alone)
	l.officers, l.devices, l.extractions, l.matters = officers(l), devices(l), extractions(l), matters(l)
	l.accesses, l.accounts = accesses(l), accounts(l)
	l.accesses, l.policySets = accesses(l), policySets(l)
	return l
}

// Officer gives a command to an entry of the register. See Matter for what all of them have in common.
func (l *Ledger) Officer(ctx context.Context, commandID string, id domain.OfficerID, c officer.Command) (Receipt, error) {
	return give(ctx, l, &l.officers, commandID, string(id), c)
}

// Device gives a command about a device. Seize enters the exhibit reference in the matter first.
func (l *Ledger) Device(ctx context.Context, commandID string, id domain.DeviceID, c device.Command) (Receipt, error) {
	return give(ctx, l, &l.devices, commandID, string(id), c)
}

// Extraction gives a command about an extraction. Complete enters the derived exhibit in the matter first.
func (l *Ledger) Extraction(ctx context.Context, commandID string, id domain.ExtractionID, c extraction.Command) (Receipt, error) {
	return give(ctx, l, &l.extractions, commandID, string(id), c)
}

// CaseAccess gives a command about who may look into a matter.
func (l *Ledger) CaseAccess(ctx context.Context, commandID string, matter domain.MatterID, c caseaccess.Command) (Receipt, error) {
	return give(ctx, l, &l.accesses, commandID, string(matter), c)
}

// Account gives a command about what an identity may be. Open and Appoint name the same actor.
func (l *Ledger) Account(ctx context.Context, commandID string, who domain.ActorID, c account.Command) (Receipt, error) {
	return give(ctx, l, &l.accounts, commandID, accountID(who), c)
}

// Matter gives a command in a matter; Receive assigns the receiver to the case first. Like its sisters it takes the caller from ctx, the id of the command (a UUID chosen by the
// caller, the same for the same command given again) and the id of the thing, which for a command that brings it into being is new:
// MatterID and NewID make one.
//
// Errors: access.ErrUnauthenticated; a *domain.Error for every refusal, among them NotFound for what does not exist or must not be
// known to, Forbidden, and Conflict with CodeConcurrentEdit or CodeCommandReused; the errors of package eventlog when the log could
// not do its part. After eventlog.ErrOutcomeUnknown, give the same command again.
func (l *Ledger) Matter(ctx context.Context, commandID string, id domain.MatterID, c misconduct.Command) (Receipt, error) {
	return give(ctx, l, &l.matters, commandID, string(id), c)
}

// PolicySet gives a command about the rules of access the ledger decides by.
func (l *Ledger) PolicySet(ctx context.Context, commandID string, c policyset.Command) (Receipt, error) {
	return give(ctx, l, &l.policySets, commandID, policyset.ID, c)
}

// OfficerState returns an entry of the register as it stands. Like those below, it is for programs that need to know where a thing
// stands: it asks nobody's permission, and what it returns must not be shown to people. NotFound when the thing does not exist.
func (l *Ledger) OfficerState(ctx context.Context, id domain.OfficerID) (officer.State, error) {
	return stateOf(ctx, l, &l.officers, string(id))
}

// DeviceState returns a device as it stands.
func (l *Ledger) DeviceState(ctx context.Context, id domain.DeviceID) (device.State, error) {
	return stateOf(ctx, l, &l.devices, string(id))
}

// ExtractionState returns an extraction as it stands.
func (l *Ledger) ExtractionState(ctx context.Context, id domain.ExtractionID) (extraction.State, error) {
	return stateOf(ctx, l, &l.extractions, string(id))
}

// MatterState returns a matter as it stands.
func (l *Ledger) MatterState(ctx context.Context, id domain.MatterID) (misconduct.State, error) {
	return stateOf(ctx, l, &l.matters, string(id))
}

// CaseAccessState returns who may look into a matter, as it stands; CodeUnknownMatter when nothing was ever recorded of it.
func (l *Ledger) CaseAccessState(ctx context.Context, matter domain.MatterID) (caseaccess.State, error) {
	return stateOf(ctx, l, &l.accesses, string(matter))
}

// AccountState returns an account as it stands.
func (l *Ledger) AccountState(ctx context.Context, who domain.ActorID) (account.State, error) {
	return stateOf(ctx, l, &l.accounts, accountID(who))
}

// Exhibit returns an entry of a matter's exhibit register: CodeUnknownMatter or CodeUnknownExhibit when there is none. It asks nobody's
// permission.
func (l *Ledger) Exhibit(ctx context.Context, matter domain.MatterID, ref domain.ExhibitRef) (misconduct.Exhibit, error) {
	s, err := l.MatterState(ctx, matter)
	if err != nil {
		return misconduct.Exhibit{}, err
	}
	e, ok := s.Exhibits[ref]
	if !ok {
		return misconduct.Exhibit{}, unknown(CodeUnknownExhibit, "exhibit")
	}
	return e, nil
}
