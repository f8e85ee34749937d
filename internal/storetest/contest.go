package storetest

import (
	"fmt"
	"slices"
	"strings"
	"sync"
	"testing"

	"google.golang.org/grpc"
)

// checkContest lets many write to one stream at once (clause 1.2): of those who expect the same end exactly one wins;
// of those who send the same append all are told the same.
func checkContest(t *testing.T, target Target, conn *grpc.ClientConn) {
	const rivals = 16
	each := func(t *testing.T, stream string, expected string, name func(int) string) []string {
		w, err := newWorld(t.Context(), target, conn)
		if err != nil {
			t.Fatal(err)
		}
		answers := make([]string, rivals)
		var all sync.WaitGroup
		for i := range rivals {
			ev, err := w.event(name(i))
			if err != nil {
				t.Fatal(err)
			}
			all.Go(func() {
				own := *w // positions and problems are not shared
				own.at = map[string]uint64{}
				answer, err := own.put(stream, expected, []*event{ev})
				if err != nil {
					answer = err.Error()
				}
				answers[i] = answer
			})
		}
		all.Wait()
		slices.Sort(answers)
		return answers
	}
	t.Run("different events", func(t *testing.T) {
		t.Parallel()
		got := each(t, "s", "no", func(i int) string { return fmt.Sprintf("e%d", i) })
		if want := append([]string{"written 0"}, slices.Repeat([]string{"wrong 0"}, rivals-1)...); !slices.Equal(got, sorted(want)) {
			t.Errorf("answers %s", strings.Join(got, ", "))
		}
	})
	t.Run("the same event", func(t *testing.T) {
		t.Parallel()
		got := each(t, "s", "any", func(int) string { return "e" })
		if want := slices.Repeat([]string{"written 0"}, rivals); !slices.Equal(got, want) {
			t.Errorf("answers %s", strings.Join(got, ", ")) // each rival sees the one position for the first time
		}
	})
}

func sorted(words []string) []string {
	slices.Sort(words)
	return words
}
