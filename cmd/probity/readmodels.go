package main

import (
	"context"
	"errors"
	"fmt"

	"zombiezen.com/go/sqlite"

	"github.com/probity-ledger/probity/access"
	"github.com/probity-ledger/probity/domain"
	"github.com/probity-ledger/probity/domain/extraction"
	"github.com/probity-ledger/probity/intake"
	"github.com/probity-ledger/probity/ledger"
	"github.com/probity-ledger/probity/ledger/eventlog"
	"github.com/probity-ledger/probity/ledger/wire"
	"github.com/probity-ledger/probity/projections"
	"github.com/probity-ledger/probity/projections/authority"
	"github.com/probity-ledger/probity/projections/cases"
	"github.com/probity-ledger/probity/projections/custody"
	"github.com/probity-ledger/probity/projections/deadlines"
	"github.com/probity-ledger/probity/projections/documents"
	"github.com/probity-ledger/probity/projections/messages"
	"github.com/probity-ledger/probity/projections/officers"
	"github.com/probity-ledger/probity/projections/receipts"
)

// readModels lists every read model of the ledger.
func readModels() []projections.Projection {
	return []projections.Projection{cases.Projection{}, custody.Projection{}, messages.Projection{}, officers.Projection{},
		authority.Projection{}, receipts.Projection{}, documents.Projection{}, deadlines.Projection{}}
}

func usedCommands(views *projections.Runner) ledger.Receipts {
	return receipts.NewQueries(views.View(receipts.Name))
}

// The look-ups below serve the program itself, when it resumes work or when the operator of the machine names a thing by its
// reference. They ask nobody's permission, and nothing they read is shown to people.

// findMatter finds a case by its id or by the force's reference.
func (s *system) findMatter(ctx context.Context, name string) (domain.MatterID, error) {
	if uuidForm.MatchString(name) {
		return domain.MatterID(name), nil
	}
	var found []domain.MatterID
	err := s.views.View(cases.Name).Read(ctx, func(c *sqlite.Conn) error {
		return projections.Query(c, `SELECT id FROM matter WHERE reference = ?1`, nil, func(row *sqlite.Stmt) error {
			found = append(found, domain.MatterID(row.ColumnText(0)))
			return nil
		}, name)
	})
	switch {
	case err != nil:
		return "", fmt.Errorf("find case %s: %w", name, err)
	case len(found) == 0:
		return "", noSuchCase(name)
	case len(found) > 1:
		return "", usagef("%d forces have a case %s; name it by its id", len(found), name)
	}
	return found[0], nil
}

// extractionsOf lists the extractions made from a device for a case, the first authorised first.
func (s *system) extractionsOf(ctx context.Context, matter domain.MatterID, device domain.DeviceID) (found []domain.ExtractionID, err error) {
	err = s.views.View(custody.Name).Read(ctx, func(c *sqlite.Conn) error {
		return projections.Query(c, `SELECT id FROM extraction WHERE device = ?1 AND matter = ?2 ORDER BY no`, nil, func(row *sqlite.Stmt) error {
			found = append(found, domain.ExtractionID(row.ColumnText(0)))
			return nil
		}, string(device), string(matter))
	})
	if err != nil {
		return nil, fmt.Errorf("list the extractions of a device: %w", err)
	}
	return found, nil
}

// unfinished lists the files that were registered and not recorded to their end, with how many batches of each are recorded.
func (i *importer) unfinished(ctx context.Context) (map[jobKey]int, error) {
	found := map[jobKey]int{}
	err := i.s.views.View(custody.Name).Read(ctx, func(c *sqlite.Conn) error {
		return projections.Query(c, `SELECT extraction, sha256, batches, document FROM source`, nil, func(row *sqlite.Stmt) error {
			var source custody.SourceImport
			if err := projections.ReadDocument(row, 3, &source); err != nil {
				return err
			}
			if !source.Done() {
				found[jobKey{domain.ExtractionID(row.ColumnText(0)), domain.SHA256(row.ColumnText(1))}] = row.ColumnInt(2)
			}
			return nil
		})
	})
	return found, err
}

// errRegistered ends the reading of a stream once the registration looked for is found.
var errRegistered = errors.New("found")

// registered reads from the log who registered a file, and how it was to be read. The import goes on in that person's name.
func (i *importer) registered(ctx context.Context, k jobKey) (job, error) {
	var j job
	err := i.s.log.Read(ctx, extraction.Category+"-"+string(k.extraction), 0, func(r eventlog.Recorded) error {
		d, err := wire.Decode(r)
		if err != nil {
			return err
		}
		e, ok := d.Event.(extraction.SourceRegistered)
		if !ok || e.Source.SHA256 != k.sha {
			return nil
		}
		j = job{jobKey: k, name: e.Source.Name, principal: access.Principal{Actor: d.Meta.Actor, Role: d.Meta.Role, Force: d.Meta.Force},
			options: intake.Options{DateOrder: intake.DateOrder(e.Source.DateOrder), TimeZone: e.Source.TimeZone}}
		return errRegistered
	})
	if errors.Is(err, errRegistered) {
		return j, nil
	}
	if err == nil {
		err = errors.New("its registration is not in the log")
	}
	return job{}, err
}
