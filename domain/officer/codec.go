package officer

import "github.com/probity-ledger/probity/domain"

// Category is the part of a stream name before the dash.
const Category = "officer"

// NewCodec returns the table of wire names of this aggregate. Names are never derived and never change their meaning.
func NewCodec() *domain.Codec[Event] {
	return domain.NewCodec(
		domain.Today[Event, Registered]("officer.registered.v1"),
		domain.Today[Event, Posted]("officer.posted.v1"),
		domain.Today[Event, RankChanged]("officer.rank_changed.v1"),
		domain.Today[Event, DeviceIssued]("officer.device_issued.v1"),
		domain.Today[Event, DeviceHandedBack]("officer.device_handed_back.v1"),
		domain.Today[Event, Left]("officer.left.v1"),
		domain.Today[Event, SanctionRecorded]("officer.sanction_recorded.v1"),
		domain.Today[Event, SanctionAmended]("officer.sanction_amended.v1"),
	)
}
