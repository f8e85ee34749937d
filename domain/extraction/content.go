package extraction

import (
	"errors"
	"fmt"
	"time"
	"unicode/utf8"

	"github.com/probity-ledger/probity/domain"
)

// check refuses content that contradicts itself. Codes: NO_THREAD, DUPLICATE_THREAD, DUPLICATE_MESSAGE, REQUIRED, UNKNOWN_VALUE,
// NOT_TEXT, BODY_STATE, BAD_TIME, INVENTED_TIME, BAD_HASH, BAD_SIZE. It names a message by its place in the batch, never by its text.
func (c Content) check() error {
	threads, err := c.threads()
	if err != nil {
		return err
	}
	seen := make(map[domain.MessageID]bool, len(c.Messages))
	for i, m := range c.Messages {
		if err := domain.First(m.check(), m.place(threads, seen)); err != nil {
			return at("messages", i, err)
		}
		seen[m.ID] = true
	}
	return nil
}

func (c Content) threads() (map[string]bool, error) {
	if err := domain.AtMost("content.threads", len(c.Threads), MaxBatch); err != nil {
		return nil, err
	}
	keys := make(map[string]bool, len(c.Threads))
	for i, t := range c.Threads {
		if err := t.check(keys); err != nil {
			return nil, at("threads", i, err)
		}
		keys[t.Key] = true
	}
	return keys, nil
}

func (t Thread) check(earlier map[string]bool) error {
	if earlier[t.Key] {
		return domain.Errorf(domain.Invalid, "DUPLICATE_THREAD", "an earlier thread of the batch bears the same key")
	}
	return domain.First(
		domain.Line("key", t.Key),
		domain.Line("platform", t.Platform),
		utf8Text(t.Title),
		domain.OneOf("kind", t.Kind, "ONE_TO_ONE", "GROUP", "UNKNOWN"),
	)
}

// place says whether the message fits the threads of its batch and the messages before it.
func (m Message) place(threads map[string]bool, seen map[domain.MessageID]bool) error {
	switch {
	case seen[m.ID]:
		return domain.Errorf(domain.Invalid, "DUPLICATE_MESSAGE", "an earlier message of the batch bears the same id")
	case !threads[m.Thread]:
		return domain.Errorf(domain.Invalid, "NO_THREAD", "the batch does not list the thread of the message; list it")
	}
	return nil
}

func (m Message) check() error {
	err := domain.First(
		domain.Line("id", string(m.ID)),
		domain.Line("locator", m.Locator),
		domain.OneOf("kind", m.Kind, Text, Media, Call, System, Location, Contact, Poll),
		domain.OneOf("bodyState", m.BodyState, BodyPresent, BodyEmpty, BodyMissing, BodyPlaceholder),
		domain.OneOf("tzBasis", m.TZBasis, "OFFSET_IN_DATA", "UTC_EPOCH", "REPORT_SETTING", "OPERATOR_SUPPLIED", "UNKNOWN"),
		utf8Text(m.NativeID, m.Sender, m.Body, m.SentRaw),
		m.bodyAsStated(),
		m.timeAsKnown(),
	)
	if err != nil {
		return err
	}
	for _, a := range m.Attachments {
		if err := a.check(); err != nil {
			return err
		}
	}
	return nil
}

// bodyAsStated keeps "missing" and "empty" apart from text.
func (m Message) bodyAsStated() error {
	empty := m.BodyState == BodyEmpty || m.BodyState == BodyMissing
	if empty == (m.Body == "") || m.BodyState == BodyPlaceholder {
		return nil
	}
	return domain.Errorf(domain.Invalid, "BODY_STATE", "the body is not %s as its state says", m.BodyState)
}

// timeAsKnown: an instant is stated only where the zone is known, and then in UTC. UTC is never invented.
func (m Message) timeAsKnown() error {
	if _, err := time.Parse("2006-01-02T15:04:05", m.SentLocal); err != nil && m.SentLocal != "" {
		return domain.Errorf(domain.Invalid, "BAD_TIME", "sentLocal is no wall clock; write it as 2006-01-02T15:04:05")
	}
	if m.Sent == nil {
		return nil
	}
	if m.TZBasis == "UNKNOWN" || m.Sent.Location() != time.UTC || m.Sent.Year() < 1 || m.Sent.Year() > 9999 {
		return domain.Errorf(domain.Invalid, "INVENTED_TIME", "an instant is stated that is not in UTC, or although the zone is unknown; leave it out")
	}
	return nil
}

func (a Attachment) check() error {
	err := domain.First(
		utf8Text(a.Name, a.MIME),
		domain.OneOf("attachments.state", a.State, Included, Referenced, Omitted),
	)
	switch {
	case err != nil:
		return err
	case a.Size < 0:
		return domain.Errorf(domain.Invalid, "BAD_SIZE", "the size of an attachment cannot be below zero")
	case a.SHA256 == "":
		return nil
	}
	return domain.CheckHash("attachments.sha256", a.SHA256)
}

// utf8Text refuses bytes that are no text: JSON would replace them silently. A reader replaces them itself and flags the message.
func utf8Text(texts ...string) error {
	for _, s := range texts {
		if !utf8.ValidString(s) {
			return domain.Errorf(domain.Invalid, "NOT_TEXT", "bytes are not UTF-8; replace them and set INVALID_ENCODING")
		}
	}
	return nil
}

// at says where in the batch a refusal belongs.
func at(list string, i int, err error) error {
	var e *domain.Error
	if !errors.As(err, &e) {
		return fmt.Errorf("%s[%d]: %w", list, i, err)
	}
	return domain.Errorf(e.Kind, e.Code, "content.%s[%d]: %s", list, i, e.Text).On("content").Under(e.Rule)
}
