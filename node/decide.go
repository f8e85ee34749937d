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

// stated tells whether the append names the exact end of the stream it builds on.
func (e expectation) stated() bool { return e.word == expectRevision || e.word == expectNoStream }

// verdict is what becomes of an append.
type verdict int

const (
	verdictWrite    verdict = iota // write the events behind the stream's end
	verdictRepeated                // these events are stored already: success, nothing is written
	verdictWrong                   // the stream is not where the append expects it
)

// history answers decide's questions about one stream.
type history interface {
	// idAt is the id of the event with that number, which exists.
	idAt(number int64) (eventID, error)
	// numberOf is the latest number of an event with that id, -1 when the stream has none.
	numberOf(id eventID) (int64, error)
}

// decide applies EventStoreDB's rules for an append. head is the number of the stream's last event, -1 when there is
// none; ids are those of the append. With verdictRepeated, last is the number of the last event that was stored before.
//
// An exact expectation below head is a repetition when the stored events right behind it carry the same ids, however
// much was written since. One equal to head is written without looking at ids at all. A loose expectation (any,
// exists) is a repetition when the stream knows all ids, and wrong when it knows the first but not all.
func decide(head int64, expect expectation, ids []eventID, stored history) (v verdict, last int64, err error) {
	switch {
	case !expect.stated():
		return decideLoose(head, expect, ids, stored)
	case expect.number() == head:
		return verdictWrite, head, nil
	case expect.number() > head || len(ids) == 0:
		return verdictWrong, head, nil
	default:
		return decideBehind(head, expect.number(), ids, stored)
	}
}

func decideLoose(head int64, expect expectation, ids []eventID, stored history) (verdict, int64, error) {
	if head < 0 && expect.word == expectExists {
		return verdictWrong, head, nil
	}
	if head < 0 {
		return verdictWrite, head, nil
	}
	last := head
	for i, id := range ids {
		n, err := stored.numberOf(id)
		switch {
		case err != nil:
			return 0, 0, err
		case n < 0 && i == 0:
			return verdictWrite, head, nil
		case n < 0:
			return verdictWrong, head, nil
		}
		last = n
	}
	if len(ids) == 0 {
		return verdictWrite, head, nil
	}
	return verdictRepeated, last, nil
}

func decideBehind(head, expected int64, ids []eventID, stored history) (verdict, int64, error) {
	number := expected
	for _, id := range ids {
		number++
		if number > head {
			return verdictWrong, head, nil
		}
		found, err := stored.idAt(number)
		if err != nil {
			return 0, 0, err
		}
		if found != id {
			return verdictWrong, head, nil
		}
	}
	return verdictRepeated, number, nil
}
