package node

import (
	"bytes"
	"strconv"
	"time"
)

const (
	typeLink = "$>"

	// A link's data is a number of at most 19 digits, "@" and a stream's name; longer data points nowhere.
	maxLinkData = 20 + maxNameLength
)

// target is what a link points at.
type target struct {
	stream string // empty when the data names none
	number int64
}

// parseLink reads a link's data, "number@stream". What does not begin with a number is no link at all, only an event
// of that type; a number without a stream is a link to nothing.
func parseLink(data []byte) (to target, isLink bool) {
	if len(data) > maxLinkData {
		return target{}, true
	}
	number, name, _ := bytes.Cut(data, []byte("@"))
	n, err := strconv.ParseInt(string(number), 10, 64)
	if err != nil {
		return target{}, false
	}
	stream, err := parseStreamName(name)
	if err != nil {
		return target{}, true
	}
	return target{stream: stream, number: n}, true
}

// resolve adds a link's message: the link, and the event it points at where that is shown.
func (p *page) resolve(r *reader, ev *row, stream string) error {
	data := make([]byte, min(ev.dataLen, maxLinkData+1))
	ev.stmt.ColumnBytes(columnData, data) // checked when the link is encoded
	to, isLink := parseLink(data)
	if !isLink {
		return p.whole(r, ev, stream)
	}
	shown, err := r.eventShown(to, p.now, func(pointedAt *row) error {
		return r.sound(p.link(ev, stream, pointedAt, to.stream))
	})
	if err == nil && !shown {
		err = r.sound(p.link(ev, stream, nil, ""))
	}
	return err
}

// sound makes an error of an event whose bytes are not those that were written.
func (r *reader) sound(damaged *row) error {
	if damaged == nil {
		return nil
	}
	return r.damaged(damaged.position, errBody.Error())
}

// eventShown hands the event pointed at to visit, unless its stream is deleted or does not show it.
func (r *reader) eventShown(to target, now time.Time, visit func(*row) error) (shown bool, err error) {
	if to.stream == "" {
		return false, nil
	}
	s, err := r.standing(to.stream, now)
	if err != nil || s.closed || !s.found() || to.number < s.low || to.number > s.last {
		return false, err
	}
	_, err = r.eventAt(s.id, to.number, func(ev *row) error {
		if shown = ev.created >= s.since; !shown {
			return nil
		}
		return visit(ev)
	})
	return shown, err
}
