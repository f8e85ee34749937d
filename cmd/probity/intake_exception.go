package main

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/google/uuid"

	"github.com/probity-ledger/probity/domain"
	"github.com/probity-ledger/probity/domain/caseaccess"
)

// localWork is how long the local operator has for one import.
const localWork = time.Hour

// openLocally opens the case for whoever runs a command on the machine itself and is not assigned to it: by exception, which stands in the
// record and is looked at by a supervisor like any other. One that is still open is used again.
func (s *system) openLocally(ctx context.Context, matter domain.MatterID) error {
	_, err := s.ledger.CaseAccess(ctx, uuid.NewString(), matter, caseaccess.OpenException{
		Exception: uuid.NewString(), Reason: "A file is read in on the machine itself, with `probity intake`.", Until: s.settings.now().Add(localWork),
	})
	var refused *domain.Error
	if errors.As(err, &refused) && (refused.Code == "ALREADY_ASSIGNED" || refused.Code == "ALREADY_OPEN") {
		return nil
	}
	if err != nil {
		return fmt.Errorf("open the case by exception: %w", err)
	}
	return nil
}
