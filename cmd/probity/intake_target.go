package main

import (
	"context"
	"fmt"
	"os"
	"regexp"

	"github.com/probity-ledger/probity/access"
	"github.com/probity-ledger/probity/domain"
	"github.com/probity-ledger/probity/domain/misconduct"
)

var uuidForm = regexp.MustCompile(`^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$`)

// localOperator is whoever runs a command on the machine the ledger lies on. They act as digital examiner for the force whose case
// it is; the log names them by their number on this machine.
func localOperator(force string) access.Principal {
	return access.Principal{Actor: domain.ActorID(fmt.Sprintf("local|uid-%d", os.Getuid())), Role: domain.DigitalExaminer, Force: force}
}

// findExtraction finds the extraction a file belongs to and returns a context in which the local operator acts.
func (s *system) findExtraction(ctx context.Context, c intakeCommand) (context.Context, domain.ExtractionID, error) {
	matter, err := s.findMatter(ctx, c.Matter)
	if err != nil {
		return nil, "", err
	}
	state, err := s.ledger.MatterState(ctx, matter)
	if err != nil {
		return nil, "", fmt.Errorf("case %s: %w", c.Matter, err)
	}
	ctx = access.With(ctx, localOperator(state.Force))
	if c.Extraction != "" {
		if err := s.belongs(ctx, domain.ExtractionID(c.Extraction), matter); err != nil {
			return nil, "", err
		}
		return ctx, domain.ExtractionID(c.Extraction), s.openLocally(ctx, matter)
	}
	exhibit, err := s.ledger.Exhibit(ctx, matter, domain.ExhibitRef(c.Exhibit))
	if err != nil {
		return nil, "", fmt.Errorf("exhibit %s of case %s: %w", c.Exhibit, c.Matter, err)
	}
	id, err := s.extractionOf(ctx, matter, domain.ExhibitRef(c.Exhibit), exhibit)
	if err != nil {
		return nil, "", err
	}
	return ctx, id, s.openLocally(ctx, matter)
}

// belongs refuses an extraction that was made for another case.
func (s *system) belongs(ctx context.Context, id domain.ExtractionID, matter domain.MatterID) error {
	state, err := s.ledger.ExtractionState(ctx, id)
	if err != nil {
		return fmt.Errorf("extraction %s: %w", id, err)
	}
	if state.Matter != matter {
		return domain.Errorf(domain.Refused, "OTHER_MATTER", "extraction %s was not made for this case; leave --extraction out to see which were", id)
	}
	return nil
}

func (s *system) extractionOf(ctx context.Context, matter domain.MatterID, ref domain.ExhibitRef, e misconduct.Exhibit) (domain.ExtractionID, error) {
	if e.Extraction != "" {
		return e.Extraction, nil
	}
	if e.Device == "" {
		return "", notADevice(ref)
	}
	found, err := s.extractionsOf(ctx, matter, e.Device)
	if err != nil {
		return "", err
	}
	return theOne(ref, found)
}

func notADevice(ref domain.ExhibitRef) error {
	return domain.Errorf(domain.Refused, "NOT_A_DEVICE", "exhibit %s is neither a device nor an extraction; messages come from one of the two", ref)
}

// theOne is the only extraction of an exhibit; more than one must be told apart by the caller.
func theOne(ref domain.ExhibitRef, found []domain.ExtractionID) (domain.ExtractionID, error) {
	switch len(found) {
	case 1:
		return found[0], nil
	case 0:
		return "", domain.Errorf(domain.Refused, "NO_EXTRACTION", "no extraction from exhibit %s was authorised; authorise and start one first", ref)
	}
	return "", &adviceError{err: fmt.Errorf("exhibit %s has %d extractions", ref, len(found)), code: exitUsage,
		advice: fmt.Sprintf("say which with --extraction: %v", found)}
}
