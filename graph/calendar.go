package graph

import (
	"context"
	"crypto/sha256"
	"encoding/base64"
	"net/url"
	"time"

	"github.com/probity-ledger/probity/access"
	"github.com/probity-ledger/probity/accesslog"
	"github.com/probity-ledger/probity/domain"
	"github.com/probity-ledger/probity/graph/ical"
	"github.com/probity-ledger/probity/graph/model"
	"github.com/probity-ledger/probity/projections/deadlines"
)

// Calendar gives out and answers the addresses at which calendar programs find the periods of somebody's cases. nil gives out none.
type Calendar struct {
	Key *access.FeedKey
	// URL is the address of the server as calendar programs reach it, such as https://ledger.example.
	URL string
}

// CalendarPath is where the feeds are, below the server's address: the secret and CalendarFile follow.
const (
	CalendarPath = "/calendar/"
	CalendarFile = "/clocks.ics"
)

// Feeds answers calendar programs. It may be used from any goroutine.
type Feeds struct {
	key      *access.FeedKey
	work     *deadlines.Queries
	recorder *recorder
	now      func() time.Time
}

// feeds is nil where there are no feeds.
func (r *Resolver) feeds(cfg Config) *Feeds {
	if cfg.Calendar == nil {
		return nil
	}
	return &Feeds{key: cfg.Calendar.Key, work: r.work, recorder: r.recorder, now: cfg.Now}
}

// Open says whom a secret is for; whether the ledger still lets them be that is for the caller to ask. Errors are access.ErrFeedUnknown and
// access.ErrFeedExpired.
func (f *Feeds) Open(secret string) (access.Principal, error) {
	feed, err := f.key.Open(secret)
	if err != nil {
		return access.Principal{}, err
	}
	return feed.Principal(f.now())
}

// File writes the calendar of the principal in the context, as far as they may see it now, and its entity tag. What it shows is judged by
// the policies and recorded before it returns. Where the reader has it already it returns no text, and nothing is shown nor recorded.
func (f *Feeds) File(ctx context.Context, has func(tag string) bool) (text []byte, tag string, err error) {
	who, err := viewer(ctx)
	if err != nil {
		return nil, "", err
	}
	who.At = f.now()
	periods, err := f.work.Calendar(ctx, who)
	if err != nil {
		return nil, "", err
	}
	if text, err = ical.Write(periods); err != nil {
		return nil, "", err
	}
	digest := sha256.Sum256(text)
	tag = `"` + base64.RawURLEncoding.EncodeToString(digest[:18]) + `"`
	if has(tag) {
		return nil, tag, nil
	}
	return text, tag, f.recorder.atOnce(ctx, looks(periods), nil)
}

// looks names each case once: a calendar of many periods is a look at few cases.
func looks(periods []deadlines.Clock) (shown []sight) {
	seen := map[domain.MatterID]bool{}
	for _, p := range periods {
		if !seen[p.Matter] {
			seen[p.Matter] = true
			shown = append(shown, sight{how{view: deadlines.Name, op: accesslog.Follow, field: "calendar"}, p.Item()})
		}
	}
	return shown
}

// newFeed gives the caller an address of their own. That it was given stands in the access log as a sign-in of its own, under the name by
// which every later use of it does.
func (r *Resolver) newFeed(ctx context.Context) (*model.CalendarFeed, error) {
	who, err := viewer(ctx)
	if err != nil {
		return nil, err
	}
	switch {
	case r.calendar == nil:
		return nil, domain.Errorf(domain.Refused, "CALENDAR_OFF", "this server gives out no calendar feeds; ask whoever runs it")
	case who.Reach() == access.ReachNothing:
		return nil, domain.Errorf(domain.Forbidden, "NO_CASES", "your role sees no cases, so there is nothing for a calendar")
	}
	now := r.now()
	feed, err := access.FeedFor(who, now)
	if err != nil {
		return nil, err
	}
	secret, err := r.calendar.Key.Seal(feed)
	if err != nil {
		return nil, err
	}
	address, err := url.JoinPath(r.calendar.URL, CalendarPath, secret, CalendarFile)
	if err != nil {
		return nil, err
	}
	given := accesslog.WhoIs(who, RequestID(ctx))
	given.Session, given.Purpose = feed.ID, access.FeedPurpose
	err = r.recorder.log.Record(ctx, accesslog.SignedIn{Who: given, MultiFactor: who.MultiFactor, Until: feed.Until, At: now.UTC()})
	return &model.CalendarFeed{ID: feed.ID, URL: address, ExpiresAt: feed.Until}, err
}
