package extraction_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/probity-ledger/probity/domain"
	"github.com/probity-ledger/probity/domain/extraction"
	"github.com/probity-ledger/probity/internal/testkit"
)

type refusal struct {
	name  string
	given []extraction.Event
	when  extraction.Command
	code  string
	field string
}

func refusals() []refusal {
	return slices.Concat(scopeRefusals(), runRefusals(), sourceRefusals(), batchRefusals(), contentRefusals())
}

var (
	running  = []extraction.Event{authorised(), started()}
	reading  = []extraction.Event{authorised(), started(), registered()}
	halfway  = []extraction.Event{authorised(), started(), registered(), recorded(0, 3)}
	twoDone  = []extraction.Event{authorised(), started(), registered(), recorded(0, 3), recorded(1, 2)}
	closed   = append(slices.Clone(twoDone), receipt())
	finished = append(slices.Clone(running), completed())
	broken   = append(slices.Clone(running), failed())
)

func scopeRefusals() []refusal {
	scope := func(s extraction.Scope) extraction.Command {
		return authorise(func(c *extraction.Authorise) { c.Scope = s })
	}
	held := func(h extraction.Held) extraction.Command {
		return authorise(func(c *extraction.Authorise) { c.Held = h })
	}
	return []refusal{
		{"authorise twice", []extraction.Event{authorised()}, authorise(), "ALREADY_AUTHORISED", ""},
		{"authorise what is not seized", nil, held(extraction.Held{Matter: matter, Exhibit: "KLM/2"}), "UNKNOWN_EXHIBIT", "exhibit"},
		{"authorise for another matter", nil, held(extraction.Held{Seized: true, Matter: "other", Exhibit: "KLM/2"}), "UNKNOWN_EXHIBIT", "exhibit"},
		{"authorise under another exhibit", nil, held(extraction.Held{Seized: true, Matter: matter, Exhibit: "KLM/1"}), "UNKNOWN_EXHIBIT", "exhibit"},
		{"authorise without a scope", nil, scope(extraction.Scope{}), "SCOPE_REQUIRED", "scope"},
		{"authorise everything within limits", nil, scope(extraction.Scope{Everything: true, Keywords: []string{"x"}}), "SCOPE_CONTRADICTORY", "scope"},
		{"authorise a reversed period", nil, scope(extraction.Scope{From: "2025-02-01", To: "2025-01-01"}), "DATES_REVERSED", "scope.to"},
		{"authorise from no day", nil, scope(extraction.Scope{From: "2025-02-30"}), "BAD_DATE", "scope.from"},
		{"authorise to no day", nil, scope(extraction.Scope{To: "June"}), "BAD_DATE", "scope.to"},
		{"authorise at no known level", nil, authorise(func(c *extraction.Authorise) { c.Level = "DEEP" }), "UNKNOWN_VALUE", "level"},
	}
}

func runRefusals() []refusal {
	fail := extraction.Fail{Reason: "dead", At: day.Add(time.Hour)}
	count := func(n int) extraction.Command {
		return complete(func(c *extraction.Complete) { c.Counts = map[string]int{"calls": n} })
	}
	return []refusal{
		{"start unauthorised", nil, start(), "NOT_AUTHORISED", ""},
		{"start twice", running, start(), "ALREADY_STARTED", ""},
		{"start after failure", broken, start(), "EXTRACTION_FAILED", ""},
		{"start with some version", []extraction.Event{authorised()}, start(func(c *extraction.Start) { c.Tool.Version = "" }), "REQUIRED", "tool.version"},
		{"complete unauthorised", nil, complete(), "NOT_AUTHORISED", ""},
		{"complete before the start", []extraction.Event{authorised()}, complete(), "NOT_STARTED", ""},
		{"complete twice", finished, complete(), "ALREADY_COMPLETED", ""},
		{"complete after failure", broken, complete(), "EXTRACTION_FAILED", ""},
		{"complete as the device itself", running, complete(func(c *extraction.Complete) { c.Exhibit = "KLM/2" }), "EXHIBIT_REFERENCE_USED", "exhibit"},
		{"complete with an empty container", running, complete(func(c *extraction.Complete) { c.ContainerSize = 0 }), "BAD_SIZE", "containerSize"},
		{"complete with an MD5", running, complete(func(c *extraction.Complete) { c.AcquisitionHash = "d41d8cd9" }), "BAD_HASH", "acquisitionHash"},
		{"complete with fewer than no calls", running, count(-1), "BAD_COUNT", "counts"},
		{"complete with a nameless hash", running, complete(func(c *extraction.Complete) { c.LegacyHashes = map[string]string{"": "0"} }), "REQUIRED", "legacyHashes"},
		{"fail after completion", finished, fail, "ALREADY_COMPLETED", ""},
		{"fail unauthorised", nil, fail, "NOT_AUTHORISED", ""},
		{"fail with messages on record", halfway, fail, "HAS_MESSAGES", ""},
		{"verify before completion", running, verify(extraction.Master, container, extraction.Audit), "NOT_COMPLETED", ""},
		{"verify for no known purpose", finished, verify(extraction.Master, container, "FUN"), "UNKNOWN_VALUE", "purpose"},
		{"load a quarantined copy", append(slices.Clone(finished), mismatch(extraction.Working, extraction.Load)),
			verify(extraction.Working, container, extraction.Load), "QUARANTINED", "copy"},
	}
}

