package model

import (
	"github.com/probity-ledger/probity/projections/accesslog"
	"github.com/probity-ledger/probity/projections/authority"
	"github.com/probity-ledger/probity/projections/cases"
	"github.com/probity-ledger/probity/projections/custody"
	"github.com/probity-ledger/probity/projections/deadlines"
	"github.com/probity-ledger/probity/projections/messages"
	"github.com/probity-ledger/probity/projections/officers"
)

// Connection is one page of a list, in the shape of the Relay connection specification.
type Connection[T any] struct {
	Nodes    []T
	PageInfo PageInfo

	keys [][]any // one for each node
	sign func(key []any) (string, error)
}

// NewConnection returns a page of items with the keyset key of each. Cursors are made by sign, and only those that are asked for.
func NewConnection[T any](items []T, keys [][]any, more bool, sign func(key []any) (string, error)) (*Connection[T], error) {
	c := &Connection[T]{Nodes: items, PageInfo: PageInfo{HasNextPage: more}, keys: keys, sign: sign}
	if len(items) == 0 {
		return c, nil
	}
	var err error
	if c.PageInfo.StartCursor, err = sign(keys[0]); err != nil {
		return nil, err
	}
	c.PageInfo.EndCursor, err = sign(keys[len(keys)-1])
	return c, err
}

// Edge is one element of a page with its place.
type Edge[T any] struct {
	Cursor string
	Node   T
}

// PageInfo says where a page ends.
type PageInfo struct {
	HasNextPage     bool
	HasPreviousPage bool // always false: lists are read forwards
	StartCursor     string
	EndCursor       string
}

// Edges pairs the nodes with their cursors. It is only called where edges are asked for.
func (c *Connection[T]) Edges() ([]Edge[T], error) {
	edges := make([]Edge[T], len(c.Nodes))
	for i, n := range c.Nodes {
		signed, err := c.sign(c.keys[i])
		if err != nil {
			return nil, err
		}
		edges[i] = Edge[T]{Cursor: signed, Node: n}
	}
	return edges, nil
}

// The lists of the schema. The generated code wants a name for each.
type (
	CaseConnection         = Connection[cases.Case]
	CaseEdge               = Edge[cases.Case]
	CaseEventConnection    = Connection[cases.TimelineEntry]
	CaseEventEdge          = Edge[cases.TimelineEntry]
	DeviceConnection       = Connection[custody.Device]
	DeviceEdge             = Edge[custody.Device]
	CustodyEntryConnection = Connection[custody.CustodyEntry]
	CustodyEntryEdge       = Edge[custody.CustodyEntry]
	ExhibitConnection      = Connection[custody.Exhibit]
	ExhibitEdge            = Edge[custody.Exhibit]
	ExtractionConnection   = Connection[custody.Extraction]
	ExtractionEdge         = Edge[custody.Extraction]
	ConversationConnection = Connection[messages.Conversation]
	ConversationEdge       = Edge[messages.Conversation]
	ParticipantConnection  = Connection[messages.Participant]
	ParticipantEdge        = Edge[messages.Participant]
	MessageConnection      = Connection[messages.Message]
	MessageEdge            = Edge[messages.Message]
	SearchHitConnection    = Connection[messages.SearchHit]
	SearchHitEdge          = Edge[messages.SearchHit]
	AccessEntryConnection  = Connection[accesslog.Entry]
	AccessEntryEdge        = Edge[accesslog.Entry]
	AccessAlertConnection  = Connection[accesslog.Alert]
	AccessAlertEdge        = Edge[accesslog.Alert]
	OfficerConnection      = Connection[officers.Officer]
	OfficerEdge            = Edge[officers.Officer]

	WorkClockConnection = Connection[deadlines.Clock]
	WorkClockEdge       = Edge[deadlines.Clock]
	WorkCaseConnection  = Connection[deadlines.Case]
	WorkCaseEdge        = Edge[deadlines.Case]

	AccountConnection        = Connection[authority.Account]
	AccountEdge              = Edge[authority.Account]
	AccessProposalConnection = Connection[authority.Proposal]
	AccessProposalEdge       = Edge[authority.Proposal]
	CaseExceptionConnection  = Connection[authority.Exception]
	CaseExceptionEdge        = Edge[authority.Exception]
)
