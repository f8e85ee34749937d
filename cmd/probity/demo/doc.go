// Package demo plays an invented case through the ledger, so that somebody who starts Probity for the first time finds a case to look
// at: a group chat with racist messages, three officers, a directed investigation, up to the case-to-answer decisions.
//
// Nothing is inserted behind the ledger's back: every step is a command given by the persona who would give it, with the dates of the
// story, and the chat goes through the same import as a real one. Two steps are attempts that the law does not allow; they are given
// too, and refused. Command ids and all that is derived from them depend only on the story, so playing it again adds nothing.
//
// All people, places and references are fictional.
package demo
