package accesslog_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"strings"
	"testing"

	"github.com/google/uuid"

	"github.com/probity-ledger/probity/access"
	"github.com/probity-ledger/probity/accesslog"
	"github.com/probity-ledger/probity/domain"
)

// shownTerms records a search and returns the entry as it is stored.
func shownTerms(t *testing.T, h *house, role domain.Role) (uuid.UUID, accesslog.Shown, []byte) {
	t.Helper()
	e := shown("one")
	e.Role, e.Terms = role, &accesslog.Terms{Text: "harbour AND van"}
	h.record(t, e)
	stored := h.stored(t)
	last := stored[len(stored)-1]
	got, err := accesslog.Decode(last)
	if err != nil {
		t.Fatal(err)
	}
	s, ok := got.(accesslog.Shown)
	if !ok || s.Terms == nil {
		t.Fatalf("%+v", got)
	}
	return last.ID, s, last.Data
}

func TestTermsAreForTheirOwnSide(t *testing.T) {
	t.Parallel()
	roles := []domain.Role{domain.CaseOfficer, domain.PSDSupervisor, domain.AppropriateAuthority, domain.Auditor, domain.AccessAdministrator,
		domain.AntiCorruption, domain.ProcessManager, domain.IOPCReader, domain.DirectorGeneral, domain.DefenceReviewer, ""}
	readable := map[domain.Role][]domain.Role{
		domain.IOPCReader:      {domain.IOPCReader, domain.DirectorGeneral},
		domain.DirectorGeneral: {domain.IOPCReader, domain.DirectorGeneral},
		domain.DefenceReviewer: {domain.DefenceReviewer},
		domain.CaseOfficer:     roles,
	}
	for searcher, readers := range readable {
		h := open(t)
		id, s, data := shownTerms(t, h, searcher)
		if clear := bytes.Contains(data, []byte("harbour")); clear != (searcher == domain.CaseOfficer) {
			t.Errorf("%s: the words stand in clear: %t", searcher, clear)
		}
		for _, reader := range roles {
			may := false
			for _, r := range readers {
				may = may || r == reader
			}
			text, err := h.sealer.Open(access.Principal{Actor: s.Actor, Role: reader}, id, s.Actor, *s.Terms)
			if may && (err != nil || text != "harbour AND van") || !may && !errors.Is(err, accesslog.ErrSealed) {
				t.Errorf("%s reads what %s searched for: %q, %v", reader, searcher, text, err)
			}
		}
	}
}

func TestSealedTermsCannotBeMovedOrChanged(t *testing.T) {
	t.Parallel()
	h := open(t)
	id, s, _ := shownTerms(t, h, domain.DefenceReviewer)
	me := access.Principal{Actor: s.Actor, Role: domain.DefenceReviewer}
	if _, err := h.sealer.Open(me, id, "somebody|else", *s.Terms); !errors.Is(err, accesslog.ErrSealed) {
		t.Errorf("another reviewer's: %v", err)
	}
	if _, err := h.sealer.Open(me, uuid.New(), s.Actor, *s.Terms); !errors.Is(err, accesslog.ErrSealed) {
		t.Errorf("in another entry: %v", err)
	}
	iopc := *s.Terms
	iopc.Side = accesslog.Watchdog
	if _, err := h.sealer.Open(access.Principal{Actor: "i", Role: domain.IOPCReader}, id, s.Actor, iopc); !errors.Is(err, accesslog.ErrSealed) {
		t.Errorf("under another side: %v", err)
	}
	for i := range s.Terms.Sealed {
		changed := accesslog.Terms{Side: s.Terms.Side, Sealed: bytes.Clone(s.Terms.Sealed)}
		changed.Sealed[i] ^= 1
		if _, err := h.sealer.Open(me, id, s.Actor, changed); !errors.Is(err, accesslog.ErrSealed) {
			t.Errorf("byte %d changed: %v", i, err)
		}
	}
	for _, short := range [][]byte{nil, {1}, s.Terms.Sealed[:12]} {
		if _, err := h.sealer.Open(me, id, s.Actor, accesslog.Terms{Side: accesslog.Defence, Sealed: short}); !errors.Is(err, accesslog.ErrSealed) {
			t.Errorf("%d bytes: %v", len(short), err)
		}
	}
	other, err := accesslog.NewSealer(bytes.Repeat([]byte{9}, accesslog.KeySize))
	if err != nil {
		t.Fatal(err)
	}
	if _, err := other.Open(me, id, s.Actor, *s.Terms); !errors.Is(err, accesslog.ErrSealed) {
		t.Errorf("another key: %v", err)
	}
	if _, err := accesslog.NewSealer([]byte("short")); err == nil || strings.Contains(err.Error(), "short") {
		t.Errorf("a short key: %v", err)
	}
}

// The same words sealed twice are not the same bytes: nobody can see that two searches were alike.
func TestSealedTermsDoNotShowThatTheyAreAlike(t *testing.T) {
	t.Parallel()
	h := open(t)
	_, a, _ := shownTerms(t, h, domain.IOPCReader)
	_, b, _ := shownTerms(t, h, domain.IOPCReader)
	if bytes.Equal(a.Terms.Sealed, b.Terms.Sealed) {
		x, _ := json.Marshal(a.Terms)
		t.Errorf("%s", x)
	}
}
