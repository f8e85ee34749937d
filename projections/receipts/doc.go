// Package receipts remembers which command was carried out, where in the log its events stand, and what exactly was asked.
//
// A command id is used once. The same command sent again is answered with the receipt of the first time; another payload under a
// used id is refused by the ledger, which asks this read model because the first use may be in any stream.
package receipts
