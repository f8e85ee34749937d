package main

import (
	"net"
	"os"
	"path/filepath"
	"testing"
	"time"
)

func TestSupervisor_is_told(t *testing.T) {
	t.Parallel()
	dir, err := os.MkdirTemp("", "boss") // short enough for a socket
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { os.RemoveAll(dir) })
	path := filepath.Join(dir, "s")
	c, err := net.ListenUnixgram("unixgram", &net.UnixAddr{Name: path, Net: "unixgram"})
	if err != nil {
		t.Fatal(err)
	}
	defer c.Close()
	if err := supervisorOf([]string{"HOME=/", "NOTIFY_SOCKET=" + path}).tell(nowReady); err != nil {
		t.Fatal(err)
	}
	if err := c.SetReadDeadline(time.Now().Add(5 * time.Second)); err != nil {
		t.Fatal(err)
	}
	got := make([]byte, 64)
	n, err := c.Read(got)
	if err != nil || string(got[:n]) != "READY=1" {
		t.Errorf("%q, %v", got[:n], err)
	}
	if err := supervisorOf([]string{"HOME=/"}).tell(nowReady); err != nil {
		t.Errorf("where there is nobody to tell: %v", err)
	}
	if err := supervisorOf([]string{"NOTIFY_SOCKET=" + path + "-gone"}).tell(nowReady); err == nil {
		t.Error("a service manager that is not there heard it")
	}
}
