// Package eventlog is the book everything is written into: facts are added at the end, nothing is ever changed or taken out, and
// everybody who reads it reads the same facts in the same order.
//
// It is the only package that knows the EventStoreDB client. One Log owns two clients, one for calls and one for subscriptions, and
// makes a new one when the old one is dead, so that nobody else needs to know how a client dies. What it adds to the client:
//
//   - every append names the revision it expects; there is no "any";
//   - every call has a deadline of its own, and connecting is bounded too;
//   - an append whose answer was lost is ErrOutcomeUnknown and never a plain failure: read the stream again before trying again;
//   - sizes and names are checked before anything is sent;
//   - a subscription reconnects by itself, goes on strictly after the last event it handed over, and raises ErrPositionRegressed
//     when the log it finds is not the log it left.
//
// Events whose stream or type begins with "$" belong to the store itself. They are never handed over.
package eventlog
