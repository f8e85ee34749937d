package quota_test

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"testing"
	"time"

	"go.uber.org/goleak"
	"pgregory.net/rapid"

	"github.com/probity-ledger/probity/access/quota"
	"github.com/probity-ledger/probity/domain"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

var noon = time.Date(2026, 3, 2, 12, 0, 0, 0, time.UTC)

func made(t testing.TB, l quota.Limits, now func() time.Time) *quota.Quota {
	t.Helper()
	q, err := quota.New(l, now)
	if err != nil {
		t.Fatal(err)
	}
	return q
}

func exceeded(err error) *quota.ExceededError {
	var e *quota.ExceededError
	errors.As(err, &e)
	return e
}

func TestTake(t *testing.T) {
	t.Parallel()
	now := noon
	q := made(t, quota.Limits{Cost: quota.Rate{PerMinute: 60, Burst: 10}}, func() time.Time { return now })
	for _, step := range []struct {
		says   string
		after  time.Duration
		caller string
		n      int
		wait   int // seconds; 0 where it is allowed
	}{
		{"a full budget", 0, "a", 10, 0},
		{"an empty one", 0, "a", 1, 1},
		{"somebody else's is full", 0, "b", 10, 0},
		{"it fills by one a second", 3 * time.Second, "a", 3, 0},
		{"and no further than that", 3 * time.Second, "a", 1, 1},
		{"what is refused takes nothing", 5 * time.Second, "a", 5, 3},
		{"so the rest is there", 5 * time.Second, "a", 2, 0},
		{"it never holds more than its size", time.Hour, "a", 10, 0},
		{"more than it holds is all of it", 2 * time.Hour, "a", 50, 0},
		{"nothing is always allowed", 2 * time.Hour, "a", 0, 0},
	} {
		now = noon.Add(step.after)
		err := q.Take(quota.Cost, step.caller, step.n)
		if e := exceeded(err); (step.wait == 0) != (err == nil) || (e != nil && (e.Seconds() != step.wait || e.What != quota.Cost)) {
			t.Errorf("%s: %v", step.says, err)
		}
	}
	if n := q.Exceeded()[quota.Cost]; n != 3 {
		t.Errorf("%d refusals are counted", n)
	}
}

// However somebody asks, they never get more than a full budget and what has come in since.
func TestTake_never_gives_more_than_came_in(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(r *rapid.T) {
		rate := quota.Rate{PerMinute: rapid.IntRange(1, 600).Draw(r, "per minute"), Burst: rapid.IntRange(1, 100).Draw(r, "burst")}
		now := noon
		q := made(t, quota.Limits{Searches: rate}, func() time.Time { return now })
		given := 0
		for range rapid.IntRange(1, 60).Draw(r, "steps") {
			now = now.Add(time.Duration(rapid.IntRange(0, 5000).Draw(r, "pause")) * time.Millisecond)
			n := rapid.IntRange(1, rate.Burst).Draw(r, "n")
			if q.Take(quota.Searches, "a", n) == nil {
				given += n
			}
			if came := float64(rate.Burst) + now.Sub(noon).Minutes()*float64(rate.PerMinute); float64(given) > came+1e-6 {
				r.Fatalf("%d were given where %f had come in", given, came)
			}
		}
	})
}

func TestLimitsOfZeroAreNone(t *testing.T) {
	t.Parallel()
	var none *quota.Quota
	for name, q := range map[string]*quota.Quota{"no quota": none, "no limits": made(t, quota.Limits{}, time.Now)} {
		for range 100 {
			leave, err := q.Enter(t.Context(), "a", domain.CaseAnalyst)
			if err != nil || q.Take(quota.Cost, "a", 1_000_000) != nil {
				t.Fatal(name)
			}
			defer leave()
		}
		for what, n := range q.Exceeded() {
			if n != 0 {
				t.Errorf("%s: %s", name, what)
			}
		}
	}
	if _, err := quota.New(quota.Limits{Uploads: quota.Rate{PerMinute: 1}}, time.Now); err == nil {
		t.Error("a budget that holds nothing was made")
	}
}