func sourceRefusals() []refusal {
	finish := func(change ...func(*extraction.SourceRecorded)) extraction.Command {
		return extraction.FinishSource{Receipt: receipt(change...)}
	}
	return []refusal{
		{"register before the start", []extraction.Event{authorised()}, source(), "NOT_STARTED", ""},
		{"register after failure", broken, source(), "EXTRACTION_FAILED", ""},
		{"register an empty file", running, source(func(f *extraction.Source) { f.Size = 0 }), "BAD_SIZE", "source.size"},
		{"register a guessed date order", running, source(func(f *extraction.Source) { f.OrderFrom = "GUESS" }), "UNKNOWN_VALUE", "source.orderFrom"},
		{"read the same file in another order", reading, source(func(f *extraction.Source) { f.DateOrder = "MDY" }), "READ_OTHERWISE", "source"},
		{"finish an unknown file", running, finish(), "UNKNOWN_SOURCE", "receipt.source"},
		{"finish with a message lost", halfway, finish(), "COUNTS_DIFFER", "receipt.countedOut"},
		{"finish with a batch lost", twoDone, finish(func(r *extraction.SourceRecorded) { r.Batches = 3 }), "COUNTS_DIFFER", "receipt.batches"},
		{"finish with fewer in than out", twoDone, finish(func(r *extraction.SourceRecorded) { r.CountedIn, r.Complete = 4, false }), "COUNTS_DIFFER", "receipt.countedIn"},
		{"finish completely with more in than out", twoDone, finish(func(r *extraction.SourceRecorded) { r.CountedIn = 6 }), "COUNTS_DIFFER", "receipt.countedIn"},
		{"finish with a changed file", twoDone, finish(func(r *extraction.SourceRecorded) { r.SourceSHAEnd = sha('b') }), "SOURCE_CHANGED", "receipt.sourceShaEnd"},
		{"finish with fewer than no senders", twoDone, finish(func(r *extraction.SourceRecorded) { r.Senders = -1 }), "BAD_COUNT", "receipt.senders"},
		{"finish tomorrow", twoDone, finish(func(r *extraction.SourceRecorded) { r.RecordedAt = testkit.Now.Add(time.Hour) }), "IN_FUTURE", "receipt.recordedAt"},
	}
}

func batchRefusals() []refusal {
	return []refusal{
		{"record before the start", []extraction.Event{authorised()}, batch(0, 1), "NOT_STARTED", ""},
		{"record from an unknown file", running, batch(0, 1), "UNKNOWN_SOURCE", "source"},
		{"leave a gap", halfway, batch(2, 1), "BATCH_GAP", "batch"},
		{"count from below zero", halfway, batch(-1, 1), "BATCH_GAP", "batch"},
		{"add to a closed source", closed, batch(2, 1), "SOURCE_FINISHED", "batch"},
		{"record nothing", reading, batch(0, 0), "EMPTY_BATCH", "content"},
		{"record too many", reading, batch(0, extraction.MaxBatch+1), "BATCH_TOO_LARGE", "content"},
		{"record too much", reading, batch(0, 1, func(c *extraction.RecordMessages) {
			c.Content.Messages[0].Body = strings.Repeat("\x01", extraction.MaxBatchBytes/6)
		}), "BATCH_TOO_LARGE", "content"},
		{"record without a root", reading, batch(0, 1, func(c *extraction.RecordMessages) { c.Root = "" }), "REQUIRED", "root"},
		{"record under a short key", reading, batch(0, 1, func(c *extraction.RecordMessages) { c.Key = c.Key[:8] }), "BAD_KEY", "key"},
	}
}

