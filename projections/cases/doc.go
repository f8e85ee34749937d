// Package cases answers what a misconduct matter looks like: now, or as it was known on an earlier day.
//
// One pure function, Fold, turns the events of a matter into a Case. The read model stores what Fold made, beside a few indexed
// columns; AsAt runs the same function over the stream again and leaves out what was recorded or took effect later. Timeline
// lists every event that touches a matter, from its own stream and from the devices and extractions that belong to it.
//
// Every query takes the viewer and joins the visibility condition of the projections package: what the viewer may not see does
// not exist for them, in lists, counts and single answers alike.
package cases
