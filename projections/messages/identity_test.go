package messages_test

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/probity-ledger/probity/domain"
	"github.com/probity-ledger/probity/domain/extraction"
	"github.com/probity-ledger/probity/domain/misconduct"
	"github.com/probity-ledger/probity/projections"
	"github.com/probity-ledger/probity/projections/messages"
)

func TestIdentity_by_native_id(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	one, two, three := b.phone(matter), b.phone(matter), b.phone(matter)
	ids := one.record(native("A1", said("Adam", "10:00", "delete the photos")))
	deleted := native("A1", said("Adam", "10:00", ""))
	deleted.BodyState, deleted.Deleted = extraction.BodyMissing, true
	second := two.record(deleted)
	third := three.record(native("A1", said("Adam", "10:00", "delete the photos")), native("A1", said("Rhea", "10:00", "another sender, another message")))
	q := b.open()
	got := list(t, q, messages.Filter{})
	if len(got) != 2 {
		t.Fatalf("%d messages: %v", len(got), bodies(got))
	}
	m, err := q.Message(t.Context(), viewer, second[0])
	if err != nil {
		t.Fatal(err)
	}
	if m.ID != ids[0] || m.Body != "delete the photos" || m.Observations != 3 || !m.Differs || m.MatchedBy != messages.ByNativeID || m.Deleted {
		t.Errorf("the message is %+v", m)
	}
	seen, err := q.Observations(t.Context(), viewer, third[0])
	if err != nil || len(seen) != 3 {
		t.Fatalf("%d observations, %v", len(seen), err)
	}
	type brief struct {
		Ref              misconduct.MessageRef
		Body             string
		Deleted, Differs bool
		Exhibit          string
	}
	var found []brief
	for _, o := range seen {
		found = append(found, brief{o.Ref, o.Body, o.Deleted, o.Differs, string(o.Exhibit)})
	}
	want := []brief{
		{misconduct.MessageRef{Extraction: one.id, Revision: 1, Message: ids[0]}, "delete the photos", false, false, "KLM/1"},
		{misconduct.MessageRef{Extraction: two.id, Revision: 1, Message: second[0]}, "", true, true, "KLM/2"},
		{misconduct.MessageRef{Extraction: three.id, Revision: 1, Message: third[0]}, "delete the photos", false, false, "KLM/3"},
	}
	if diff := cmp.Diff(want, found); diff != "" {
		t.Error(diff)
	}
	for _, o := range seen {
		if m, err := q.ByRef(t.Context(), viewer, o.Ref); err != nil || m.ID != ids[0] {
			t.Errorf("reference %v leads to %v, %v", o.Ref, m.ID, err)
		}
	}
}

