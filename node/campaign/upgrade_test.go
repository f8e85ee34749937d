package campaign

import (
	"errors"
	"io/fs"
	"math/rand/v2"
	"os"
	"slices"
	"testing"
	"time"
)

// oldFile is what the build of format version 1 wrote.
const oldFile = "../testdata/events.v1.db"

// TestKills_in_an_upgrade kills the store while it brings an old file to today's format. The next start must find every
// event, whichever version the kill left.
func TestKills_in_an_upgrade(t *testing.T) {
	t.Parallel()
	kills := times(t, killsVariable, shortKills)
	want := everything(t, oldPlace(t))
	begun, halfway := time.Now(), 0
	for n := range kills {
		p := oldPlace(t)
		s := p.launch(t)
		time.Sleep(rand.N(30 * time.Millisecond)) // the moment of the kill
		s.kill(t)
		if _, err := os.Stat(p.path + ".new"); err == nil {
			halfway++
		} else if !errors.Is(err, fs.ErrNotExist) {
			t.Fatal(err)
		}
		if got := everything(t, p); !slices.Equal(got, want) {
			t.Fatalf("after kill %d: %d events, want %d", n+1, len(got), len(want))
		}
	}
	t.Logf("%d kills in %v, %d of them with a half made file", kills, time.Since(begun).Round(time.Second), halfway)
	if len(want) == 0 || kills > 100 && halfway == 0 {
		t.Error("no kill came in the midst of an upgrade, which shows nothing")
	}
}

func oldPlace(t *testing.T) place {
	t.Helper()
	p := newPlace(t, "")
	if err := os.WriteFile(p.path, mustRead(t, oldFile), 0o600); err != nil {
		t.Fatal(err)
	}
	return p
}

// everything opens the store and reads it.
func everything(t *testing.T, p place) []stored {
	t.Helper()
	s := p.open(t)
	defer s.kill(t)
	c := dial(t, s.socket)
	defer c.close()
	got := c.readAll(t.Context(), 0)
	if got.word != acknowledged {
		t.Fatal(got.err)
	}
	return got.stored
}
