// Command probity is an event-sourced ledger of police misconduct cases and the device evidence behind them.
//
//	probity serve    run the ledger: event store, read models, GraphQL
//	probity node     run the event store alone, for several servers to share
//	probity intake   import a message export into an extraction
//	probity verify   check everything stored against itself
//	probity health   ask a running ledger whether it is ready
//	probity scrub    look at every stored byte of events and evidence, beside a running server or without one
//	probity backup   add what is new to a backup, beside a running server or without one
//	probity restore  make a new data folder out of a backup
//	probity access   appoint the first access administrators of a force
//	probity demo     fill a data folder with an invented year of one force (development only)
//	probity token    print an access token of an invented person (development only)
//	probity policies show by which rules this program decides who may do and see what, and check them
//	probity version  say which build this is
//
// Exit codes:
//
//	0  done
//	1  something went wrong that is nobody's decision: a file, the disk, the network, an interruption
//	2  the command line or the environment is wrong; nothing was started
//	3  refused by the rules or by a lock, or a check found something that does not fit
//
// Every flag can be given as an environment variable, PROBITY_ and the flag's name in capitals with "_" for "-". A variable that
// begins with PROBITY_ and is not known is an error: a misspelt setting must not pass for the default.
package main

import (
	"context"
	"os"
	"os/signal"
	"syscall"
)

func main() {
	settleMemory()
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	context.AfterFunc(ctx, stop) // a second signal ends the program at once
	code := run(ctx, os.Args[1:], os.Environ(), os.Stdin, os.Stdout, os.Stderr)
	stop()
	os.Exit(code)
}
