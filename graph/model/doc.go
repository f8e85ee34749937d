// Package model holds what crosses the API and is neither kept by a read model nor decided by the domain: pages of lists, the inputs
// of commands and their answers.
//
// Inputs hold the domain's own command, so that a field of the API is a field of the command and nothing is copied by hand.
package model
