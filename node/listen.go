package node

import (
	"errors"
	"fmt"
	"io/fs"
	"net"
	"os"
	"path/filepath"
	"strconv"
	"strings"
)

// longestSocketPath is what sockaddr_un leaves for a path on Linux, less the closing zero.
const longestSocketPath = 107

// entrance is one address the node listens on.
type entrance struct {
	net.Listener
	role role
	addr string // what a client dials
}

func (e *entrance) tcp() bool { return !strings.HasPrefix(e.addr, "unix:") }

// listen opens every address of the configuration, the leader's first.
func listen(cfg Config) (all []*entrance, err error) {
	defer func() {
		if err != nil {
			for _, e := range all {
				e.Close()
			}
		}
	}()
	add := func(open func(string) (net.Listener, string, error), address string, r role) {
		if address == "" || err != nil {
			return
		}
		e := &entrance{role: r}
		if e.Listener, e.addr, err = open(address); err == nil {
			all = append(all, e)
		}
	}
	add(listenSocket, cfg.Socket, leader)
	add(cfg.listenTCP, cfg.Listen, leader)
	for _, f := range cfg.Followers {
		add(cfg.listenTCP, f, follower)
	}
	return all, err
}

// listenTCP refuses an address that another machine could reach, unless the line is encrypted and callers are known.
func (c Config) listenTCP(address string) (net.Listener, string, error) {
	resolved, err := net.ResolveTCPAddr("tcp", address)
	if err != nil {
		return nil, "", fmt.Errorf("listen on %s: %w", address, err)
	}
	if err := c.exposes(resolved); err != nil {
		return nil, "", &ConfigError{fmt.Errorf("listen on %s: %w", address, err)}
	}
	l, err := net.ListenTCP("tcp", resolved)
	if err != nil {
		return nil, "", fmt.Errorf("listen on %s: %w", address, err)
	}
	return l, l.Addr().String(), nil
}

func (c Config) exposes(address *net.TCPAddr) error {
	everywhere := address.IP == nil || address.IP.IsUnspecified()
	switch {
	case address.IP.IsLoopback():
		return nil
	case c.CertFile == "":
		return errors.New("other machines can reach this address: it needs a certificate, so that the line is encrypted")
	case c.Password == "" && c.UsersFile == "":
		return errors.New("other machines can reach this address: it needs users, so that not everybody is let in")
	case everywhere && c.AdvertiseAddress == "":
		return errors.New("on every address of this machine clients cannot be told where to go: advertise one")
	}
	return nil
}

// parseEndpoint reads a host:port to be told to clients.
func parseEndpoint(text string) (endpoint, error) {
	host, port, err := net.SplitHostPort(text)
	if err != nil {
		return endpoint{}, err
	}
	number, err := strconv.ParseUint(port, 10, 16)
	if err != nil || number == 0 || host == "" {
		return endpoint{}, fmt.Errorf("%s is not a host and a port", text)
	}
	return endpoint{host: host, port: uint32(number)}, nil
}

func listenSocket(path string) (net.Listener, string, error) {
	path, err := filepath.Abs(path)
	if err != nil {
		return nil, "", fmt.Errorf("listen on socket: %w", err)
	}
	if len(path) > longestSocketPath {
		return nil, "", fmt.Errorf("listen on socket %s: the path has %d bytes, the system allows %d",
			path, len(path), longestSocketPath)
	}
	if err := privateFolder(filepath.Dir(path)); err != nil {
		return nil, "", err
	}
	if err := removeStaleSocket(path); err != nil {
		return nil, "", err
	}
	l, err := net.ListenUnix("unix", &net.UnixAddr{Name: path, Net: "unix"})
	if err != nil {
		return nil, "", fmt.Errorf("listen on socket: %w", err)
	}
	if err := os.Chmod(path, 0o600); err != nil {
		l.Close()
		return nil, "", fmt.Errorf("listen on socket: %w", err)
	}
	return l, "unix://" + path, nil
}

// privateFolder makes the socket's folder with mode 0700. One that exists already it narrows only while it is empty,
// for others may be using it; the socket itself is closed to them. A folder everybody can write to it refuses.
func privateFolder(dir string) error {
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return fmt.Errorf("make socket folder: %w", err)
	}
	info, err := os.Stat(dir)
	if err != nil {
		return fmt.Errorf("make socket folder: %w", err)
	}
	if info.Mode().Perm()&0o002 != 0 {
		return fmt.Errorf("socket folder %s is shared with all users: choose one of its own", dir)
	}
	entries, err := os.ReadDir(dir)
	if err != nil {
		return fmt.Errorf("make socket folder: %w", err)
	}
	if len(entries) > 0 || info.Mode().Perm() == 0o700 {
		return nil
	}
	if err := os.Chmod(dir, 0o700); err != nil {
		return fmt.Errorf("close socket folder to others: %w", err)
	}
	return nil
}

// removeStaleSocket removes what a killed process left behind, but never a socket somebody answers on, nor a file.
func removeStaleSocket(path string) error {
	info, err := os.Lstat(path)
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err != nil {
		return fmt.Errorf("listen on socket: %w", err)
	}
	if info.Mode()&fs.ModeSocket == 0 {
		return fmt.Errorf("listen on socket: %s exists and is not a socket", path)
	}
	if conn, err := net.Dial("unix", path); err == nil {
		conn.Close()
		return fmt.Errorf("listen on socket: another process answers on %s", path)
	}
	if err := os.Remove(path); err != nil {
		return fmt.Errorf("remove stale socket: %w", err)
	}
	return nil
}
