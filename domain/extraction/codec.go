package extraction

import "github.com/probity-ledger/probity/domain"

// Category is the part of a stream name before the dash.
const Category = "extraction"

// NewCodec returns the table of wire names of this aggregate. Names are never derived and never change their meaning.
func NewCodec() *domain.Codec[Event] {
	return domain.NewCodec(
		domain.Today[Event, Authorised]("extraction.authorised.v1"),
		domain.Today[Event, Started]("extraction.started.v1"),
		domain.Today[Event, SourceRegistered]("extraction.source_registered.v1"),
		domain.Today[Event, MessagesRecorded]("extraction.messages_recorded.v1"),
		domain.Today[Event, SourceRecorded]("extraction.source_recorded.v1"),
		domain.Today[Event, Completed]("extraction.completed.v1"),
		domain.Today[Event, Failed]("extraction.failed.v1"),
		domain.Today[Event, HashVerified]("extraction.hash_verified.v1"),
		domain.Today[Event, IntegrityFailed]("extraction.integrity_failed.v1"),
	)
}
