package node

import (
	"errors"
	"testing"
)

// told is a stream as a list of ids, for the table below.
type told []eventID

func (s told) idAt(number int64) (eventID, error) {
	if number < 0 || number >= int64(len(s)) {
		return eventID{}, errors.New("asked for an event that does not exist")
	}
	return s[number], nil
}

func (s told) numberOf(id eventID) (int64, error) {
	for i := len(s) - 1; i >= 0; i-- {
		if s[i] == id {
			return int64(i), nil
		}
	}
	return -1, nil
}

func ids(text string) []eventID {
	out := make([]eventID, len(text))
	for i := range text {
		out[i][15] = text[i]
	}
	return out
}

func TestDecide(t *testing.T) {
	t.Parallel()
	var (
		anyRevision = expectation{word: expectAny}
		exists      = expectation{word: expectExists}
		noStream    = expectation{word: expectNoStream}
		revision    = func(r int64) expectation { return expectation{word: expectRevision, revision: r} }
	)
	for _, tc := range []struct {
		name   string
		stored string // one letter per event of the stream
		expect expectation
		ids    string // one letter per event of the append
		want   verdict
		last   int64
		hidden bool // soft deleted
		meta   bool // has metadata
	}{
		{"any, no stream", "", anyRevision, "a", verdictWrite, -1, false, false},
		{"any, unknown first", "ab", anyRevision, "cd", verdictWrite, 1, false, false},
		{"any, unknown first, known second", "ab", anyRevision, "ca", verdictWrite, 1, false, false},
		{"any, all known", "abc", anyRevision, "ab", verdictRepeated, 1, false, false},
		{"any, all known and not adjoining", "abc", anyRevision, "ac", verdictRepeated, 2, false, false},
		{"any, all known in another order", "abc", anyRevision, "ba", verdictRepeated, 0, false, false},
		{"any, known first, unknown second", "ab", anyRevision, "bc", verdictWrong, 1, false, false},
		{"any, id stored twice", "aba", anyRevision, "a", verdictRepeated, 2, false, false},
		{"any, empty, no stream", "", anyRevision, "", verdictWrite, -1, false, false},
		{"any, empty", "ab", anyRevision, "", verdictWrite, 1, false, false},

		{"exists, no stream", "", exists, "a", verdictWrong, -1, false, false},
		{"exists, empty, no stream", "", exists, "", verdictWrong, -1, false, false},
		{"exists, unknown", "a", exists, "b", verdictWrite, 0, false, false},
		{"exists, known", "ab", exists, "a", verdictRepeated, 0, false, false},
		{"exists, known first, unknown second", "ab", exists, "ac", verdictWrong, 1, false, false},
		{"exists, empty", "a", exists, "", verdictWrite, 0, false, false},

		{"no stream, none", "", noStream, "a", verdictWrite, -1, false, false},
		{"no stream, none, empty", "", noStream, "", verdictWrite, -1, false, false},
		{"no stream, same ids", "ab", noStream, "ab", verdictRepeated, 1, false, false},
		{"no stream, same ids, more since", "abc", noStream, "ab", verdictRepeated, 1, false, false},
		{"no stream, first differs", "ab", noStream, "cb", verdictWrong, 1, false, false},
		{"no stream, later differs", "ab", noStream, "ac", verdictWrong, 1, false, false},
		{"no stream, more than stored", "ab", noStream, "abc", verdictWrong, 1, false, false},
		{"no stream, empty behind the end", "a", noStream, "", verdictWrong, 0, false, false},

		{"revision at end", "ab", revision(1), "c", verdictWrite, 1, false, false},
		{"revision at end, known id", "ab", revision(1), "b", verdictWrite, 1, false, false},
		{"revision at end, empty", "ab", revision(1), "", verdictWrite, 1, false, false},
		{"revision behind, same ids", "abc", revision(0), "bc", verdictRepeated, 2, false, false},
		{"revision behind, same ids, more since", "abcd", revision(0), "b", verdictRepeated, 1, false, false},
		{"revision behind, other ids", "abc", revision(0), "xy", verdictWrong, 2, false, false},
		{"revision behind, later differs", "abc", revision(0), "bx", verdictWrong, 2, false, false},
		{"revision behind, more than stored", "abc", revision(1), "cd", verdictWrong, 2, false, false},
		{"revision behind, empty", "abc", revision(1), "", verdictWrong, 2, false, false},
		{"revision ahead", "ab", revision(2), "c", verdictWrong, 1, false, false},
		{"revision ahead, empty", "ab", revision(2), "", verdictWrong, 1, false, false},
		{"revision of no stream", "", revision(0), "a", verdictWrong, -1, false, false},

		{"any, soft deleted, unknown", "ab", anyRevision, "c", verdictWrite, 1, true, true},
		{"any, soft deleted, known", "ab", anyRevision, "b", verdictRepeated, 1, true, true},
		{"any, soft deleted, empty", "ab", anyRevision, "", verdictWrite, 1, true, true},
		{"exists, soft deleted", "ab", exists, "c", verdictDeleted, 1, true, true},
		{"exists, soft deleted, known", "ab", exists, "b", verdictDeleted, 1, true, true},
		{"exists, soft deleted, never written", "", exists, "a", verdictDeleted, -1, true, true},
		{"exists, metadata only", "", exists, "a", verdictWrite, -1, false, true},
		{"exists, metadata only, empty", "", exists, "", verdictWrite, -1, false, true},
		{"no stream, metadata only", "", noStream, "a", verdictWrite, -1, false, true},
		{"no stream, soft deleted, unknown", "ab", noStream, "c", verdictWrite, 1, true, true},
		{"no stream, soft deleted, same ids", "ab", noStream, "ab", verdictRepeated, 1, true, true},
		{"no stream, soft deleted, later differs", "ab", noStream, "ac", verdictWrong, 1, true, true},
		{"no stream, soft deleted, empty", "ab", noStream, "", verdictWrong, 1, true, true},
		{"revision at end, soft deleted", "ab", revision(1), "c", verdictWrite, 1, true, true},
		{"revision behind, soft deleted, other id", "ab", revision(0), "c", verdictWrong, 1, true, true},
		{"revision behind, soft deleted, same id", "ab", revision(0), "b", verdictRepeated, 1, true, true},
		{"revision ahead, soft deleted", "ab", revision(2), "c", verdictWrong, 1, true, true},
	} {
		t.Run(tc.name, func(t *testing.T) {
			t.Parallel()
			v, last, err := decide(stand{last: int64(len(tc.stored)) - 1, hidden: tc.hidden, meta: tc.meta || tc.hidden}, tc.expect, ids(tc.ids), told(ids(tc.stored)))
			if err != nil {
				t.Fatal(err)
			}
			if v != tc.want || last != tc.last {
				t.Errorf("decided %v at %d, want %v at %d", v, last, tc.want, tc.last)
			}
		})
	}
}

// A stream that is closed for good says so whatever the append expects.
func TestDecideTombstoned(t *testing.T) {
	t.Parallel()
	for _, word := range []expectedWord{expectRevision, expectNoStream, expectAny, expectExists} {
		for _, text := range []string{"", "a"} {
			v, _, err := decide(stand{last: tombstoneNumber, meta: true}, expectation{word: word}, ids(text), told(nil))
			if v != verdictDeleted || err != nil {
				t.Errorf("mode %d with %d events: decided %v, %v", word, len(text), v, err)
			}
		}
	}
}
