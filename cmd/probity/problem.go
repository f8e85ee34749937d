package main

import (
	"context"
	"errors"
	"fmt"

	"zombiezen.com/go/sqlite"

	"github.com/probity-ledger/probity/access/devissuer"
	"github.com/probity-ledger/probity/domain"
	"github.com/probity-ledger/probity/ledger/eventlog"
	"github.com/probity-ledger/probity/node"
	"github.com/probity-ledger/probity/node/backup"
	"github.com/probity-ledger/probity/vault"
)

// problem is what a person is told about an error: what was wrong and where, what to do, and the exit code that goes with it.
type problem struct {
	text   string
	advice string
	code   int
}

// adviceError carries, beside the error, what to do about it.
type adviceError struct {
	err    error
	advice string
	code   int // 0 is exitFailure
}

func (e *adviceError) Error() string { return e.err.Error() }
func (e *adviceError) Unwrap() error { return e.err }

// explain finds the words for an error. It is the only place that turns errors into exit codes.
func explain(err error) problem {
	p := problem{text: err.Error(), code: exitFailure}
	var advised *adviceError
	var refusal *domain.Error
	switch {
	case isUsage(err):
		p.code, p.advice = exitUsage, "see `probity --help`"
	case errors.As(err, &advised):
		p.advice, p.code = advised.advice, max(advised.code, exitFailure)
	case errors.As(err, &refusal):
		p.code, p.advice = exitRefused, refusalAdvice[refusal.Code]
	case errors.Is(err, context.Canceled):
		p.text = "interrupted"
	default:
		p.advice, p.code = adviceFor(err)
	}
	return p
}

func adviceFor(err error) (advice string, code int) {
	var locked *node.LockedError
	var folder *folderLockedError
	var corrupt *node.CorruptError
	var config *node.ConfigError
	var damaged *vault.CorruptError
	var row *node.DamageError
	var copied *backup.DamageError
	var other *backup.OtherLogError
	var writing *backup.LockedError
	switch {
	case errors.As(err, &row), errors.Is(err, eventlog.ErrDamaged):
		return "keep everything as it is, and restore the event store from a backup into another folder", exitRefused
	case errors.As(err, &copied):
		return "use another copy of the backup, or restore what comes before the damage with --until-damage", exitRefused
	case errors.As(err, &other):
		return "begin a new backup in another folder, and find out why the log is another one", exitRefused
	case errors.As(err, &writing):
		return "wait for the other backup to end", exitRefused
	case errors.As(err, &locked), errors.As(err, &folder):
		return "one process at a time: stop the other one, or talk to it (`probity intake --server`)", exitRefused
	case errors.As(err, &config):
		return "see `probity node --help`", exitUsage
	case errors.As(err, &corrupt):
		return "nothing was changed; restore the event store from a backup", exitRefused
	case errors.As(err, &damaged):
		return "the stored bytes are not those that were taken in; keep everything as it is and tell the supervisor", exitRefused
	case errors.Is(err, devissuer.ErrNotLoopback):
		return "listen on 127.0.0.1, or name a real issuer with --issuer", exitUsage
	case errors.Is(err, eventlog.ErrDiskFull), errors.Is(err, vault.ErrDiskFull), noRoom(err):
		return "nothing was half-written; make room and try again", exitFailure
	case errors.Is(err, eventlog.ErrPositionRegressed):
		return "somebody restored, cut or replaced the log: stop, keep everything as it is and find out who", exitRefused
	case errors.Is(err, eventlog.ErrUnavailable):
		return "see that the event store runs and can be reached", exitFailure
	}
	return "", exitFailure
}

// findings says that a check ran to its end and found things that do not fit.
func findings(n int) error {
	thing := "things do"
	if n == 1 {
		thing = "thing does"
	}
	return &adviceError{err: fmt.Errorf("%d %s not fit; see the report above", n, thing), code: exitRefused,
		advice: "keep everything as it is until somebody has looked"}
}

// refusalAdvice says, for refusals the command line can do something about, what that is.
var refusalAdvice = map[string]string{
	"AMBIGUOUS_DATES":   "say which with --date-order DMY, MDY or YMD",
	"WRONG_DATE_ORDER":  "leave --date-order out, and the order is read from the file where it can be",
	"NOT_A_CHAT_EXPORT": "give the text or the zip as the application exported it",
}

// noRoom knows what SQLite says when it cannot write, be it the file or the index of its log.
func noRoom(err error) bool {
	code := sqlite.ErrCode(err).ToPrimary()
	return code == sqlite.ResultFull || code == sqlite.ResultIOErr
}