func contentRefusals() []refusal {
	var table []refusal
	add := func(name, code string, change func(*extraction.Content)) {
		table = append(table, refusal{name, reading, batch(0, 2, func(c *extraction.RecordMessages) { change(&c.Content) }), code, "content"})
	}
	first := func(name, code string, change func(*extraction.Message)) {
		add(name, code, func(c *extraction.Content) { change(&c.Messages[0]) })
	}
	madeUp := day.In(time.FixedZone("", 3600))
	add("two threads under one key", "DUPLICATE_THREAD", func(c *extraction.Content) { c.Threads = append(c.Threads, c.Threads[0]) })
	add("a thread of no kind", "UNKNOWN_VALUE", func(c *extraction.Content) { c.Threads[0].Kind = "CROWD" })
	add("two messages under one id", "DUPLICATE_MESSAGE", func(c *extraction.Content) { c.Messages[1].ID = c.Messages[0].ID })
	first("a thread that is not listed", "NO_THREAD", func(m *extraction.Message) { m.Thread = "other" })
	first("a message without an id", "REQUIRED", func(m *extraction.Message) { m.ID = "" })
	first("a body that is not text", "NOT_TEXT", func(m *extraction.Message) { m.Body = "\xff" })
	first("a missing body that is there", "BODY_STATE", func(m *extraction.Message) { m.BodyState = extraction.BodyMissing })
	first("a present body that is not there", "BODY_STATE", func(m *extraction.Message) { m.Body = "" })
	first("an instant in an unknown zone", "INVENTED_TIME", func(m *extraction.Message) { m.TZBasis = "UNKNOWN" })
	first("an instant not in UTC", "INVENTED_TIME", func(m *extraction.Message) { m.Sent = &madeUp })
	first("a wall clock with words", "BAD_TIME", func(m *extraction.Message) { m.SentLocal = "yesterday" })
	first("an attachment of no state", "UNKNOWN_VALUE", func(m *extraction.Message) { m.Attachments = []extraction.Attachment{{Name: "a.jpg", State: "?"}} })
	first("an attachment below zero", "BAD_SIZE", func(m *extraction.Message) {
		m.Attachments = []extraction.Attachment{{Name: "a.jpg", State: extraction.Included, Size: -1}}
	})
	first("an attachment under a short hash", "BAD_HASH", func(m *extraction.Message) {
		m.Attachments = []extraction.Attachment{{Name: "a.jpg", State: extraction.Included, SHA256: "abc"}}
	})
	return table
}

func TestRefusals(t *testing.T) {
	t.Parallel()
	for _, r := range refusals() {
		t.Run(r.name, func(t *testing.T) {
			t.Parallel()
			if got := given(t, r.given...).When(r.when).Refused(r.code); got.Field != r.field {
				t.Errorf("field %q, want %q", got.Field, r.field)
			}
		})
	}
}

func TestEveryRefusalIsTold(t *testing.T) {
	t.Parallel()
	testkit.EveryCodeIsTold(t, ".", refusals(), func(r refusal) string { return r.code })
}

func TestBatchGapNamesTheBatchThatComesNext(t *testing.T) {
	t.Parallel()
	e := given(t, halfway...).When(batch(4, 1)).Refused("BATCH_GAP")
	if !strings.Contains(e.Text, "batch 1 comes next") {
		t.Errorf("text %q", e.Text)
	}
}

func TestContentRefusalNamesThePlaceAndNeverTheText(t *testing.T) {
	t.Parallel()
	e := given(t, reading...).When(batch(0, 2, func(c *extraction.RecordMessages) {
		c.Content.Messages[1].Body, c.Content.Messages[1].BodyState = "a secret", extraction.BodyMissing
	})).Refused("BODY_STATE")
	if !strings.Contains(e.Text, "content.messages[1]") || strings.Contains(e.Text, "secret") || e.Kind != domain.Invalid {
		t.Errorf("refusal %+v", e)
	}
}
