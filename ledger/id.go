package ledger

import (
	"strconv"
	"strings"

	"github.com/google/uuid"

	"github.com/probity-ledger/probity/domain"
)

// These make the id of a command that does the part belonging into another stream out of the id of the command that needs it.
const (
	exhibitKind    = "exhibit"
	assignmentKind = "assignment"
	linkKind       = "link"
	combineKind    = "combine"
	splitKind      = "split"
	sanctionKind   = "sanction"
)

// EventID is the id of the event number index (0, 1, …) that a command caused: the version 5 UUID of the index in decimal, in the
// command's id as namespace.
func EventID(command uuid.UUID, index int) uuid.UUID {
	return uuid.NewSHA1(command, []byte(strconv.Itoa(index)))
}

// NewID is the id of a thing that a command brings into being, so that the same command given again names the same thing: the version
// 5 UUID of the kind, in the command's id as namespace. The kind is a word such as "device", or a word and a number where a command
// makes several; a bare number would be the id of an event. What is not a command id gives an id too, and the command is refused.
func NewID(commandID, kind string) string {
	namespace, err := parseID(commandID)
	if err != nil {
		namespace = uuid.NewSHA1(uuid.Nil, []byte(commandID))
	}
	return uuid.NewSHA1(namespace, []byte(kind)).String()
}

// references is the namespace of the ids that follow from a force's reference.
var references = uuid.MustParse("5f0a3a0e-6a3b-5c57-9d3e-0a6a1c0f4b21")

// MatterID is the id of the matter a force keeps under a reference: the version 5 UUID of both. It follows from the reference, so that a
// force cannot open two matters under one: the second command finds the first matter's stream.
func MatterID(force, reference string) domain.MatterID {
	return domain.MatterID(uuid.NewSHA1(references, []byte(force+"\x00"+reference)).String())
}

// identities is the namespace of the ids that follow from an actor.
var identities = uuid.MustParse("8c1de7a2-0b54-5f0e-9d0a-3f2c6b7e1a58")

// accountID is the id of the account of an actor: the version 5 UUID of it. It follows from the actor, so that an identity has one account
// at most.
func accountID(a domain.ActorID) string { return uuid.NewSHA1(identities, []byte(a)).String() }

// parseID reads a UUID in its 36-character form, in either case; the zero UUID is none.
func parseID(text string) (uuid.UUID, error) {
	id, err := uuid.Parse(text)
	if err != nil || len(text) != 36 || id == uuid.Nil {
		return uuid.Nil, errNoUUID
	}
	return id, nil
}

// checkID makes sure that the id of an aggregate is spelled in the one way that names its stream.
func checkID(kind, id string) error {
	if parsed, err := parseID(id); err != nil || parsed.String() != id || strings.ToLower(id) != id {
		return domain.Errorf(domain.Invalid, "ID_INVALID", "the id of the %s is not a UUID in lower-case form", kind).On("id")
	}
	return nil
}
