package wire

import (
	"encoding/json"
	"fmt"
	"time"

	"github.com/probity-ledger/probity/domain"
)

// Metadata is what stands beside every event. It holds no personal content.
type Metadata struct {
	Actor         domain.ActorID `json:"actor"`                 // subject of whoever gave the command
	Role          domain.Role    `json:"role"`                  // the capacity in which they gave it
	Force         string         `json:"force,omitempty"`       // the police force they serve; "" for the IOPC
	CommandID     string         `json:"commandId"`             // the command this event answers, a UUID
	CommandHash   string         `json:"commandHash"`           // SHA-256 over the command's name and JSON, in hexadecimal
	CorrelationID string         `json:"correlationId"`         // the command a person gave, from which this one follows
	CausationID   string         `json:"causationId,omitempty"` // the command that caused this one; "" where a person gave it
	OccurredAt    time.Time      `json:"occurredAt"`            // UTC; when the ledger took the command
	Policies      []string       `json:"policies"`              // names of the access rules that allowed it
	TraceParent   string         `json:"traceparent,omitempty"` // the recorded span that wrote it (W3C trace context); see SpanContext
}

// EncodeMetadata returns the JSON of a Metadata. No policies are an empty list.
func EncodeMetadata(m Metadata) ([]byte, error) {
	m.OccurredAt = m.OccurredAt.UTC()
	if m.Policies == nil {
		m.Policies = []string{}
	}
	data, err := json.Marshal(m)
	if err != nil {
		return nil, fmt.Errorf("encode metadata: %w", err)
	}
	return data, nil
}
