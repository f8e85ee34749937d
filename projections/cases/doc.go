// Package cases answers what a misconduct matter looks like: now, or as it was known on an earlier day.
//
// One pure function, Fold, turns the events of a matter into a Case. The read model stores what Fold made, beside a few indexed
// columns; AsAt runs the same function over the stream again and leaves out what was recorded or took effect later, where an appeal's
// outcome holds from the first notification and a correction always. History compares the fold before and after each event. Record tells
// of an officer what was known of their other matters at each decision. Timeline lists every event that touches a matter, from its own
// stream and from the devices and extractions that belong to it; those that put evidence in doubt flag the decisions that cite it.
//
// Every query takes the viewer and joins the visibility condition of the projections package: what the viewer may not see does
// not exist for them, in lists, counts and single answers alike.
package cases
