// Package custody answers who held which device and which extract from it, when, under which seal, and where a hand-over left a gap.
//
// It keeps one row per device and matter, the chain of custody entry by entry as it was recorded, the continuity discrepancies with
// their explanations, the exhibits of a matter, the extractions with their hashes and verifications, and the progress of every file
// that is being read in. Nothing is ever removed from a chain: a gap stays a gap, explained or not (domain guide, section 4.2).
//
// Every query takes the viewer and joins the visibility condition of the projections package.
package custody
