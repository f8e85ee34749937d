// Package domain holds the words every part of a misconduct case shares: who asked, when, about what, and why the law said no.
//
// The aggregates live in the folders below it (account, caseaccess, device, extraction, misconduct, officer, policyset). They decide
// what may happen, purely: no clock, no files, no network. Aggregates never import each other; what they share are the identifiers,
// the error and the codec here. The package imports nothing but the standard library.
package domain
