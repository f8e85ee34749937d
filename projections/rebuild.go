package projections

import (
	"context"
	"fmt"
	"slices"
)

// Rebuild builds a view anew from the first event, beside the live one, and returns when the new file is in its place. Readers use the
// live one until then. Run must be running. Where ctx ends first, the file made so far stays and the build goes on at the next start.
// Errors: ErrUnknownProjection, ErrRebuilding, ErrClosed when Run is not running.
func (r *Runner) Rebuild(ctx context.Context, name string) error {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	b, stop, err := r.beginRebuild(name, cancel)
	if err != nil {
		return fmt.Errorf("rebuild %s: %w", name, err)
	}
	defer r.others.Done()
	defer stop()
	if err := r.build(ctx, []*lane{b.lane}); err != nil {
		r.forget(name)
		return fmt.Errorf("rebuild %s: %w", name, err)
	}
	select {
	case <-b.placed:
		return nil
	case <-ctx.Done():
		return fmt.Errorf("rebuild %s: %w", name, ctx.Err())
	}
}

func (r *Runner) beginRebuild(name string, cancel context.CancelFunc) (*build, func() bool, error) {
	r.mu.Lock()
	defer r.mu.Unlock()
	i := slices.IndexFunc(r.order, func(p Projection) bool { return p.Name() == name })
	switch {
	case i < 0:
		return nil, nil, ErrUnknownProjection
	case r.state != running:
		return nil, nil, ErrClosed
	case r.builds[name] != nil:
		return nil, nil, ErrRebuilding
	}
	if err := removeFile(livePath(r.cfg.Dir, r.order[i]) + building); err != nil {
		return nil, nil, err
	}
	if err := r.openBuild(r.order[i]); err != nil {
		return nil, nil, err
	}
	r.others.Add(1)
	return r.builds[name], context.AfterFunc(r.ctx, cancel), nil
}

// forget drops a build that failed. Its lane is stopped already.
func (r *Runner) forget(name string) {
	r.mu.Lock()
	defer r.mu.Unlock()
	delete(r.builds, name)
}
