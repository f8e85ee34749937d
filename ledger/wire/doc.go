// Package wire is the form in which facts are written into the log: which of our words stands under which name, and what is noted
// beside every fact about who gave the command, in which capacity, when, and under which rule.
//
// Wire names and the shapes under them belong to the aggregates' codecs in package domain; this package only knows which codec reads
// which stream, and the metadata, which is the same for all. Nothing that is confidential stands in names or metadata.
package wire
