package main

import (
	"fmt"
	"net"
	"strings"
)

// supervisor is the service manager that started the program and wants to hear how it is, as systemd does; see sd_notify(3). The zero
// supervisor hears nothing.
type supervisor struct{ socket string }

// supervisorOf finds it in the environment. A name that begins with @ is one of Linux's sockets without a file.
func supervisorOf(environ []string) supervisor {
	for _, entry := range environ {
		if path, ok := strings.CutPrefix(entry, "NOTIFY_SOCKET="); ok {
			return supervisor{socket: path}
		}
	}
	return supervisor{}
}

// The two things it is told: that questions and commands are answered now, and that the program has begun to stop.
const (
	nowReady    = "READY=1"
	nowStopping = "STOPPING=1"
)

func (s supervisor) tell(state string) error {
	if s.socket == "" {
		return nil
	}
	c, err := net.DialUnix("unixgram", nil, &net.UnixAddr{Name: s.socket, Net: "unixgram"})
	if err != nil {
		return fmt.Errorf("tell the service manager: %w", err)
	}
	if _, err := c.Write([]byte(state)); err != nil {
		return fmt.Errorf("tell the service manager: %w", err)
	}
	return c.Close()
}
