package messages_test

import (
	"context"
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"
	"time"

	"github.com/google/uuid"

	"github.com/probity-ledger/probity/domain"
	"github.com/probity-ledger/probity/domain/extraction"
	"github.com/probity-ledger/probity/projections"
	"github.com/probity-ledger/probity/projections/messages"
	"github.com/probity-ledger/probity/projections/viewtest"
)

// words is a vocabulary of 50,000 made-up words; how often each is used falls as in a language.
var words = func() []string {
	r := rand.New(rand.NewPCG(7, 7))
	list := make([]string, 50000)
	for i := range list {
		b := make([]byte, 3+r.IntN(8))
		for j := range b {
			b[j] = byte('a' + r.IntN(26))
		}
		list[i] = string(b)
	}
	return list
}()

const batchSize = 500

// chat makes one batch of a synthetic group chat of nine: 4 to 17 words a message, one every 40 seconds.
func chat(r *rand.Rand, n int, native bool) extraction.MessagesRecorded {
	start := time.Date(2020, 1, 1, 0, 0, 0, 0, time.UTC).Add(time.Duration(n*batchSize) * 40 * time.Second)
	b := extraction.MessagesRecorded{Source: domain.SHA256(strings.Repeat("1", 64)), Batch: n}
	b.Content.Threads = []extraction.Thread{{Key: "g1", Platform: "WHATSAPP", Title: "Night shift", Kind: "GROUP"}}
	zipf := rand.NewZipf(r, 1.1, 4, uint64(len(words)-1))
	for i := range batchSize {
		at := start.Add(time.Duration(i) * 40 * time.Second)
		text := make([]string, 4+r.IntN(14))
		for j := range text {
			text[j] = words[zipf.Uint64()]
		}
		m := extraction.Message{
			ID:      domain.MessageID(uuid.NewSHA1(uuid.Nil, fmt.Appendf(nil, "%d/%d", n, i)).String()),
			Locator: fmt.Sprintf("_chat.txt:line %d", n*batchSize+i+1), Thread: "g1", Sender: fmt.Sprintf("Member %d", r.IntN(9)),
			Kind: extraction.Text, Body: strings.Join(text, " "), BodyState: extraction.BodyPresent,
			SentRaw: at.Format("02/01/2006, 15:04:05"), SentLocal: at.Format("2006-01-02T15:04:05"), TZBasis: "UNKNOWN",
		}
		if native {
			m.NativeID = fmt.Sprint(n*batchSize + i)
		}
		b.Content.Messages = append(b.Content.Messages, m)
	}
	return b
}

// BenchmarkBuild is a view built from the log: reading, decoding, writing with the full-text index, committing.
func BenchmarkBuild(b *testing.B) {
	const batches = 200
	for _, native := range []bool{false, true} {
		b.Run(fmt.Sprintf("native=%v", native), func(b *testing.B) {
			bench, r := newBench(b), rand.New(rand.NewPCG(1, 2))
			p := bench.phone(matter)
			for n := range batches {
				p.add(chat(r, n, native))
			}
			b.ResetTimer()
			for b.Loop() {
				runner, stop := viewtest.Start(b, b.TempDir(), bench.log, messages.Projection{})
				if err := runner.Ready(b.Context()); err != nil {
					b.Fatal(err)
				}
				b.StopTimer()
				if err := stop(); err != nil {
					b.Fatal(err)
				}
				b.StartTimer()
			}
			b.ReportMetric(float64(b.N*batches*batchSize)/b.Elapsed().Seconds(), "messages/s")
		})
	}
}

// BenchmarkAsk puts questions to a matter of 100,000 messages beside another of the same size.
func BenchmarkAsk(b *testing.B) {
	bench, r := newBench(b), rand.New(rand.NewPCG(1, 2))
	other := matter[:35] + "2"
	bench.matter(other, "northmoor")
	for _, p := range []*phone{bench.phone(matter), bench.phone(other)} {
		for n := range 200 {
			p.add(chat(r, n, false))
		}
	}
	q := bench.open()
	f := messages.Filter{Matter: matter}
	first := func(n int) projections.Page { return projections.Page{First: n} }
	search := func(text string, order messages.Order) func() error {
		return func() error {
			got, err := q.Search(context.Background(), viewer, f, text, order, first(20))
			if err == nil && len(got.Items) == 0 {
				err = fmt.Errorf("nothing found for %s", text)
			}
			return err
		}
	}
	phrase := func() string {
		got, err := q.Messages(context.Background(), viewer, f, first(100))
		if err != nil {
			b.Fatal(err)
		}
		return `"` + strings.Join(strings.Fields(got.Items[99].Body)[1:3], " ") + `"`
	}()
	for name, question := range map[string]func() error{
		"list/newest 50": func() error { _, err := q.Messages(context.Background(), viewer, f, first(50)); return err },
		"list/sender 50": func() error {
			_, err := q.Messages(context.Background(), viewer, messages.Filter{Matter: matter, Sender: "Member 3"}, first(50))
			return err
		},
		"list/one day": func() error {
			_, err := q.Messages(context.Background(), viewer, messages.Filter{Matter: matter, From: "2020-01-20", To: "2020-01-20"}, first(50))
			return err
		},
		"count":               func() error { _, err := q.Count(context.Background(), viewer, f); return err },
		"search/common":       search(words[0], messages.Newest),
		"search/rare":         search(words[9000], messages.Newest),
		"search/two words":    search(words[0]+" "+words[1], messages.Newest),
		"search/phrase":       search(phrase, messages.Newest),
		"search/prefix":       search(words[20][:3]+"*", messages.Newest),
		"search/by relevance": search(words[0], messages.Relevance),
		"search/count":        func() error { _, err := q.SearchCount(context.Background(), viewer, f, words[0]); return err },
	} {
		b.Run(name, func(b *testing.B) {
			for b.Loop() {
				if err := question(); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
