package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"syscall"
	"time"
)

// process is a server of the measurement. It ends when this program does.
type process struct {
	cmd  *exec.Cmd
	gone chan error
}

// launch starts a server with its output in a file, as another user where one is named by its ids.
func launch(logFile string, owner *syscall.Credential, command string, args ...string) (*process, error) {
	out, err := os.Create(logFile)
	if err != nil {
		return nil, fmt.Errorf("start %s: %w", command, err)
	}
	defer out.Close()
	cmd := exec.Command(command, args...)
	cmd.Stdout, cmd.Stderr = out, out
	cmd.SysProcAttr = &syscall.SysProcAttr{Pdeathsig: syscall.SIGKILL, Credential: owner}
	if err := cmd.Start(); err != nil {
		return nil, fmt.Errorf("start %s: %w", command, err)
	}
	p := &process{cmd: cmd, gone: make(chan error, 1)}
	go func() { p.gone <- cmd.Wait() }()
	return p, nil
}

// await asks until the server answers, or has ended, or half a minute has passed.
func (p *process) await(ctx context.Context, answers func(context.Context) error) error {
	ctx, cancel := context.WithTimeout(ctx, 30*time.Second)
	defer cancel()
	for {
		err := answers(ctx)
		if err == nil {
			return nil
		}
		select {
		case ended := <-p.gone:
			return fmt.Errorf("%s ended while starting: %w", p.cmd.Path, errors.Join(err, ended))
		case <-ctx.Done():
			return fmt.Errorf("%s does not answer: %w", p.cmd.Path, err)
		case <-time.After(50 * time.Millisecond):
		}
	}
}

// stop ends the server in good order.
func (p *process) stop(sig os.Signal) error {
	if p == nil {
		return nil
	}
	if err := p.cmd.Process.Signal(sig); err != nil {
		return fmt.Errorf("stop %s: %w", p.cmd.Path, err)
	}
	select {
	case err := <-p.gone:
		return err
	case <-time.After(30 * time.Second):
		return errors.Join(fmt.Errorf("%s does not stop", p.cmd.Path), p.cmd.Process.Kill())
	}
}
