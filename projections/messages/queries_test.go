package messages_test

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"pgregory.net/rapid"

	"github.com/probity-ledger/probity/domain"
	"github.com/probity-ledger/probity/domain/extraction"
	"github.com/probity-ledger/probity/projections"
	"github.com/probity-ledger/probity/projections/messages"
)

var page = projections.Page{}

func TestConversations_and_participants(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	one, two := b.phone(matter), b.phone(matter)
	one.record(said("Adam", "10:00", "a"), said("Rhea", "09:00", "b"), said("", "11:00", "Rhea left"), said("Adam", "12:00", "c"))
	two.recordIn(extraction.Thread{Key: "x", Platform: "SIGNAL", Title: "Adam", Kind: "ONE_TO_ONE"}, said("Adam", "08:00", "d"))
	two.record(said("Adam", "10:00", "a"), said("Joel", "13:00", "e"))
	q := b.open()
	got := all(t, func(p projections.Page) (projections.Result[messages.Conversation], error) {
		return q.Conversations(t.Context(), viewer, messages.ConversationFilter{Matter: matter}, p)
	}, 1)
	want := []messages.Conversation{
		{
			ID: got[0].ID, Matter: matter, Platform: "WHATSAPP", Key: "g1", Title: "Night shift", Kind: "GROUP", Messages: 5, Participants: 3,
			FirstSent: "2025-05-01T09:00:00", LastSent: "2025-05-01T13:00:00",
		},
		{
			ID: got[1].ID, Matter: matter, Platform: "SIGNAL", Key: "x", Title: "Adam", Kind: "ONE_TO_ONE", Messages: 1, Participants: 1,
			FirstSent: "2025-05-01T08:00:00", LastSent: "2025-05-01T08:00:00",
		},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Fatal(diff)
	}
	if k, err := q.Conversation(t.Context(), viewer, got[1].ID); err != nil || k != want[1] {
		t.Errorf("one conversation: %+v, %v", k, err)
	}
	narrowed, err := q.Conversations(t.Context(), viewer, messages.ConversationFilter{Extraction: one.id}, page)
	if err != nil || len(narrowed.Items) != 1 || narrowed.Items[0].Key != "g1" {
		t.Errorf("of the first phone: %+v, %v", narrowed.Items, err)
	}
	people := all(t, func(p projections.Page) (projections.Result[messages.Participant], error) {
		return q.Participants(t.Context(), viewer, got[0].ID, p)
	}, 1)
	var names []string
	for _, p := range people {
		names = append(names, fmt.Sprint(p.Handle, " ", p.Messages, " ", p.FirstSent[11:16], " ", p.LastSent[11:16]))
	}
	if diff := cmp.Diff([]string{"Adam 2 10:00 12:00", "Rhea 1 09:00 09:00", "Joel 1 13:00 13:00"}, names); diff != "" {
		t.Error(diff)
	}
}

func TestConversation_ids_of_others(t *testing.T) {
	t.Parallel()
	q := newBench(t).open()
	for _, id := range []string{"", "0", "-1", "1", "x", "9223372036854775808", "1 OR 1=1"} {
		if _, err := q.Conversation(t.Context(), viewer, id); !notFound(err) {
			t.Errorf("conversation %q: %v", id, err)
		}
	}
}

func notFound(err error) bool {
	kind, ok := domain.KindOf(err)
	return ok && kind == domain.NotFound
}

func invalid(err error) bool {
	kind, ok := domain.KindOf(err)
	return ok && kind == domain.Invalid
}

func TestMessages_refuses(t *testing.T) {
	t.Parallel()
	q := newBench(t).open()
	for name, f := range map[string]messages.Filter{"no matter": {}, "no day": {Matter: matter, From: "yesterday"}, "no last day": {Matter: matter, To: "2025-13-01"}} {
		if _, err := q.Messages(t.Context(), viewer, f, page); !invalid(err) {
			t.Errorf("%s: %v", name, err)
		}
	}
	for _, after := range [][]any{{"x"}, {12}, {}, {nil}} {
		_, err := q.Messages(t.Context(), viewer, messages.Filter{Matter: matter}, projections.Page{After: after})
		if len(after) > 0 && !invalid(err) {
			t.Errorf("cursor %v: %v", after, err)
		}
	}
}

