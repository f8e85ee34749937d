// Package complaints registers the complaints of a list, each as a matter of its own, and says of every row what became of it.
//
// A list is a CSV file with a header or a JSON array of objects ([Columns] names the columns). It comes from people and from other systems,
// so nothing in it is believed: what is wrong is named by row and column, and one wrong row hinders no other. Cells are text; one that
// looks like a formula stays the text it is. A list is read row by row, and size, rows and cells are bounded ([Limits]).
//
// A row becomes several commands: the report is received, recorded as a complaint, the complainant is named, the officers are identified,
// and the allegation is added. Their ids follow from force, reference and the content of the row, so that the same list again registers
// nothing twice and finishes what was cut off. A row that differs from what stands under its reference is an error of that row alone.
//
// Before anything of a row is written, all of it is rehearsed against the ledger as it stands; a rehearsal alone ([Options.DryRun]) writes
// nothing and finds what the ledger would refuse.
package complaints
