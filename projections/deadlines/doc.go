// Package deadlines is the work list: what is due in which case, by when, for whom to do, and which cases nobody looks after.
//
// It has one row for each statutory period of every matter, kept from the events by which periods start, change and end, and one for each
// matter. How urgent a period is follows from its last day, the warning days of its rule and the day of the question, so that what is late
// shows as late at once and not only when the breach is recorded. The days are those of England and Wales.
package deadlines
