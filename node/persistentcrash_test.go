package node_test

import (
	"context"
	"fmt"
	"math/rand/v2"
	"net"
	"os"
	"path/filepath"
	"strconv"
	"testing"
	"time"

	"github.com/EventStore/EventStore-Client-Go/v4/esdb"

	"github.com/probity-ledger/probity/node"
)

// TestPersistent_crash kills the node at random moments while a consumer acknowledges, parks and gives back. After each
// kill, every event up to the stored checkpoint was acknowledged or is parked: none is lost between the two. In the end
// all of them are dealt with.
func TestPersistent_crash(t *testing.T) {
	t.Parallel()
	const events = 400
	path, socket := filepath.Join(t.TempDir(), "events.db"), socketPath(t)
	acked := make(map[uint64]bool)
	prepare := startWith(t, node.Config{Path: path, Socket: socket})
	c := prepare.client(t)
	kinds := make([]string, events)
	for i := range kinds {
		kinds[i] = fmt.Sprintf("e%d", i)
	}
	mustAppend(t, c, "crash-1", esdb.NoStream{}, eventsOf(kinds...)...)
	createGroup(t, c, "crash-1", esdb.Start{}, settings(often))
	prepare.stop(t)

	for range killsOf(t) {
		answerAndKill(t, path, socket, acked)
		checkDealtWith(t, path, socket, acked)
	}
	last := startWith(t, node.Config{Path: path, Socket: socket})
	c = last.client(t)
	w := workOn(t, c, "crash-1", 50)
	for !checkpointed(events - 1)(groupInfo(t, c, "crash-1")) {
		select {
		case e := <-w.events:
			acked[e.Event.OriginalEvent().EventNumber] = true
			w.ack(t, e.Event)
		case <-time.After(time.Millisecond):
		}
	}
	last.stop(t)
	checkDealtWith(t, path, socket, acked)
}

// killsOf is how often to kill: five times, or as often as PROBITY_KILLS says.
func killsOf(t *testing.T) int {
	t.Helper()
	text := os.Getenv("PROBITY_KILLS")
	if text == "" {
		return 5
	}
	n, err := strconv.Atoi(text)
	if err != nil {
		t.Fatalf("PROBITY_KILLS: %v", err)
	}
	return n
}

func awaitSocket(path string, dead chan struct{}) bool {
	for {
		if conn, err := net.Dial("unix", path); err == nil {
			conn.Close()
			return true
		}
		select {
		case <-dead:
			return false
		case <-time.After(time.Millisecond):
		}
	}
}

func answerAndKill(t *testing.T, path, socket string, acked map[uint64]bool) {
	t.Helper()
	cmd := childCommand("serve", path, socket)
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	dead, done := make(chan struct{}), make(chan struct{})
	go func() {
		defer close(done)
		if awaitSocket(socket, dead) {
			answerUntilDead(dial(t, "unix://"+socket), acked)
		}
	}()
	time.Sleep(time.Duration(50+rand.IntN(200)) * time.Millisecond) // the moment of the kill, not a wait for something
	cmd.Process.Kill()
	cmd.Wait()
	close(dead)
	<-done
}

func answerUntilDead(c *esdb.Client, acked map[uint64]bool) {
	sub, err := c.SubscribeToPersistentSubscription(context.Background(), "crash-1", "g",
		esdb.SubscribeToPersistentSubscriptionOptions{BufferSize: 5})
	if err != nil {
		return
	}
	defer sub.Close()
	for m := sub.Recv(); m.EventAppeared != nil; m = sub.Recv() {
		e := m.EventAppeared.Event
		switch rand.IntN(6) {
		case 0:
			err = sub.Nack("unfit", esdb.NackActionPark, e)
		case 1:
			err = sub.Nack("later", esdb.NackActionRetry, e)
		default:
			acked[e.OriginalEvent().EventNumber] = true
			err = sub.Ack(e)
		}
		if err != nil {
			return
		}
	}
}

// checkDealtWith opens the file and holds the checkpoint against what was acknowledged and what is parked.
func checkDealtWith(t *testing.T, path, socket string, acked map[uint64]bool) {
	t.Helper()
	n := startWith(t, node.Config{Path: path, Socket: socket})
	defer n.stop(t)
	c := n.client(t)
	parkedToo := make(map[string]bool)
	if groupInfo(t, c, "crash-1").Stats.ParkedMessagesCount > 0 {
		for _, link := range readStream(t, c, "$persistentsubscription-crash-1::g-parked") {
			parkedToo[string(link.Data)] = true
		}
	}
	through := groupInfo(t, c, "crash-1").Stats.LastCheckpointedEventRevision
	for number := uint64(0); through != nil && number <= *through; number++ {
		if !acked[number] && !parkedToo[fmt.Sprintf("%d@crash-1", number)] {
			t.Fatalf("the checkpoint is %d, but event %d was neither acknowledged nor parked", *through, number)
		}
	}
}
