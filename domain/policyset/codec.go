package policyset

import "github.com/probity-ledger/probity/domain"

// Category is the part of a stream name before the dash.
const Category = "policyset"

// ID is the id of the one record there is.
const ID = "0c0a6b1e-57f3-5b0e-8c57-1d7b52a7b6a4"

// NewCodec returns the table of wire names of this aggregate. Names are never derived and never change their meaning.
func NewCodec() *domain.Codec[Event] {
	return domain.NewCodec(domain.Today[Event, Activated]("policyset.activated.v1"))
}
