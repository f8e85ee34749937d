package quota

import (
	"errors"
	"time"

	lru "github.com/hashicorp/golang-lru/v2"
	"golang.org/x/time/rate"
)

// remembered is how many callers of each budget are kept. The one who asked least recently is forgotten first and then has a full budget;
// callers have accounts or addresses, of which nobody holds so many.
const remembered = 20_000

// budget is one bucket for each caller.
type budget struct {
	filling rate.Limit
	burst   int
	of      *lru.Cache[string, *rate.Limiter]
}

var errRate = errors.New("a rate needs a burst of at least 1")

// newBudget returns nil where there is no limit.
func newBudget(r Rate) (*budget, error) {
	if r.PerMinute <= 0 {
		return nil, nil
	}
	if r.Burst < 1 {
		return nil, errRate
	}
	of, err := lru.New[string, *rate.Limiter](remembered)
	return &budget{filling: rate.Limit(float64(r.PerMinute) / 60), burst: r.Burst, of: of}, err
}

// take returns 0 where n was taken, and else after what time there will be enough. More than a full budget holds is reckoned as all of it.
func (b *budget) take(caller string, n int, now time.Time) time.Duration {
	if b == nil || n <= 0 {
		return 0
	}
	bucket, ok := b.of.Get(caller)
	if !ok {
		fresh := rate.NewLimiter(b.filling, b.burst)
		if before, there, _ := b.of.PeekOrAdd(caller, fresh); there {
			bucket = before
		} else {
			bucket = fresh
		}
	}
	reserved := bucket.ReserveN(now, min(n, b.burst))
	after := reserved.DelayFrom(now)
	if after > 0 {
		reserved.CancelAt(now)
	}
	return after
}
