// Package lease settles which one of several running copies of the program does the work that must be done once: it is written into the
// ledger's own log who does it and for how long, and nobody else begins before that time is over.
//
// # The stream
//
// The lease called NAME is the stream "lease-NAME". Whoever wants it appends lease.acquired.v1 at exactly the revision it has read; the
// log takes one of two such appends, and that is the whole election. The holder appends lease.renewed.v1 while it goes on, and
// lease.released.v1 when it stops in good order. The last event says all there is to know, so the store is told to keep only a few.
//
// # Time
//
// No clock of one machine is compared with that of another. A holder counts the length of its tenure from before it sent the append
// that was answered with success, on its own clock, and stops a margin before the end. A candidate waits the whole length, and the same
// margin more, from when it first saw the latest event, on its own clock; it saw the event after it was written. So the two never work at
// once, as long as neither clock runs wrong by more than margin/length, which is one part in ten; the clocks go on while a machine sleeps.
//
// # Terms
//
// Every tenure has a term, one more than the one before: a fencing token. What a holder does must bear being done twice all the same:
// a process can be stopped between looking at its clock and acting. In the ledger it does, since the ids of its commands follow from what
// they are about.
package lease
