package node

import "sync"

// hub wakes subscriptions after a commit. It carries no events: whoever is woken reads them from the file, so a slow
// subscription costs nothing but its own time.
type hub struct {
	mu       sync.Mutex
	all      map[*waiter]struct{}
	byStream map[string]map[*waiter]struct{}
	count    int
}

// waiter is one subscription's bell. It rings at most once until it is heard.
type waiter struct {
	hub    *hub
	stream string // empty for $all
	bell   chan struct{}
}

func newHub() *hub {
	return &hub{all: make(map[*waiter]struct{}), byStream: make(map[string]map[*waiter]struct{})}
}

// watch registers for commits to a stream, or to any stream when the name is empty. Register first, read afterwards:
// then no commit is missed.
func (h *hub) watch(stream string) *waiter {
	w := &waiter{hub: h, stream: stream, bell: make(chan struct{}, 1)}
	h.mu.Lock()
	defer h.mu.Unlock()
	h.count++
	if stream == "" {
		h.all[w] = struct{}{}
		return w
	}
	if h.byStream[stream] == nil {
		h.byStream[stream] = make(map[*waiter]struct{})
	}
	h.byStream[stream][w] = struct{}{}
	return w
}

func (w *waiter) stop() {
	w.hub.mu.Lock()
	defer w.hub.mu.Unlock()
	w.hub.count--
	delete(w.hub.all, w)
	delete(w.hub.byStream[w.stream], w)
	if len(w.hub.byStream[w.stream]) == 0 {
		delete(w.hub.byStream, w.stream)
	}
}

// publish rings for a commit that wrote to these streams.
func (h *hub) publish(streams []string) {
	h.mu.Lock()
	defer h.mu.Unlock()
	for w := range h.all {
		w.ring()
	}
	if len(h.byStream) == 0 {
		return
	}
	for _, s := range streams {
		for w := range h.byStream[s] {
			w.ring()
		}
	}
}

func (w *waiter) ring() {
	select {
	case w.bell <- struct{}{}:
	default:
	}
}

func (h *hub) open() int {
	h.mu.Lock()
	defer h.mu.Unlock()
	return h.count
}
