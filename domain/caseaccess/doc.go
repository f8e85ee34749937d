// Package caseaccess is who may look into a case and who may not: who was assigned to it and until when, who has a conflict of interest,
// who looked in by exception and why, who was cleared for what is restricted, what the IOPC asked for, and whose name is withheld.
//
// There is one such record per matter, in a stream of its own beside the matter's, so that the history of the case stays small and
// access can be recomputed as at any moment from facts alone. Nothing here says what a role may do: that is the access policies'.
package caseaccess
