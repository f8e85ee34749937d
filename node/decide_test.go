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
	}{
		{"any, no stream", "", anyRevision, "a", verdictWrite, -1},
		{"any, unknown first", "ab", anyRevision, "cd", verdictWrite, 1},
		{"any, unknown first, known second", "ab", anyRevision, "ca", verdictWrite, 1},
		{"any, all known", "abc", anyRevision, "ab", verdictRepeated, 1},
		{"any, all known and not adjoining", "abc", anyRevision, "ac", verdictRepeated, 2},
		{"any, all known in another order", "abc", anyRevision, "ba", verdictRepeated, 0},
		{"any, known first, unknown second", "ab", anyRevision, "bc", verdictWrong, 1},
		{"any, id stored twice", "aba", anyRevision, "a", verdictRepeated, 2},
		{"any, empty, no stream", "", anyRevision, "", verdictWrite, -1},
		{"any, empty", "ab", anyRevision, "", verdictWrite, 1},

		{"exists, no stream", "", exists, "a", verdictWrong, -1},
		{"exists, empty, no stream", "", exists, "", verdictWrong, -1},
		{"exists, unknown", "a", exists, "b", verdictWrite, 0},
		{"exists, known", "ab", exists, "a", verdictRepeated, 0},
		{"exists, known first, unknown second", "ab", exists, "ac", verdictWrong, 1},
		{"exists, empty", "a", exists, "", verdictWrite, 0},

		{"no stream, none", "", noStream, "a", verdictWrite, -1},
		{"no stream, none, empty", "", noStream, "", verdictWrite, -1},
		{"no stream, same ids", "ab", noStream, "ab", verdictRepeated, 1},
		{"no stream, same ids, more since", "abc", noStream, "ab", verdictRepeated, 1},
		{"no stream, first differs", "ab", noStream, "cb", verdictWrong, 1},
		{"no stream, later differs", "ab", noStream, "ac", verdictWrong, 1},
		{"no stream, more than stored", "ab", noStream, "abc", verdictWrong, 1},
		{"no stream, empty behind the end", "a", noStream, "", verdictWrong, 0},

		{"revision at end", "ab", revision(1), "c", verdictWrite, 1},
		{"revision at end, known id", "ab", revision(1), "b", verdictWrite, 1},
		{"revision at end, empty", "ab", revision(1), "", verdictWrite, 1},
		{"revision behind, same ids", "abc", revision(0), "bc", verdictRepeated, 2},
		{"revision behind, same ids, more since", "abcd", revision(0), "b", verdictRepeated, 1},
		{"revision behind, other ids", "abc", revision(0), "xy", verdictWrong, 2},
		{"revision behind, later differs", "abc", revision(0), "bx", verdictWrong, 2},
		{"revision behind, more than stored", "abc", revision(1), "cd", verdictWrong, 2},
		{"revision behind, empty", "abc", revision(1), "", verdictWrong, 2},
		{"revision ahead", "ab", revision(2), "c", verdictWrong, 1},
		{"revision ahead, empty", "ab", revision(2), "", verdictWrong, 1},
		{"revision of no stream", "", revision(0), "a", verdictWrong, -1},
	} {
		t.Run(tc.name, func(t *testing.T) {
			t.Parallel()
			v, last, err := decide(int64(len(tc.stored))-1, tc.expect, ids(tc.ids), told(ids(tc.stored)))
			if err != nil {
				t.Fatal(err)
			}
			if v != tc.want || last != tc.last {
				t.Errorf("decided %v at %d, want %v at %d", v, last, tc.want, tc.last)
			}
		})
	}
}