// Every filter finds what a loop over everything finds, in the same order, whatever the page size.
func TestMessages_filters(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(rt *rapid.T) {
		b := newBench(rt)
		phones := []*phone{b.phone(matter), b.phone(matter)}
		for range rapid.IntRange(1, 4).Draw(rt, "batches") {
			rapid.SampledFrom(phones).Draw(rt, "phone").record(rapid.SliceOfN(rapid.Custom(drawVaried), 1, 10).Draw(rt, "messages")...)
		}
		q := b.open()
		everything := list(rt, q, messages.Filter{})
		f := messages.Filter{
			Sender:  rapid.SampledFrom([]string{"", "Adam", "Nobody"}).Draw(rt, "sender"),
			From:    rapid.SampledFrom([]domain.Date{"", "2025-05-01", "2025-05-02"}).Draw(rt, "from"),
			To:      rapid.SampledFrom([]domain.Date{"", "2025-05-01", "2025-05-02"}).Draw(rt, "to"),
			Kinds:   rapid.SampledFrom([][]extraction.MessageKind{nil, {extraction.Text}, {extraction.Call, extraction.Media}}).Draw(rt, "kinds"),
			Flagged: rapid.Bool().Draw(rt, "flagged"),
		}
		if rapid.Bool().Draw(rt, "of one phone") {
			f.Extraction = phones[0].id
		}
		if rapid.Bool().Draw(rt, "of one conversation") && len(everything) > 0 {
			f.Conversation = everything[0].Conversation
		}
		want := slices.DeleteFunc(slices.Clone(everything), func(m messages.Message) bool { return !matches(rt, q, f, m) })
		got := list(rt, q, f)
		if diff := cmp.Diff(want, got, cmpopts.EquateEmpty()); diff != "" {
			rt.Errorf("filter %+v: %s", f, diff)
		}
		f.Matter = matter
		if n, err := q.Count(context.Background(), viewer, f); err != nil || n != len(want) {
			rt.Errorf("counted %d, want %d: %v", n, len(want), err)
		}
	})
}

func drawVaried(t *rapid.T) extraction.Message {
	m := drawMessage(t)
	m.Kind = rapid.SampledFrom([]extraction.MessageKind{extraction.Text, extraction.Call, extraction.Media}).Draw(t, "kind")
	if m.SentLocal != "" && rapid.Bool().Draw(t, "next day") {
		m.SentLocal = strings.Replace(m.SentLocal, "05-01", "05-02", 1)
	}
	if rapid.Bool().Draw(t, "flag") {
		m.Flags = []extraction.Flag{extraction.SuspectHeader}
	}
	return m
}

func matches(t *rapid.T, q *messages.Queries, f messages.Filter, m messages.Message) bool {
	day := domain.Date(m.SentLocal[:min(10, len(m.SentLocal))])
	seenThere := f.Extraction == ""
	if !seenThere {
		seen, err := q.Observations(context.Background(), viewer, m.ID)
		if err != nil {
			t.Fatal(err)
		}
		seenThere = slices.ContainsFunc(seen, func(o messages.Observation) bool { return o.Ref.Extraction == f.Extraction })
	}
	return seenThere && (f.Sender == "" || m.Sender == f.Sender) && (f.From == "" || day >= f.From) && (f.To == "" || day != "" && day <= f.To) &&
		(len(f.Kinds) == 0 || slices.Contains(f.Kinds, m.Kind)) && (!f.Flagged || len(m.Flags) > 0) && (f.Conversation == "" || m.Conversation == f.Conversation)
}

func TestAttachments(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	one, two := b.phone(matter), b.phone(matter)
	with := native("A1", said("Adam", "10:00", "look"))
	with.Attachments = []extraction.Attachment{{Name: "a.jpg", MIME: "image/jpeg", Size: 7, SHA256: "ab", State: extraction.Included}, {Name: "b.jpg", State: extraction.Omitted}}
	ids := one.record(with)
	with.Attachments = with.Attachments[1:]
	again := two.record(with)
	q := b.open()
	got, err := q.Attachments(t.Context(), viewer, ids[0])
	if err != nil || len(got) != 3 {
		t.Fatalf("%v, %v", got, err)
	}
	if got[0].SHA256 != "ab" || got[0].Size != 7 || got[0].Ref.Message != ids[0] || got[2].Ref.Message != again[0] || got[2].Ref.Extraction != two.id || got[2].State != extraction.Omitted {
		t.Errorf("attachments %+v", got)
	}
	if m, err := q.Message(t.Context(), viewer, ids[0]); err != nil || m.Attachments != 3 {
		t.Errorf("counted %d, %v", m.Attachments, err)
	}
}
