package node

// eventID is an event's UUID as it is stored.
type eventID = [16]byte

// expectation is what an append says about its stream: one of the words, or a revision.
type expectation struct {
	word     expectedWord
	revision int64 // with expectRevision
}

type expectedWord int

const (
	expectRevision expectedWord = iota
	expectNoStream
	expectAny
	expectExists
)

// number is the last event number an exact expectation asks for; -1 is no stream.
func (e expectation) number() int64 {
	if e.word == expectNoStream {
		return -1
	}
	return e.revision
}

// wire is how the protocol writes an expectation as a number.
func (e expectation) wire() int64 {
	switch e.word {
	case expectAny:
		return -2
	case expectExists:
		return -4
	default:
		return e.number()
	}
}

// stated tells whether the append names the exact end of the stream it builds on.
func (e expectation) stated() bool { return e.word == expectRevision || e.word == expectNoStream }

// verdict is what becomes of an append.
type verdict int

const (
	verdictWrite    verdict = iota // write the events behind the stream's end
	verdictRepeated                // these events are stored already: success, nothing is written
	verdictWrong                   // the stream is not where the append expects it
	verdictDeleted                 // the stream is deleted, as far as the append may know
)

// stand is what decide must know of a stream beside its events.
type stand struct {
	last   int64 // number of its last event; -1 is none, tombstoneNumber is closed for good
	hidden bool  // soft deleted
	meta   bool  // its metastream has an event
}

// history answers decide's questions about one stream.
type history interface {
	// idAt is the id of the event with that number, which exists.
	idAt(number int64) (eventID, error)
	// numberOf is the latest number of an event with that id, -1 when the stream has none.
	numberOf(id eventID) (int64, error)
}

// decide applies EventStoreDB's rules for an append; ids are those of its events. With verdictRepeated, last is the
// number of the last event that was stored before, else that of the stream's last.
//
// An exact expectation below the stream's end is a repetition when the stored events right behind it carry the same
// ids, however much was written since. One equal to it is written without looking at ids at all. A loose expectation
// (any, exists) is a repetition when the stream knows all ids, and wrong when it knows the first but not all.
//
// A stream that was soft deleted is written on by any, by no stream, and by its last revision; whoever demands that it
// exists hears that it is deleted. A stream that has only metadata does exist.
func decide(at stand, expect expectation, ids []eventID, stored history) (v verdict, last int64, err error) {
	switch {
	case at.last == tombstoneNumber:
		return verdictDeleted, at.last, nil
	case !expect.stated():
		return decideLoose(at, expect, ids, stored)
	case expect.number() == at.last:
		return verdictWrite, at.last, nil
	case expect.number() > at.last || len(ids) == 0:
		return verdictWrong, at.last, nil
	default:
		return decideBehind(at, expect, ids, stored)
	}
}

func decideLoose(at stand, expect expectation, ids []eventID, stored history) (verdict, int64, error) {
	switch {
	case expect.word == expectExists && at.hidden:
		return verdictDeleted, at.last, nil
	case expect.word == expectExists && at.last < 0 && !at.meta:
		return verdictWrong, at.last, nil
	case at.last < 0 || len(ids) == 0:
		return verdictWrite, at.last, nil
	}
	var last int64
	for i, id := range ids {
		n, err := stored.numberOf(id)
		switch {
		case err != nil:
			return 0, 0, err
		case n < 0 && i == 0:
			return verdictWrite, at.last, nil
		case n < 0:
			return verdictWrong, at.last, nil
		}
		last = n
	}
	return verdictRepeated, last, nil
}

func decideBehind(at stand, expect expectation, ids []eventID, stored history) (verdict, int64, error) {
	number := expect.number()
	for i, id := range ids {
		number++
		found, err := idBefore(at.last, number, stored)
		switch {
		case err != nil:
			return 0, 0, err
		case found == id:
		case i == 0 && expect.word == expectNoStream && at.hidden:
			return verdictWrite, at.last, nil
		default:
			return verdictWrong, at.last, nil
		}
	}
	return verdictRepeated, number, nil
}

// idBefore is the id of the event with that number, or the zero id behind the stream's end; no event has the zero id.
func idBefore(last, number int64, stored history) (eventID, error) {
	if number > last {
		return eventID{}, nil
	}
	return stored.idAt(number)
}
