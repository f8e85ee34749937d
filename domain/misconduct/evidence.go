package misconduct

import (
	"fmt"
	"slices"

	"github.com/probity-ledger/probity/domain"
)

// maxEvidence is the largest number of citations in one decision.
const maxEvidence = 200

// evidence is what a decision cites, with what the ledger attests of it.
type evidence struct {
	cited    []Citation
	matter   domain.MatterID
	attested []Attested
}

// check refuses a citation of anything that is not evidence of this matter. Codes TOO_MANY, BAD_CITATION, EVIDENCE_NOT_FOUND. A message
// of another matter is answered like one that does not exist.
func (e evidence) check(s State) error {
	if err := domain.AtMost("evidence", len(e.cited), maxEvidence); err != nil {
		return err
	}
	for i, c := range e.cited {
		place := fmt.Sprintf("evidence[%d]", i)
		if err := domain.First(domain.OptionalProse("evidence", c.Note), c.one(place), e.exists(s, c, place)); err != nil {
			return err
		}
	}
	return nil
}

func (c Citation) one(place string) error {
	named := 0
	for _, there := range []bool{c.Exhibit != "", c.Message != nil, c.Document != "", c.Policy != ""} {
		if there {
			named++
		}
	}
	if named == 1 {
		return domain.OptionalLine("evidence", c.Policy)
	}
	return domain.Errorf(domain.Invalid, "BAD_CITATION", "%s must name an exhibit, a message, a document or a policy, and only one of them", place).On("evidence")
}

func (e evidence) exists(s State, c Citation, place string) error {
	switch {
	case c.Policy != "":
		return nil
	case c.Document != "":
		if _, ok := s.Documents[c.Document]; ok {
			return nil
		}
		return notFound("%s names a document that is not on record in this matter; record it first", place)
	case c.Message == nil:
		if _, ok := s.Exhibits[c.Exhibit]; ok {
			return nil
		}
		return notFound("%s names an exhibit that is not in the register of this matter; register it, or correct the reference", place)
	}
	if e.matter != "" && slices.Contains(e.attested, Attested{Ref: *c.Message, Matter: e.matter}) {
		return nil
	}
	return notFound("%s names a message that is not on record in this matter; copy the reference from the message itself", place)
}

func notFound(format, place string) error {
	return domain.Errorf(domain.Refused, "EVIDENCE_NOT_FOUND", format, place).On("evidence")
}
