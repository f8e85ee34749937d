package main

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"time"
)

// longest bounds one suite; it waits for real timeouts now and then.
const longest = 15 * time.Minute

// result is how a suite's tests ended, each case counted once and tests that only hold others not at all.
type result struct {
	version string
	took    time.Duration
	ended   map[string]string   // pass, fail or skip, by test
	said    map[string][]string // what a test printed
	rest    []string            // what belongs to no test
}

// said by go test -json, see `go doc test2json`.
type line struct{ Action, Test, Output string }

// run runs the suite with its own dependencies, as its makers would.
func (p *peer) run(ctx context.Context) (*result, error) {
	ctx, cancel := context.WithTimeout(ctx, longest)
	defer cancel()
	args := append([]string{"test", "-json", "-count=1", "-timeout", longest.String()}, p.suite.run...)
	cmd := exec.CommandContext(ctx, "go", append(args, p.pkg)...)
	cmd.Dir = p.source
	cmd.Env = append(os.Environ(), p.env...)
	raw, err := os.Create(filepath.Join(p.dir, "output.json"))
	if err != nil {
		return nil, err
	}
	defer raw.Close()
	cmd.Stdout, cmd.Stderr = raw, raw
	began := time.Now()
	err = cmd.Run()
	if exit := new(exec.ExitError); err != nil && !errors.As(err, &exit) {
		return nil, fmt.Errorf("run the suite: %w", err)
	}
	if _, err := raw.Seek(0, io.SeekStart); err != nil {
		return nil, err
	}
	r := &result{version: p.version, took: time.Since(began), ended: map[string]string{}, said: map[string][]string{}}
	return r, r.read(raw)
}

func (r *result) read(from io.Reader) error {
	in := bufio.NewScanner(from)
	in.Buffer(nil, 16<<20)
	for in.Scan() {
		var l line
		if err := json.Unmarshal(in.Bytes(), &l); err != nil {
			r.rest = append(r.rest, in.Text())
			continue
		}
		switch {
		case l.Action == "output" && l.Test == "", l.Action == "build-output":
			r.rest = append(r.rest, strings.TrimRight(l.Output, "\n"))
		case l.Action == "output":
			r.said[l.Test] = append(r.said[l.Test], strings.TrimRight(l.Output, "\n"))
		case l.Test != "" && slices.Contains([]string{"run", "pass", "fail", "skip"}, l.Action):
			r.ended[l.Test] = l.Action
		}
	}
	r.onlyLeaves()
	return in.Err()
}

// onlyLeaves drops tests that have others in them. A test that still stands at "run" took the process with it.
func (r *result) onlyLeaves() {
	for name := range maps.Clone(r.ended) {
		if i := strings.LastIndex(name, "/"); i >= 0 {
			for parent := name[:i]; ; parent = parent[:i] {
				delete(r.ended, parent)
				if i = strings.LastIndex(parent, "/"); i < 0 {
					break
				}
			}
		}
	}
}

func (r *result) those(how ...string) []string {
	var names []string
	for name, ended := range r.ended {
		if slices.Contains(how, ended) {
			names = append(names, name)
		}
	}
	slices.Sort(names)
	return names
}

// report prints the counts and all that is not a pass, and tells whether everything is as expected.
func (r *result) report(out io.Writer, s suite) bool {
	passed, failed, skipped := r.those("pass"), r.those("fail", "run"), r.those("skip")
	fmt.Fprintf(out, "%s %s: %d passed, %d failed, %d skipped, in %v\n",
		s.name, r.version, len(passed), len(failed), len(skipped), r.took.Round(time.Second))
	for _, part := range slices.Sorted(maps.Keys(s.left)) {
		fmt.Fprintf(out, "  not run  %s: %s\n", part, s.left[part])
	}
	sound := true
	for _, name := range skipped {
		why := s.whySkipped(name)
		if why == "" {
			sound = false
			fmt.Fprintf(out, "  SKIPPED  %s\n    %s\n", name, strings.Join(r.said[name], "\n    "))
			continue
		}
		fmt.Fprintf(out, "  skipped  %s: %s\n", name, why)
	}
	for _, name := range failed {
		why, known := s.failing[name]
		if known {
			fmt.Fprintf(out, "  failed   %s, as known: %s\n", name, why)
			continue
		}
		sound = false
		fmt.Fprintf(out, "  FAILED   %s\n    %s\n", name, strings.Join(r.said[name], "\n    "))
	}
	for name := range s.failing {
		if slices.Contains(passed, name) {
			sound = false
			fmt.Fprintf(out, "  PASSED   %s, which is on the list of those that fail: strike it off\n", name)
		}
	}
	if len(passed) < s.passes {
		sound = false
		fmt.Fprintf(out, "  TOO FEW  at least %d must pass\n    %s\n", s.passes, strings.Join(r.rest, "\n    "))
	}
	return sound
}

func (s suite) whySkipped(test string) string {
	for part, why := range s.skips {
		if strings.Contains(test, part) {
			return why
		}
	}
	return ""
}
