package storetest

import (
	"context"
	"fmt"
	"strings"

	"github.com/EventStore/EventStore-Client-Go/v4/protos/streams"
	"github.com/google/uuid"
	"google.golang.org/grpc"
)

// world is what one row has made and seen.
type world struct {
	ctx       context.Context
	target    Target
	conn      *grpc.ClientConn
	own       []*grpc.ClientConn // opened by the row itself
	run       string             // what the names of the row's streams begin with
	begin     uint64             // the end of $all when the row began
	high      uint64             // the highest position answered or seen so far
	at        map[string]uint64  // position by stream and revision
	sent      map[string]*event  // by name
	names     map[uuid.UUID]string
	subs      map[string]*subscription
	stringIDs bool
	problems  []string // beside the answers: contents and positions that are not as they should be
}

func newWorld(ctx context.Context, target Target, conn *grpc.ClientConn) (*world, error) {
	w := &world{
		ctx: ctx, target: target, conn: conn, run: "suite." + uuid.NewString(),
		at: map[string]uint64{}, sent: map[string]*event{}, names: map[uuid.UUID]string{}, subs: map[string]*subscription{},
	}
	end, err := w.endOfAll()
	if err != nil {
		return nil, fmt.Errorf("find the end of $all: %w", err)
	}
	w.begin, w.high = end, end
	return w, nil
}

func (w *world) close() {
	for _, s := range w.subs {
		s.cancel()
	}
	for _, c := range w.own {
		c.Close()
	}
}

func (w *world) streams() streams.StreamsClient { return streams.NewStreamsClient(w.conn) }

func (w *world) problem(format string, args ...any) {
	w.problems = append(w.problems, fmt.Sprintf(format, args...))
}

// stream gives the full name of one the table calls s, $s or $$s.
func (w *world) stream(short string) string {
	bare := strings.TrimLeft(short, "$")
	return short[:len(short)-len(bare)] + w.run + "-" + bare
}

// short gives the table's name of a stream, and whether it is one of this row's.
func (w *world) short(full string) (string, bool) {
	bare := strings.TrimLeft(full, "$")
	rest, mine := strings.CutPrefix(bare, w.run+"-")
	return full[:len(full)-len(bare)] + rest, mine
}

func (w *world) expand(text string) string { return strings.ReplaceAll(text, "%", w.run) }

// saw takes note of a position, and tells whether it is higher than any before.
func (w *world) saw(position uint64) bool {
	if position <= w.high {
		return false
	}
	w.high = position
	return true
}

func place(stream string, revision uint64) string { return fmt.Sprintf("%d@%s", revision, stream) }

// reconnect goes on over a new connection.
func (w *world) reconnect() error {
	conn, err := w.target.dial()
	if err != nil {
		return err
	}
	w.own = append(w.own, conn)
	w.conn = conn
	return nil
}
