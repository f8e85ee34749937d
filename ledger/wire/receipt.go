package wire

import "github.com/probity-ledger/probity/ledger/eventlog"

// ReceiptRecord is what a command left in the log, as a read model of used command ids keeps it.
type ReceiptRecord struct {
	CommandID   string
	CommandHash string
	Stream      string
	Revision    uint64            // of the command's last event
	Position    eventlog.Position // likewise
	EventIDs    []string          // in order
}
