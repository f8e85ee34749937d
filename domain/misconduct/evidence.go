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
	if (c.Exhibit != "") != (c.Message != nil) {
		return nil
	}
	return domain.Errorf(domain.Invalid, "BAD_CITATION", "%s must name an exhibit or a message, and only one of the two", place).On("evidence")
}

func (e evidence) exists(s State, c Citation, place string) error {
	if c.Message == nil {
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
