package extraction_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/probity-ledger/probity/domain"
	"github.com/probity-ledger/probity/domain/extraction"
	"github.com/probity-ledger/probity/internal/testkit"
)

const (
	matter = domain.MatterID("0b0a9a2e-6f5c-4a0e-9a53-6f1d5f1f1a01")
	phone  = domain.DeviceID("7f7c1c52-7a0b-4a3e-8f0b-0a4b7a4a1c02")
)

var (
	day       = time.Date(2025, 6, 16, 9, 0, 0, 0, time.UTC)
	chat      = sha('a')
	container = sha('c')
)

func sha(c byte) domain.SHA256 { return domain.SHA256(strings.Repeat(string(c), 64)) }

func given(t testing.TB, history ...extraction.Event) *testkit.Scenario[extraction.State, extraction.Event, extraction.Command] {
	t.Helper()
	return testkit.Given(t, extraction.Evolve, extraction.Decide, history...)
}

// with returns a copy of a command or event that a test changed.
func with[T any](v T, change ...func(*T)) T {
	for _, f := range change {
		f(&v)
	}
	return v
}

func authorise(change ...func(*extraction.Authorise)) extraction.Authorise {
	return with(extraction.Authorise{Matter: matter, Device: phone, Exhibit: "KLM/2", Level: extraction.FullFileSystem,
		Scope:      extraction.Scope{Applications: []string{"WhatsApp"}, From: "2024-01-01", To: "2025-06-09"},
		Authoriser: "DI A. Okafor", Reason: "messages in one group are alleged to breach standard 3",
		Held: extraction.Held{Seized: true, Matter: matter, Exhibit: "KLM/2"}}, change...)
}

func authorised() extraction.Authorised {
	c := authorise()
	return extraction.Authorised{Matter: c.Matter, Device: c.Device, Exhibit: c.Exhibit, Level: c.Level, Scope: c.Scope, Authoriser: c.Authoriser, Reason: c.Reason}
}

func start(change ...func(*extraction.Start)) extraction.Start {
	return with(extraction.Start{Tool: extraction.Tool{Name: "Probe", Version: "8.2.1"}, Operator: "DE P. Q. Rahman", Method: "checkm8",
		DeviceState: "AFU", At: day}, change...)
}

func started() extraction.Started { return extraction.Started(start()) }

func source(change ...func(*extraction.Source)) extraction.RegisterSource {
	return extraction.RegisterSource{Source: with(extraction.Source{SHA256: chat, Size: 4096, Name: "_chat.txt", Format: "whatsapp-text",
		Reader: "whatsapp-text/1", DateOrder: "DMY", OrderFrom: "OVER_12", TimeZone: "Europe/London"}, change...)}
}

func registered() extraction.SourceRegistered {
	return extraction.SourceRegistered{Source: source().Source, At: testkit.Now}
}

func message(n int, change ...func(*extraction.Message)) extraction.Message {
	sent := day.Add(time.Duration(n) * time.Minute)
	return with(extraction.Message{ID: domain.MessageID(fmt.Sprintf("m-%d", n)), Locator: fmt.Sprintf("_chat.txt:line %d", n), Thread: "larkfield",
		Sender: "J. W.", Kind: extraction.Text, Body: "see you at six", BodyState: extraction.BodyPresent, SentRaw: "16/06/2025, 09:00",
		SentLocal: sent.Format("2006-01-02T15:04:05"), Sent: &sent, TZBasis: "OPERATOR_SUPPLIED"}, change...)
}

func batch(n, messages int, change ...func(*extraction.RecordMessages)) extraction.RecordMessages {
	c := extraction.RecordMessages{Source: chat, Batch: n, Root: sha('d'), Key: []byte("0123456789abcdef0123456789abcdef"),
		Content: extraction.Content{Threads: []extraction.Thread{{Key: "larkfield", Platform: "WhatsApp", Title: "Lads", Kind: "GROUP"}}}}
	for i := range messages {
		c.Content.Messages = append(c.Content.Messages, message(n*extraction.MaxBatch+i))
	}
	return with(c, change...)
}

func recorded(n, messages int) extraction.MessagesRecorded {
	return extraction.MessagesRecorded(batch(n, messages))
}

func receipt(change ...func(*extraction.SourceRecorded)) extraction.SourceRecorded {
	return with(extraction.SourceRecorded{Source: chat, CountedIn: 5, CountedOut: 5, Batches: 2, Threads: 1, Senders: 1, First: "2025-06-16T09:00:00",
		Last: "2025-06-16T09:04:00", Issues: []extraction.Issue{{Code: "OUT_OF_ORDER", Count: 1, First: "_chat.txt:line 3"}}, Complete: true,
		RecordedAt: day.Add(time.Hour), SourceSHAEnd: chat}, change...)
}

func complete(change ...func(*extraction.Complete)) extraction.Complete {
	return with(extraction.Complete{Exhibit: "PQR/1", Result: "COMPLETE", Tool: extraction.Tool{Name: "Probe", Version: "8.2.1"},
		Operator: "DE P. Q. Rahman", Container: "PQR1.zip", ContainerSize: 61_203_283_968, AcquisitionHash: container,
		LegacyHashes: map[string]string{"MD5": strings.Repeat("0", 32)}, Counts: map[string]int{"messages": 6412}, At: day.Add(3 * time.Hour)}, change...)
}

func completed() extraction.Completed {
	c := complete()
	return extraction.Completed{Exhibit: c.Exhibit, Result: c.Result, Tool: c.Tool, Operator: c.Operator, Container: c.Container,
		ContainerSize: c.ContainerSize, AcquisitionHash: c.AcquisitionHash, LegacyHashes: c.LegacyHashes, Counts: c.Counts, At: c.At}
}

func failed() extraction.Failed {
	return extraction.Failed{Reason: "the board does not power on", At: day.Add(time.Hour)}
}

func verify(c extraction.Copy, actual domain.SHA256, purpose string) extraction.VerifyHash {
	return extraction.VerifyHash{Copy: c, Actual: actual, Purpose: purpose, At: day.Add(4 * time.Hour)}
}

func mismatch(c extraction.Copy, purpose string) extraction.IntegrityFailed {
	return extraction.IntegrityFailed{Copy: c, Expected: container, Actual: sha('e'), Purpose: purpose, At: day.Add(4 * time.Hour)}
}
