package device

import "github.com/probity-ledger/probity/domain"

// Category is the part of a stream name before the dash.
const Category = "device"

// NewCodec returns the table of wire names of this aggregate. Names are never derived and never change their meaning.
func NewCodec() *domain.Codec[Event] {
	return domain.NewCodec(
		domain.Today[Event, Issued]("device.issued.v1"),
		domain.Today[Event, Seized]("device.seized.v1"),
		domain.Today[Event, SeizureBasisChanged]("device.seizure_basis_changed.v1"),
		domain.Today[Event, Sealed]("device.sealed.v1"),
		domain.Today[Event, SealBroken]("device.seal_broken.v1"),
		domain.Today[Event, Transferred]("device.transferred.v1"),
		domain.Today[Event, ContinuityDiscrepancyRaised]("device.continuity_discrepancy_raised.v1"),
		domain.Today[Event, ContinuityDiscrepancyExplained]("device.continuity_discrepancy_explained.v1"),
		domain.Today[Event, Returned]("device.returned.v1"),
	)
}
