package lease

import (
	"context"
	"errors"
	"time"
)

// errTermOver ends the context of the work.
var errTermOver = errors.New("the lease has run out")

// serve lets the work run for as long as the lease is ours: it renews beside it, and ends it a margin before the tenure is over, whether
// the log answers or not.
func (l *Lease) serve(ctx context.Context, work func(ctx context.Context, term uint64) error) error {
	working, stop := context.WithCancelCause(ctx)
	defer stop(nil)
	over := time.AfterFunc(l.e.end()-l.now(), func() { stop(errTermOver) })
	defer over.Stop()
	ended := make(chan error, 1)
	go func() { ended <- work(working, l.Status().Term) }()
	err, done := l.renew(working, over, ended)
	if !done {
		stop(errTermOver)
		err = l.awaitEnd(ended)
	}
	l.giveBack(ctx)
	if errors.Is(err, context.Canceled) || errors.Is(err, errTermOver) {
		return nil
	}
	return err
}

// renew keeps the lease until the work ends by itself (then done is true and err is what it returned) or must end.
func (l *Lease) renew(working context.Context, over *time.Timer, ended <-chan error) (err error, done bool) {
	tick := time.NewTicker(l.cfg.Length / 20)
	defer tick.Stop()
	for {
		select {
		case err := <-ended:
			return err, true
		case <-working.Done():
			return nil, false
		case <-tick.C:
		}
		l.step(working)
		now := l.now()
		if !l.e.leads(now) {
			return nil, false
		}
		over.Reset(l.e.end() - now)
	}
}

// awaitEnd waits for work that was told to end. Work that outlives the term is said: somebody else may be at it by then.
func (l *Lease) awaitEnd(ended <-chan error) error {
	late := time.AfterFunc(2*l.e.margin, func() {
		l.cfg.Logger.Error("lease: the work goes on after the term has ended", "lease", l.cfg.Name, "term", l.e.last.Term)
	})
	defer late.Stop()
	return <-ended
}

// giveBack releases the lease, so that somebody else need not wait for its end. It is tried once; the end comes anyway.
func (l *Lease) giveBack(ctx context.Context) {
	defer l.publish()
	event, at, ok := l.e.release()
	if !ok || !l.e.leads(l.now()) {
		l.e.leading, l.e.known = false, false
		return
	}
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), l.cfg.Length/3)
	defer cancel()
	l.append(ctx, event, at)
	l.e.leading = false
}
