package main

import (
	"fmt"
	"io"
	"os"
	"sync"
	"time"
)

// terminal is where the program talks to a person: results on stdout, progress and problems on stderr.
type terminal struct {
	stdin  io.Reader
	stdout io.Writer
	stderr io.Writer
	live   bool // stderr is a terminal, so a line of progress can be written over

	mu     sync.Mutex
	onLine bool // the cursor stands at the end of a line of progress
}

func newTerminal(stdin io.Reader, stdout, stderr io.Writer) *terminal {
	t := &terminal{stdin: stdin, stdout: stdout, live: isTerminal(stderr)}
	t.stderr = &lineKeeper{t: t, w: stderr}
	return t
}

func isTerminal(w io.Writer) bool {
	f, ok := w.(*os.File)
	if !ok {
		return false
	}
	info, err := f.Stat()
	return err == nil && info.Mode()&os.ModeCharDevice != 0
}

// lineKeeper ends a line of progress before anything else is written to stderr.
type lineKeeper struct {
	t *terminal
	w io.Writer
}

func (k *lineKeeper) Write(p []byte) (int, error) {
	k.t.mu.Lock()
	defer k.t.mu.Unlock()
	if k.t.onLine {
		k.t.onLine = false
		if _, err := io.WriteString(k.w, "\n"); err != nil {
			return 0, err
		}
	}
	return k.w.Write(p)
}

// say prints one line of a result.
func (t *terminal) say(format string, args ...any) {
	fmt.Fprintf(t.stdout, format+"\n", args...)
}

// note prints one line about what is going on.
func (t *terminal) note(format string, args ...any) {
	fmt.Fprintf(t.stderr, format+"\n", args...)
}

// problem prints what went wrong and what to do about it.
func (t *terminal) problem(p problem) {
	t.note("probity: %s", p.text)
	if p.advice != "" {
		t.note("         %s", p.advice)
	}
}

// meter shows how far a long piece of work has come: on a terminal one line written over and over, in a pipe a plain line now and
// then. The last state is always shown by done.
type meter struct {
	t     *terminal
	label string
	every time.Duration
	now   func() time.Time

	mu      sync.Mutex
	shown   time.Time
	last    string // the latest state
	printed string // the state last shown
}

func (t *terminal) meter(label string) *meter {
	every := 5 * time.Second
	if t.live {
		every = 100 * time.Millisecond
	}
	return &meter{t: t, label: label, every: every, now: time.Now}
}

// at shows the state, unless the last one was shown a moment ago.
func (m *meter) at(format string, args ...any) {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.last = fmt.Sprintf(format, args...)
	if now := m.now(); now.Sub(m.shown) >= m.every {
		m.shown = now
		m.show()
	}
}

// done shows the last state and ends the line.
func (m *meter) done() {
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.last != m.printed {
		m.show()
	}
	m.t.endLine()
}

func (m *meter) show() {
	m.printed = m.last
	if !m.t.live {
		m.t.note("%s: %s", m.label, m.last)
		return
	}
	m.t.overwrite(m.label + ": " + m.last)
}

// overwrite replaces the line of progress.
func (t *terminal) overwrite(line string) {
	t.mu.Lock()
	defer t.mu.Unlock()
	if k, ok := t.stderr.(*lineKeeper); ok {
		fmt.Fprintf(k.w, "\r\x1b[K%s", line)
		t.onLine = true
	}
}

func (t *terminal) endLine() {
	t.mu.Lock()
	defer t.mu.Unlock()
	if k, ok := t.stderr.(*lineKeeper); ok && t.onLine {
		fmt.Fprintln(k.w)
		t.onLine = false
	}
}
