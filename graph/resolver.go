package graph

import (
	"time"

	log "github.com/probity-ledger/probity/accesslog"
	"github.com/probity-ledger/probity/graph/cursor"
	"github.com/probity-ledger/probity/graph/model"
	"github.com/probity-ledger/probity/ledger"
	"github.com/probity-ledger/probity/ledger/eventlog"
	"github.com/probity-ledger/probity/papers"
	"github.com/probity-ledger/probity/projections"
	"github.com/probity-ledger/probity/projections/accesslog"
	"github.com/probity-ledger/probity/projections/authority"
	"github.com/probity-ledger/probity/projections/cases"
	"github.com/probity-ledger/probity/projections/custody"
	"github.com/probity-ledger/probity/projections/deadlines"
	"github.com/probity-ledger/probity/projections/documents"
	"github.com/probity-ledger/probity/projections/messages"
	"github.com/probity-ledger/probity/projections/officers"
	"github.com/probity-ledger/probity/projections/receipts"
	"github.com/probity-ledger/probity/vault"
)

// Resolver is what the resolvers work with: the ledger for commands, the read models for questions.
type Resolver struct {
	ledger    *ledger.Ledger
	access    *authority.Queries
	log       *eventlog.Log // for the receipts of commands only
	views     *projections.Runner
	cases     *cases.Queries
	custody   *custody.Queries
	messages  *messages.Queries
	officers  *officers.Queries
	receipts  *receipts.Queries
	documents *documents.Queries
	papers    *papers.Issuer
	work      *deadlines.Queries
	calendar  *Calendar    // nil where there are no feeds
	vault     *vault.Vault // of documents that are brought in
	importer  Importer
	cursors   *cursor.Signer
	policies  *model.PolicySet
	now       func() time.Time // the moment a question is judged at
	recorder  *recorder
	book      *accesslog.Queries // the access log
	sealer    *log.Sealer        // opens search terms for their own side
}
