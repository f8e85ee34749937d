package main

import (
	"context"
	"time"
)

const (
	// resumeAfter is how long an import stands still before the elected process takes it for abandoned. A replica that records it all the
	// same does no harm: both give the same commands.
	resumeAfter = 30 * time.Second
	resumeLook  = 5 * time.Second // between two looks at what is unfinished
)

// progress is how far an import had come when it last moved, as this process saw it.
type progress struct {
	batches int
	since   time.Time
}

// resumeAll puts imports back to work that were registered, are not recorded to their end, and have stood still, until ctx ends.
func (i *importer) resumeAll(ctx context.Context, stoodStill time.Duration) {
	seen, taken := map[jobKey]progress{}, map[jobKey]bool{}
	for ctx.Err() == nil {
		unfinished, err := i.unfinished(ctx)
		if err != nil && ctx.Err() == nil {
			i.logger.Error("unfinished imports cannot be found", "error", err)
		}
		for key, batches := range unfinished {
			if was, known := seen[key]; !known || was.batches != batches {
				seen[key] = progress{batches, time.Now()}
			}
			if !taken[key] && time.Since(seen[key].since) >= stoodStill {
				taken[key] = true // once in a term: what stopped for a reason of its own waits for a person
				i.takeUp(ctx, key)
			}
		}
		_ = pause(ctx, resumeLook)
	}
}

// takeUp goes on with an import on behalf of whoever registered it.
func (i *importer) takeUp(ctx context.Context, k jobKey) {
	j, err := i.registered(ctx, k)
	if err != nil {
		i.logger.Error("import cannot be resumed", "extraction", k.extraction, "source", k.sha, "error", err)
		return
	}
	i.logger.Info("import resumed", "extraction", k.extraction, "source", k.sha)
	i.add(j)
}
