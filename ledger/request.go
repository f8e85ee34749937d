package ledger

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"strings"
	"time"

	"github.com/google/uuid"

	"github.com/probity-ledger/probity/access"
	"github.com/probity-ledger/probity/domain"
	"github.com/probity-ledger/probity/ledger/wire"
)

// request is one command on its way: who gave it, under which id, and what goes into the metadata of its events. It stays the same
// through all attempts, so that an attempt made again writes the same bytes.
type request struct {
	command     uuid.UUID
	name        string // e.g. "device.Seize"
	hash        string // of the name and the content
	stream      string
	who         access.Principal
	now         time.Time
	correlation string
	causation   string
	traceparent string   // of the recorded span it is carried out in; "" where nobody watches
	granted     []string // the rules that allowed the parent; a command of the ledger's own needs no others
	internal    bool     // given by the ledger itself, as a part of a command that was allowed
	outOfTurn   bool     // does not wait for the commands to the same stream that came before
}

func (r *request) id() string { return r.command.String() }

func (r *request) envelope() domain.Envelope {
	return domain.Envelope{Now: r.now, Actor: r.who.Actor, Role: r.who.Role, Force: r.who.Force}
}

func (r *request) metadata(policies []string) ([]byte, error) {
	return wire.EncodeMetadata(wire.Metadata{
		Actor: r.who.Actor, Role: r.who.Role, Force: r.who.Force,
		CommandID: r.id(), CommandHash: r.hash, CorrelationID: r.correlation, CausationID: r.causation,
		OccurredAt: r.now, Policies: policies, TraceParent: r.traceparent,
	})
}

// newRequest identifies the caller and the command.
func (l *Ledger) newRequest(ctx context.Context, commandID, stream string, command any) (*request, error) {
	who, ok := access.From(ctx)
	now := l.now().UTC()
	if !ok || (!who.Expires.IsZero() && !now.Before(who.Expires)) {
		return nil, access.ErrUnauthenticated
	}
	id, err := parseID(commandID)
	if err != nil {
		return nil, domain.Errorf(domain.Invalid, CodeCommandIDInvalid, "the command id is not a UUID").On("commandId")
	}
	name, hash, err := fingerprint(command)
	if err != nil {
		return nil, err
	}
	who.At = now
	return &request{command: id, name: name, hash: hash, stream: stream, who: who, now: now, correlation: id.String()}, nil
}

// child is a command that the ledger gives itself as a part of r.
func (r *request) child(kind, stream string, command any) (*request, error) {
	name, hash, err := fingerprint(command)
	if err != nil {
		return nil, err
	}
	c := *r
	c.command, c.name, c.hash, c.stream = uuid.NewSHA1(r.command, []byte(kind)), name, hash, stream
	c.causation, c.internal = r.id(), true
	return &c, nil
}

// fingerprint returns a command's name and the SHA-256 over its name and its JSON. Facts, which are tagged `json:"-"`, do not count.
// A command is given as a value: behind a pointer the facts would not be put in.
func fingerprint(command any) (name, hash string, err error) {
	name = fmt.Sprintf("%T", command)
	if command == nil || strings.HasPrefix(name, "*") {
		return "", "", domain.Errorf(domain.Invalid, "COMMAND_INVALID", "no command was given")
	}
	content, err := json.Marshal(command)
	if err != nil {
		return "", "", domain.Errorf(domain.Invalid, "COMMAND_INVALID", "the command holds a value that cannot be written down")
	}
	sum := sha256.New()
	sum.Write([]byte(name + "\n"))
	sum.Write(content)
	return name, hex.EncodeToString(sum.Sum(nil)), nil
}
