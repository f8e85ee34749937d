package campaign

import (
	"bytes"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"syscall"
	"testing"
	"time"
)

// patience is how long anything may take before a test gives up on it.
const patience = time.Minute

// await waits until something is so.
func await(t *testing.T, so func() bool) {
	t.Helper()
	for limit := time.Now().Add(patience); !so(); time.Sleep(time.Millisecond) {
		if time.Now().After(limit) {
			t.Fatal("waited a minute in vain")
		}
	}
}

// place is where a store keeps its file and listens, for one process after another.
type place struct{ path, socket string }

// newPlace makes a folder for the file, or takes the one given, and one for the socket, whose path must be short.
func newPlace(t *testing.T, folder string) place {
	t.Helper()
	if folder == "" {
		folder = t.TempDir()
	}
	short, err := os.MkdirTemp("", "campaign")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { os.RemoveAll(short) })
	return place{path: filepath.Join(folder, "events.db"), socket: filepath.Join(short, "s")}
}

// process is one life of a store.
type process struct {
	cmd    *exec.Cmd
	socket string
	said   *bytes.Buffer
	gone   chan struct{} // closed when it has ended
}

// launch starts the store and does not wait for it. It is killed at the end of the test if it still lives.
func (p place) launch(t *testing.T) *process {
	t.Helper()
	s := &process{cmd: exec.Command(os.Args[0]), socket: p.socket, said: new(bytes.Buffer), gone: make(chan struct{})}
	s.cmd.Env = append(os.Environ(), pathVariable+"="+p.path, socketVariable+"="+p.socket)
	s.cmd.Stderr = s.said
	if err := s.cmd.Start(); err != nil {
		t.Fatal(err)
	}
	go func() {
		s.cmd.Wait()
		close(s.gone)
	}()
	t.Cleanup(func() {
		s.cmd.Process.Kill()
		<-s.gone
	})
	return s
}

// open starts the store and waits until it answers.
func (p place) open(t *testing.T) *process {
	t.Helper()
	s := p.launch(t)
	if !s.ready() {
		t.Fatalf("the store does not open: %s", s.said)
	}
	return s
}

// ready waits until the store listens; false when it is gone before that.
func (s *process) ready() bool {
	for limit := time.Now().Add(patience); time.Now().Before(limit); {
		if conn, err := net.Dial("unix", s.socket); err == nil {
			conn.Close()
			return true
		}
		select {
		case <-s.gone:
			return false
		case <-time.After(time.Millisecond):
		}
	}
	return false
}

func (s *process) ended() bool {
	select {
	case <-s.gone:
		return true
	default:
		return false
	}
}

// kill ends the store as a power cut ends it: it learns nothing of it. A store that has ended by itself is a failure.
func (s *process) kill(t *testing.T) {
	t.Helper()
	s.cmd.Process.Kill()
	<-s.gone
	if status, ok := s.cmd.ProcessState.Sys().(syscall.WaitStatus); !ok || status.Signal() != syscall.SIGKILL {
		t.Fatalf("the store ended by itself with %v: %s", s.cmd.ProcessState, s.said)
	}
}

// pause stops the store in its tracks for a while, as a machine out of memory or a moved virtual machine does.
func (s *process) pause(length time.Duration) {
	s.cmd.Process.Signal(syscall.SIGSTOP)
	select {
	case <-s.gone:
	case <-time.After(length):
	}
	s.cmd.Process.Signal(syscall.SIGCONT)
}
