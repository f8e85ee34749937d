// Package extraction decides what may happen to one extraction from one device: what was asked for and allowed, with which tool it
// was made, which messages came out of which file, and whether the bytes are still the bytes that were acquired.
//
// A live phone cannot be imaged twice to the same hash: the acquisition hash fixes the container produced at that time. A mismatch
// later is an event and a quarantine, never a silent error (domain guide, section 4.4).
package extraction
