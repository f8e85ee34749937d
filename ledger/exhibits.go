package ledger

import (
	"context"
	"fmt"

	"github.com/probity-ledger/probity/domain"
	"github.com/probity-ledger/probity/domain/device"
	"github.com/probity-ledger/probity/domain/extraction"
	"github.com/probity-ledger/probity/domain/misconduct"
	"github.com/probity-ledger/probity/ledger/wire"
)

// registerDevice enters the exhibit reference of a seized device in the matter, before the seizure itself is written.
func (l *Ledger) registerDevice(ctx context.Context, r *request, id string, _ device.State, c device.Command) error {
	seize, ok := c.(device.Seize)
	if !ok {
		return nil
	}
	return l.registerExhibit(ctx, r, seize.Matter, misconduct.RegisterExhibit{
		Exhibit: seize.Exhibit, Device: domain.DeviceID(id), Description: seize.Description.Type,
	})
}

// registerDerived enters what an extraction produced in the matter, as an exhibit made from the device's.
func (l *Ledger) registerDerived(ctx context.Context, r *request, id string, s extraction.State, c extraction.Command) error {
	complete, ok := c.(extraction.Complete)
	if !ok {
		return nil
	}
	return l.registerExhibit(ctx, r, s.Matter, misconduct.RegisterExhibit{
		Exhibit: complete.Exhibit, Extraction: domain.ExtractionID(id), DerivedFrom: s.Exhibit, Description: "extraction",
	})
}

// registerExhibit gives the matter the first half of r's command. It was allowed with r and asks for no permission of its own.
func (l *Ledger) registerExhibit(ctx context.Context, r *request, matter domain.MatterID, c misconduct.RegisterExhibit) error {
	child, err := r.child(exhibitKind, wire.Stream(misconduct.Category, string(matter)), c)
	if err != nil {
		return err
	}
	if _, err := run(ctx, l, &l.matters, child, string(matter), misconduct.Command(c)); err != nil {
		return fmt.Errorf("register exhibit: %w", err)
	}
	return nil
}
