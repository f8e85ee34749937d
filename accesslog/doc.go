// Package accesslog is the book of who looked: every page of a case, of the custody of a device or of messages that left the ledger for
// somebody's screen, every search, every refusal and every sign-in stands in it before the answer is sent.
//
// An entry says what was shown, after the access rules were applied: who, in which capacity, in which session and request, which things
// of which matter, and under which policies. It is one entry for each page and matter, not for each row, and names every thing by its
// id. What it means, honestly, is "was sent to the screen of".
//
// The book is a log of its own (streams access-<day>-<writer>), beside that of the cases: looking at a case does not make its history
// longer, and what the law lets go of after a time can be let go of without touching a case.
//
// # Before the answer leaves
//
// Writer.Record returns when the entries are stored for good, and an error otherwise; then the answer must not be sent. Many callers
// share one append. What was recorded may yet fail to reach the reader; what reached a reader was recorded.
//
// # Searching by the watchdog
//
// What the IOPC and the officer's representative search for is nobody's business in the force they look into. Their terms are sealed
// under a key of their own, and only their side is shown them. See Sealer.
package accesslog
