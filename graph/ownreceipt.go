package graph

import (
	"context"
	"fmt"

	"github.com/probity-ledger/probity/ledger"
	"github.com/probity-ledger/probity/ledger/wire"
	"github.com/probity-ledger/probity/projections/receipts"
)

// ownReceipt finds what became of a command, for whoever gave it: another's command does not exist for them. The ledger's own bytes
// say who gave it.
func (r *Resolver) ownReceipt(ctx context.Context, commandID string) (*ledger.ReceiptRecord, error) {
	who, err := r.enter(ctx, receipts.Name)
	if err != nil {
		return nil, err
	}
	found, ok, err := r.receipts.Find(ctx, commandID)
	if !ok || err != nil {
		return nil, err
	}
	event, err := r.log.ReadOne(ctx, found.Stream, found.Revision)
	if err != nil {
		return nil, fmt.Errorf("read who gave a command: %w", err)
	}
	given, err := wire.DecodeMetadata(event.Metadata)
	if err != nil {
		return nil, fmt.Errorf("read who gave a command: %w", err)
	}
	if given.Actor != who.Actor {
		return nil, nil
	}
	return &found, nil
}
