package messages_test

import (
	"context"
	"fmt"
	"strings"
	"time"

	"github.com/probity-ledger/probity/domain"
	"github.com/probity-ledger/probity/domain/caseaccess"
	"github.com/probity-ledger/probity/domain/extraction"
	"github.com/probity-ledger/probity/domain/misconduct"
	"github.com/probity-ledger/probity/ledger/wire"
	"github.com/probity-ledger/probity/projections"
	"github.com/probity-ledger/probity/projections/messages"
	"github.com/probity-ledger/probity/projections/viewtest"
)

const matter = domain.MatterID("10000000-0000-4000-8000-000000000001")

var viewer = projections.Viewer{Actor: "a", Role: domain.CaseOfficer, Force: "northmoor"}

// bench is a log with one matter, and the queries over it.
type bench struct {
	t   viewtest.TB
	log *viewtest.Log
	n   int
}

func newBench(t viewtest.TB) *bench {
	b := &bench{t: t, log: &viewtest.Log{}}
	b.matter(matter, "northmoor")
	return b
}

func (b *bench) matter(id domain.MatterID, force string) {
	b.log.Add("misconduct-"+string(id), wire.Metadata{Actor: "a"}, misconduct.MatterReceived{Reference: "R", Force: force, CameToAttentionOn: "2025-06-03"})
	b.log.Add("caseaccess-"+string(id), wire.Metadata{Actor: "b"}, caseaccess.Assigned{Actor: viewer.Actor, Capacity: viewer.Role})
}

// phone is one extraction with one source.
type phone struct {
	b      *bench
	id     domain.ExtractionID
	source domain.SHA256
	batch  int
}

func (b *bench) phone(in domain.MatterID) *phone {
	b.n++
	p := &phone{b: b, id: domain.ExtractionID(fmt.Sprintf("40000000-0000-4000-8000-%012d", b.n)), source: domain.SHA256(strings.Repeat(fmt.Sprint(b.n%10), 64))}
	p.add(extraction.Authorised{Matter: in, Device: domain.DeviceID(fmt.Sprintf("device-%d", b.n)), Exhibit: domain.ExhibitRef(fmt.Sprintf("KLM/%d", b.n))})
	return p
}

func (p *phone) add(event any) {
	p.b.log.Add("extraction-"+string(p.id), wire.Metadata{Actor: "a"}, event)
}

// record adds one batch in the one group chat there is, and returns the ids given to the messages.
func (p *phone) record(list ...extraction.Message) []domain.MessageID {
	return p.recordIn(extraction.Thread{Key: "g1", Platform: "WHATSAPP", Title: "Night shift", Kind: "GROUP"}, list...)
}

func (p *phone) recordIn(thread extraction.Thread, list ...extraction.Message) []domain.MessageID {
	ev := extraction.MessagesRecorded{Source: p.source, Batch: p.batch}
	ev.Content.Threads = []extraction.Thread{thread}
	var ids []domain.MessageID
	for i, m := range list {
		m.ID = domain.MessageID(fmt.Sprintf("%s%02d-0000-5000-8000-%012d", p.id[30:], p.batch, i))
		m.Thread, m.Locator = thread.Key, fmt.Sprintf("line %d.%d", p.batch, i)
		ids = append(ids, m.ID)
		ev.Content.Messages = append(ev.Content.Messages, m)
	}
	p.add(ev)
	p.batch++
	return ids
}

// said is a text without a native id at a minute of the day.
func said(sender, minute, body string) extraction.Message {
	local := ""
	if minute != "" {
		local = "2025-05-01T" + minute
		if len(minute) == 5 {
			local += ":00"
		}
	}
	return extraction.Message{
		Sender: sender, Kind: extraction.Text, Body: body, BodyState: extraction.BodyPresent, SentLocal: local, SentRaw: minute, TZBasis: "UNKNOWN",
	}
}

func native(id string, m extraction.Message) extraction.Message {
	m.NativeID = id
	return m
}

func utc(m extraction.Message, at time.Time) extraction.Message {
	m.Sent, m.TZBasis = &at, "UTC_EPOCH"
	return m
}

func (b *bench) open() *messages.Queries {
	b.t.Helper()
	q, _ := b.openRunner()
	return q
}

func (b *bench) openRunner() (*messages.Queries, *projections.Runner) {
	b.t.Helper()
	r := viewtest.Open(b.t, b.log, messages.Projection{})
	if s := r.Status()[0]; s.Quarantined != 0 {
		b.t.Fatalf("%d events were set aside", s.Quarantined)
	}
	return messages.NewQueries(r.View(messages.Name)), r
}

// all reads every page of a list.
func all[T any](t viewtest.TB, page func(projections.Page) (projections.Result[T], error), first int) []T {
	t.Helper()
	var items []T
	p := projections.Page{First: first}
	for {
		r, err := page(p)
		if err != nil {
			t.Fatal(err)
		}
		items = append(items, r.Items...)
		if !r.HasNext {
			return items
		}
		p.After = r.Keys[len(r.Keys)-1]
	}
}

func list(t viewtest.TB, q *messages.Queries, f messages.Filter) []messages.Message {
	t.Helper()
	if f.Matter == "" {
		f.Matter = matter
	}
	return all(t, func(p projections.Page) (projections.Result[messages.Message], error) {
		return q.Messages(context.Background(), viewer, f, p)
	}, 3)
}

func bodies(list []messages.Message) []string {
	var texts []string
	for _, m := range list {
		texts = append(texts, m.Body)
	}
	return texts
}
