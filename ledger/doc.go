// Package ledger is the only door to the record: whoever wants something written down comes through here, is identified, has their
// right to do it checked, and is told either where it now stands or why the rules do not allow it.
//
// Every command takes the same way, written once: who is asking; may they; read the stream and fold it; fetch the facts that stand
// in other streams; let the aggregate decide; write its events at the revision that was read; answer with a receipt. Two people who
// change the same thing at once do not overwrite each other: the second decision is made again on what the first one left, at most
// five times. A command that is refused leaves nothing in the log.
//
// # The same command again
//
// Every command carries an id chosen by whoever gives it. Given again with the same content it is answered with the receipt of the
// first time, and nothing is written; with other content it is refused. So a caller that never heard the answer simply asks again.
// The ids of the events follow from the id of the command (see EventID), and so do the ids of what a command brings into being (see
// NewID).
//
// # Two streams in one command
//
// Seizing a device and completing an extraction give out an exhibit reference, which belongs to the matter. The reference is entered
// there first, under a command id that follows from the command's, and then the device or the extraction gets its event. In the same
// way whoever receives a report is assigned to the case before the matter is on record, because from then on only those assigned see
// it. If the program dies between the two, the same command, or the same act under another id, finishes the work: the same reference
// for the same thing is answered with no event.
package ledger