func TestEnter(t *testing.T) {
	t.Parallel()
	q := made(t, quota.Limits{PerCaller: 2, PerRole: map[domain.Role]int{domain.CaseAnalyst: 1}, Patience: time.Millisecond}, time.Now)
	enter := func(caller domain.ActorID, role domain.Role, want bool) func() {
		t.Helper()
		leave, err := q.Enter(t.Context(), caller, role)
		if (err == nil) != want || (err != nil && exceeded(err).What != quota.AtOnce) {
			t.Fatalf("%s as %s: %v", caller, role, err)
		}
		return leave
	}
	first, second := enter("a", domain.CaseOfficer, true), enter("a", domain.CaseOfficer, true)
	enter("a", domain.CaseOfficer, false)
	third := enter("b", domain.CaseAnalyst, true)
	enter("c", domain.CaseAnalyst, false)
	enter("c", domain.CaseOfficer, true)()
	first()
	second()
	third()
	enter("a", domain.CaseAnalyst, true)()
	enter("c", domain.CaseAnalyst, true)()
	ctx, cancel := context.WithCancel(t.Context())
	held := enter("a", domain.CaseAnalyst, true)
	defer held()
	cancel()
	patient := made(t, quota.Limits{PerRole: map[domain.Role]int{domain.CaseAnalyst: 1}, Patience: time.Hour}, time.Now)
	if _, err := patient.Enter(t.Context(), "a", domain.CaseAnalyst); err != nil {
		t.Fatal(err)
	}
	if _, err := patient.Enter(ctx, "b", domain.CaseAnalyst); !errors.Is(err, context.Canceled) {
		t.Errorf("given up while waiting: %v", err)
	}
}

// Whoever waits gets the place that is given back.
func TestEnter_many_at_once(t *testing.T) {
	t.Parallel()
	q := made(t, quota.Limits{Cost: quota.Rate{PerMinute: 1, Burst: 500}, PerRole: map[domain.Role]int{domain.CaseAnalyst: 2}, Patience: time.Minute}, func() time.Time { return noon })
	var all sync.WaitGroup
	var mu sync.Mutex
	inside, most, given := 0, 0, 0
	for n := range 100 {
		all.Go(func() {
			leave, err := q.Enter(t.Context(), domain.ActorID(fmt.Sprint(n%7)), domain.CaseAnalyst)
			if err != nil {
				t.Error(err)
				return
			}
			defer leave()
			mu.Lock()
			inside++
			most = max(most, inside)
			mu.Unlock()
			taken := q.Take(quota.Cost, "shared", 10) == nil
			mu.Lock()
			inside--
			if taken {
				given++
			}
			mu.Unlock()
		})
	}
	all.Wait()
	if most > 2 || given != 50 {
		t.Errorf("%d were inside at once; %d were given", most, given)
	}
}

// Memory is bounded: of callers without number only the last are remembered.
func TestTake_forgets_callers(t *testing.T) {
	t.Parallel()
	q := made(t, quota.Limits{SignIns: quota.Rate{PerMinute: 1, Burst: 1}}, func() time.Time { return noon })
	for n := range 50_000 {
		if err := q.Take(quota.SignIns, fmt.Sprint(n), 1); err != nil {
			t.Fatal(err)
		}
	}
	if q.Take(quota.SignIns, "49999", 1) == nil {
		t.Error("the last one is forgotten")
	}
	if q.Take(quota.SignIns, "0", 1) != nil {
		t.Error("everybody is remembered")
	}
}

func BenchmarkTake(b *testing.B) {
	q := made(b, quota.Limits{Cost: quota.Rate{PerMinute: 120_000, Burst: 60_000}}, time.Now)
	b.ReportAllocs()
	for b.Loop() {
		_ = q.Take(quota.Cost, "a", 1)
	}
}
