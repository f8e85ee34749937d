package scalar

import (
	"github.com/99designs/gqlgen/graphql"
	"github.com/google/uuid"

	"github.com/probity-ledger/probity/domain"
)

// parseID accepts the canonical lower-case form only, so that one thing has one name in streams, caches and logs.
func parseID[T ~string](v any) (T, error) {
	s, absent, err := text(v)
	if absent || err != nil {
		return "", err
	}
	id, err := uuid.Parse(s)
	if err != nil || id.String() != s {
		return "", malformed("expected a UUID in canonical lower-case form")
	}
	return T(s), nil
}

// MarshalUUID writes a UUID kept as text.
func MarshalUUID(v string) graphql.Marshaler { return word(v) }

// UnmarshalUUID reads a UUID as text.
func UnmarshalUUID(v any) (string, error) { return parseID[string](v) }

// MarshalBinaryUUID writes a UUID kept as 16 bytes.
func MarshalBinaryUUID(v uuid.UUID) graphql.Marshaler { return graphql.MarshalString(v.String()) }

// UnmarshalBinaryUUID reads a UUID into 16 bytes.
func UnmarshalBinaryUUID(v any) (uuid.UUID, error) {
	s, err := parseID[string](v)
	if s == "" || err != nil {
		return uuid.Nil, err
	}
	return uuid.Parse(s)
}

// MarshalMatterID writes a case's id.
func MarshalMatterID(v domain.MatterID) graphql.Marshaler { return word(v) }

// UnmarshalMatterID reads a case's id.
func UnmarshalMatterID(v any) (domain.MatterID, error) { return parseID[domain.MatterID](v) }

// MarshalDeviceID writes a device's id.
func MarshalDeviceID(v domain.DeviceID) graphql.Marshaler { return word(v) }

// UnmarshalDeviceID reads a device's id.
func UnmarshalDeviceID(v any) (domain.DeviceID, error) { return parseID[domain.DeviceID](v) }

// MarshalExtractionID writes an extraction's id.
func MarshalExtractionID(v domain.ExtractionID) graphql.Marshaler { return word(v) }

// UnmarshalExtractionID reads an extraction's id.
func UnmarshalExtractionID(v any) (domain.ExtractionID, error) {
	return parseID[domain.ExtractionID](v)
}

// MarshalOfficerID writes the id of an entry in the register.
func MarshalOfficerID(v domain.OfficerID) graphql.Marshaler { return word(v) }

// UnmarshalOfficerID reads the id of an entry in the register.
func UnmarshalOfficerID(v any) (domain.OfficerID, error) { return parseID[domain.OfficerID](v) }

// MarshalMessageID writes a message's id.
func MarshalMessageID(v domain.MessageID) graphql.Marshaler { return word(v) }

// UnmarshalMessageID reads a message's id.
func UnmarshalMessageID(v any) (domain.MessageID, error) { return parseID[domain.MessageID](v) }

// MarshalAllegationID writes an allegation's id.
func MarshalAllegationID(v domain.AllegationID) graphql.Marshaler { return word(v) }

// UnmarshalAllegationID reads an allegation's id.
func UnmarshalAllegationID(v any) (domain.AllegationID, error) {
	return parseID[domain.AllegationID](v)
}
