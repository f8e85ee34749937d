// Package projections keeps the read models: what the events of the log add up to, stored so that questions are answered at once.
//
// A Projection has a name, a version, a schema and one function that applies an event. Each owns one SQLite file of its own, written
// by one goroutine; the view and the position up to which it was built are committed in one transaction, so that a crash at any
// moment leaves both in step. One subscription to the whole log feeds all of them: every event is decoded once and handed out.
//
// Raising a projection's version, or losing its file, makes a new file be built beside the live one and put in its place when it has
// caught up. An event that a projection cannot apply is set aside in its quarantine, named by position and reason, and counted in
// the open; the others go on. A full disk makes the writers wait, and readers read on. A log that seems to run backwards, or to have lost what a view has already seen, stops everything.
//
// Visibility is decided here too, once: see Visible. Not allowed and not found are the same answer. Names that are withheld by order are
// taken out of whatever is read: see Withheld and View.ReadFor. What the access rules need to know of a matter, View.Resources tells.
package projections
