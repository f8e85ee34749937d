package custody

import (
	"fmt"
	"maps"
	"slices"
	"time"

	"zombiezen.com/go/sqlite"

	"github.com/probity-ledger/probity/domain"
	"github.com/probity-ledger/probity/domain/extraction"
	"github.com/probity-ledger/probity/ledger/wire"
	"github.com/probity-ledger/probity/projections"
)

func applyExtraction(c *sqlite.Conn, e wire.Decoded, event extraction.Event) error {
	switch ev := event.(type) {
	case extraction.MessagesRecorded:
		return countBatch(c, e, ev)
	case extraction.SourceRecorded:
		return finishSource(c, e, ev)
	case extraction.Authorised:
		return saveExtraction(c, authorise(e, ev))
	}
	x, err := loadExtraction(c, e.ID)
	if err != nil {
		return err
	}
	if x.ID == "" {
		return fmt.Errorf("apply event %d: %w", e.Revision, errOutOfOrder)
	}
	if ev, ok := event.(extraction.SourceRegistered); ok {
		return addSource(c, e, x, ev)
	}
	return saveExtraction(c, foldExtraction(x, e, event))
}

func authorise(e wire.Decoded, ev extraction.Authorised) Extraction {
	return Extraction{
		ID: domain.ExtractionID(e.ID), Matter: ev.Matter, Device: ev.Device, Exhibit: ev.Exhibit, Status: Authorised, Level: ev.Level,
		Scope: ev.Scope, Authoriser: ev.Authoriser, Reason: ev.Reason, AuthorisedAt: e.RecordedAt, Revision: e.Revision, UpdatedAt: e.RecordedAt,
	}
}

// foldExtraction returns the extraction after an event that follows its authorisation.
func foldExtraction(x Extraction, e wire.Decoded, event extraction.Event) Extraction {
	x.Revision, x.UpdatedAt = e.Revision, e.RecordedAt
	switch ev := event.(type) {
	case extraction.Started:
		x.Status = Started
		x.Start = &Start{
			Tool: ev.Tool, Operator: ev.Operator, Method: ev.Method, DeviceState: ev.DeviceState, ClockOffset: ev.ClockOffset, At: ev.At,
		}
	case extraction.Completed:
		x.Status, x.Completion = Completed, completion(ev)
	case extraction.Failed:
		x.Status, x.Failure = Failed, &Failure{Reason: ev.Reason, At: ev.At, BeforeStart: ev.BeforeStart}
	case extraction.HashVerified:
		x = verified(x, Verification{
			Copy: ev.Copy, Match: true, Expected: ev.Actual, Actual: ev.Actual, Purpose: ev.Purpose, At: ev.At, RecordedBy: e.Meta.Actor, Revision: e.Revision,
		})
	case extraction.IntegrityFailed:
		x = verified(x, Verification{
			Copy: ev.Copy, Expected: ev.Expected, Actual: ev.Actual, Purpose: ev.Purpose, At: ev.At, RecordedBy: e.Meta.Actor, Revision: e.Revision,
		})
	}
	return x
}

func completion(ev extraction.Completed) *Completion {
	done := &Completion{
		Exhibit: ev.Exhibit, Result: ev.Result, Tool: ev.Tool, Operator: ev.Operator, Witness: ev.Witness, Container: ev.Container,
		ContainerSize: ev.ContainerSize, AcquisitionHash: ev.AcquisitionHash, Errors: ev.Errors, At: ev.At, BeforeStart: ev.BeforeStart,
	}
	for _, name := range slices.Sorted(maps.Keys(ev.LegacyHashes)) {
		done.LegacyHashes = append(done.LegacyHashes, LegacyHash{Algorithm: name, Digest: ev.LegacyHashes[name]})
	}
	for _, name := range slices.Sorted(maps.Keys(ev.Counts)) {
		done.Counts = append(done.Counts, CategoryCount{Category: name, Count: ev.Counts[name]})
	}
	return done
}

// verified adds a check. A copy that failed stays in quarantine until it was copied anew and that copying was verified.
func verified(x Extraction, check Verification) Extraction {
	x.Verifications = append(x.Verifications, check)
	anew := check.Copy == extraction.Master && check.Purpose == extraction.CopyToMaster ||
		check.Copy == extraction.Working && check.Purpose == extraction.CopyToWorking
	if check.Match && !anew {
		return x
	}
	x.Quarantined = slices.DeleteFunc(x.Quarantined, func(held extraction.Copy) bool { return held == check.Copy })
	if !check.Match {
		x.Quarantined = append(x.Quarantined, check.Copy)
		slices.Sort(x.Quarantined)
	}
	return x
}

func loadExtraction(c *sqlite.Conn, id string) (x Extraction, err error) {
	err = projections.Query(c, `SELECT document FROM extraction WHERE id = ?1`, nil, func(s *sqlite.Stmt) error {
		return projections.ReadDocument(s, 0, &x)
	}, id)
	return x, err
}

func saveExtraction(c *sqlite.Conn, x Extraction) error {
	document, err := projections.Document(x)
	if err != nil {
		return err
	}
	return projections.Exec(c, `INSERT INTO extraction (id, matter, device, document) VALUES (?1, ?2, ?3, ?4)
		ON CONFLICT (id) DO UPDATE SET document = excluded.document`, string(x.ID), string(x.Matter), string(x.Device), document)
}

func addSource(c *sqlite.Conn, e wire.Decoded, x Extraction, ev extraction.SourceRegistered) error {
	document, err := projections.Document(SourceImport{Extraction: x.ID, Matter: x.Matter, Source: ev.Source, RegisteredAt: e.RecordedAt})
	if err != nil {
		return err
	}
	return projections.Exec(c, `INSERT INTO source
		SELECT ?1, count(*) + 1, ?2, ?3, 0, 0, ?4, ?5, ?6 FROM source WHERE extraction = ?1`,
		e.ID, string(ev.Source.SHA256), string(x.Matter), e.Revision, recorded(e), document)
}

func recorded(e wire.Decoded) string { return e.RecordedAt.UTC().Format(time.RFC3339Nano) }

func countBatch(c *sqlite.Conn, e wire.Decoded, ev extraction.MessagesRecorded) error {
	err := projections.Exec(c, `UPDATE source SET batches = batches + 1, messages = messages + ?3, revision = ?4, updated_at = ?5
		WHERE extraction = ?1 AND sha256 = ?2`, e.ID, string(ev.Source), len(ev.Content.Messages), e.Revision, recorded(e))
	return needOne(c, e, err)
}

func finishSource(c *sqlite.Conn, e wire.Decoded, ev extraction.SourceRecorded) error {
	receipt, err := projections.Document(ev)
	if err != nil {
		return err
	}
	err = projections.Exec(c, `UPDATE source SET document = CAST(json_set(document, '$.receipt', json(?3)) AS BLOB), revision = ?4, updated_at = ?5
		WHERE extraction = ?1 AND sha256 = ?2`, e.ID, string(ev.Source), string(receipt), e.Revision, recorded(e))
	return needOne(c, e, err)
}

// needOne makes an error of an update that found no row.
func needOne(c *sqlite.Conn, e wire.Decoded, err error) error {
	if err == nil && c.Changes() != 1 {
		return fmt.Errorf("apply event %d: %w", e.Revision, errOutOfOrder)
	}
	return err
}
