// Package accesslog answers from the access log: who saw this message, this exhibit, this case; what did this person see; and which looks
// a supervisor should ask about.
//
// It is made from the access log alone, which is a log of its own; nothing it shows is decided by it. Who may read it is decided by whoever
// asks, entry by entry, because an entry may speak of several matters.
package accesslog