func TestIdentity_by_content(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	one, two := b.phone(matter), b.phone(matter)
	one.record(said("Adam", "10:00", "ok"), said("Adam", "10:00", "ok"), said("Rhea", "10:00", "ok"))
	one.record(said("Adam", "10:00", "ok"), said("Adam", "10:01", "ok"))
	two.record(said("Adam", "10:00:31", "ok"), said("Adam", "10:00:59", "ok"), said("Adam", "10:02", "only here"))
	q := b.open()
	var got []string
	for _, m := range list(t, q, messages.Filter{}) {
		got = append(got, fmt.Sprintf("%s %s %s ×%d %s", m.SentLocal[11:16], m.Sender, m.Body, m.Observations, m.MatchedBy))
		if m.Differs {
			t.Errorf("%s %s differs from its own copy", m.SentLocal, m.Body)
		}
	}
	want := []string{
		"10:02 Adam only here ×1 CONTENT", "10:01 Adam ok ×1 CONTENT", "10:00 Adam ok ×1 CONTENT", "10:00 Rhea ok ×1 CONTENT",
		"10:00 Adam ok ×2 CONTENT", "10:00 Adam ok ×2 CONTENT",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

// What belongs together does not depend on which phone was read first.
func TestIdentity_is_independent_of_order(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(rt *rapid.T) {
		var phones [3][]extraction.Message
		for i := range phones {
			phones[i] = rapid.SliceOfN(rapid.Custom(drawMessage), 0, 12).Draw(rt, "phone")
		}
		forward := partition(rt, phones, []int{0, 1, 2})
		backward := partition(rt, phones, rapid.Permutation([]int{0, 1, 2}).Draw(rt, "order"))
		if diff := cmp.Diff(forward, backward); diff != "" {
			rt.Error(diff)
		}
	})
}

func drawMessage(t *rapid.T) extraction.Message {
	m := said(rapid.SampledFrom([]string{"", "Adam", "Rhea"}).Draw(t, "sender"), rapid.SampledFrom([]string{"", "10:00", "10:00:30", "10:01"}).Draw(t, "minute"),
		rapid.SampledFrom([]string{"ok", "no"}).Draw(t, "body"))
	if rapid.Bool().Draw(t, "native") {
		m.NativeID = rapid.SampledFrom([]string{"1", "2"}).Draw(t, "id")
	}
	return m
}

// partition returns the groups of rows that were taken for one message: phone and place in the file, each group and all groups sorted.
func partition(t *rapid.T, phones [3][]extraction.Message, order []int) []string {
	b := newBench(t)
	made := make([]*phone, 3)
	for i := range phones {
		made[i] = b.phone(matter)
	}
	for _, i := range order {
		for half := range slices.Chunk(phones[i], 5) {
			made[i].record(half...)
		}
	}
	q := b.open()
	var groups []string
	for _, m := range list(t, q, messages.Filter{}) {
		seen, err := q.Observations(context.Background(), viewer, m.ID)
		if err != nil || len(seen) != m.Observations {
			t.Fatalf("%d observations, want %d: %v", len(seen), m.Observations, err)
		}
		var group []string
		for _, o := range seen {
			group = append(group, string(o.Exhibit)+" "+o.Locator)
		}
		slices.Sort(group)
		groups = append(groups, strings.Join(group, " = "))
	}
	slices.Sort(groups)
	return groups
}

func TestIdentity_ends_at_the_matter(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	other := matter[:35] + "2"
	b.matter(other, "northmoor")
	one, two := b.phone(matter), b.phone(other)
	one.record(native("A1", said("Adam", "10:00", "here")))
	two.record(native("A1", said("Adam", "10:00", "there")))
	q := b.open()
	for id, want := range map[string]string{string(matter): "here", string(other): "there"} {
		got := list(t, q, messages.Filter{Matter: domain.MatterID(id)})
		if len(got) != 1 || got[0].Body != want || got[0].Observations != 1 {
			t.Errorf("matter %s has %v", id, bodies(got))
		}
	}
}

// Equal rows by the thousand, which a hostile file may hold, still find their ordinals.
func TestIdentity_of_many_equal_rows(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	one, two := b.phone(matter), b.phone(matter)
	rows := make([]extraction.Message, 500)
	for i := range rows {
		rows[i] = said("Adam", "10:00", "ok")
	}
	for range 6 {
		one.record(rows...)
	}
	for range 5 {
		two.record(rows...)
	}
	q := b.open()
	n, err := q.Count(t.Context(), viewer, messages.Filter{Matter: matter})
	if err != nil || n != messages.CountCap {
		t.Errorf("counted %d, %v", n, err)
	}
	conversations, err := q.Conversations(t.Context(), viewer, messages.ConversationFilter{}, page)
	if err != nil || len(conversations.Items) != 1 || conversations.Items[0].Messages != 3000 {
		t.Errorf("conversations %+v, %v", conversations.Items, err)
	}
	everything := all(t, func(p projections.Page) (projections.Result[messages.Message], error) {
		return q.Messages(context.Background(), viewer, messages.Filter{Matter: matter, To: "2025-05-01"}, p)
	}, 500)
	twice := 0
	for _, m := range everything {
		if m.Observations == 2 {
			twice++
		}
	}
	if twice != 2500 {
		t.Errorf("%d messages were seen twice, want 2500", twice)
	}
}

func TestOrder_is_by_time_of_sending(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	p := b.phone(matter)
	at := time.Date(2025, 5, 1, 9, 30, 0, 0, time.UTC)
	p.record(said("A", "12:00", "noon"), said("A", "", "no time"), utc(said("A", "10:30", "half past nine UTC"), at), said("A", "09:00", "nine"))
	p.record(said("A", "09:00", "nine again"), utc(said("A", "", "long ago"), time.Date(1601, 1, 1, 0, 0, 0, 0, time.UTC)),
		utc(said("A", "", "far away"), time.Date(9999, 1, 1, 0, 0, 0, 0, time.UTC)))
	got := bodies(list(t, b.open(), messages.Filter{}))
	want := []string{"far away", "noon", "half past nine UTC", "nine again", "nine", "long ago", "no time"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}
