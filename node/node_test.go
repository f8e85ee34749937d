package node_test

import (
	"testing"

	"github.com/EventStore/EventStore-Client-Go/v4/esdb"
)

func TestRoundTrip(t *testing.T) {
	t.Parallel()
	n := start(t)
	c := n.client(t)
	want := eventsOf("a.v1", "b.v1")
	res := mustAppend(t, c, "device-1", esdb.NoStream{}, want...)
	if res.NextExpectedVersion != 1 || res.CommitPosition != 2 || res.PreparePosition != 2 {
		t.Errorf("append answered %+v", res)
	}
	got := readStream(t, c, "device-1")
	if len(got) != 2 || got[0].EventID != want[0].EventID || string(got[1].Data) != string(want[1].Data) {
		t.Errorf("read %v", got)
	}
	if all := readAll(t, c); len(all) != 2 || all[1].Position.Commit != 2 {
		t.Errorf("read all %v", all)
	}
}
