package whatsapp

import (
	"math"
	"slices"

	"github.com/probity-ledger/probity/domain"
)

const (
	readingsShown = 5 // dates shown to the person who is asked
	// backwardsEnough is how often a file must run backwards in an order before that speaks against the order: once may be a pasted
	// header or a phone whose clock was wrong.
	backwardsEnough = 2
	// outvoted: lines that are no likely date in an order do not speak against it when this many times more speak against the others.
	outvoted = 20
)

// tracker follows the whole file in one date order.
type tracker struct {
	order       DateOrder
	valid       int // header lines that are a date in it
	against     int // header lines that are none, or an unlikely one: before there was WhatsApp or after the file was received
	firstBad    Reading
	backwards   int // steps back of more than a day from one message to the next
	lastDay     int64
	first, last wall // earliest and latest
}

// dates decides the order of a file's dates.
type dates struct {
	trackers []tracker
	latest   int64
	readings []Reading // the first dates that differ between the orders
	lastKept [3]day
	differ   bool
}

// earliest is the year in which WhatsApp began.
const earliest = 2009

// newDates takes the form of the headers and the last day a message may have been written on, counted from 1970.
func newDates(f form, latest int64) *dates {
	orders := []DateOrder{DMY, MDY}
	switch {
	case f.shape == yearFirst:
		orders = []DateOrder{YMD}
	case f.shape == yearShort && f.mayBeginWithYear():
		orders = []DateOrder{DMY, MDY, YMD}
	}
	d := &dates{latest: latest}
	for _, o := range orders {
		d.trackers = append(d.trackers, tracker{order: o, first: math.MaxInt64, last: math.MinInt64, lastDay: math.MinInt64})
	}
	return d
}

// mayBeginWithYear says whether a locale writes a two-digit year first in this form: none does with a comma behind the date, or with bare
// dots in it.
func (f form) mayBeginWithYear() bool {
	return f.comma != ',' && (f.spaced || f.separators[0] != '.')
}

// see takes one header into account in every order. A line that is unlikely in all of them speaks against none.
func (d *dates) see(hd *header, second, line int, raw []byte) {
	var reading [3]day
	var unlikely [3]bool
	objections := 0
	for i := range d.trackers {
		day, ok := hd.date(d.trackers[i].order)
		if ok {
			reading[i] = day
			d.trackers[i].accept(day, second)
		}
		if unlikely[i] = !ok || day.year < earliest || day.number() > d.latest; unlikely[i] {
			objections++
		}
	}
	for i := range d.trackers {
		if unlikely[i] && objections < len(d.trackers) {
			d.trackers[i].object(line, raw)
		}
	}
	if len(d.readings) < readingsShown && len(d.trackers) > 1 {
		d.keep(line, raw, reading)
	}
}

func (t *tracker) object(line int, raw []byte) {
	if t.against == 0 {
		t.firstBad = Reading{Line: line, Raw: string(raw)}
	}
	t.against++
}

func (t *tracker) accept(d day, second int) {
	n := d.number()
	if t.lastDay != math.MinInt64 && t.lastDay-n > 1 {
		t.backwards++
	}
	t.lastDay = n
	t.valid++
	w := stamp{d, second}.wall()
	t.first, t.last = min(t.first, w), max(t.last, w)
}

// keep remembers a date that is another day in another order.
func (d *dates) keep(line int, raw []byte, reading [3]day) {
	r := Reading{Line: line, Raw: string(raw), Dates: map[DateOrder]domain.Date{}}
	for i, t := range d.trackers {
		d.differ = d.differ || reading[i] != reading[0]
		if reading[i] != (day{}) {
			r.Dates[t.order] = reading[i].text()
		}
	}
	if reading == d.lastKept || len(r.Dates) < 2 || !d.differ {
		return
	}
	d.lastKept = reading
	d.readings = append(d.readings, r)
}

// decide picks the order and says on what grounds. given is what a person said, or "".
func (d *dates) decide(given DateOrder) (*tracker, Basis, error) {
	own, basis := d.evident()
	if given == "" || own != nil && own.order == given {
		if own == nil {
			return nil, "", d.ask()
		}
		return own, basis, nil
	}
	i := slices.IndexFunc(d.trackers, func(t tracker) bool { return t.order == given })
	if i < 0 {
		return nil, "", &WrongDatesError{Given: given}
	}
	t := &d.trackers[i]
	for j := range d.trackers {
		if j != i && t.against > d.trackers[j].against {
			return nil, "", &WrongDatesError{Given: given, Line: t.firstBad.Line, Raw: t.firstBad.Raw, Count: t.against}
		}
	}
	return t, Operator, nil
}

// evident is the order that the file itself shows, or nil.
func (d *dates) evident() (*tracker, Basis) {
	if len(d.trackers) == 1 || !d.differ {
		return &d.trackers[0], UnambiguousForm
	}
	viable, basis := d.viable(), Over12
	if len(viable) > 1 {
		viable, basis = forwards(viable), Monotonic
	}
	if len(viable) != 1 || d.outdone(viable[0]) {
		return nil, ""
	}
	return viable[0], basis
}

// viable are the orders that (nearly) every line is a likely date in.
func (d *dates) viable() []*tracker {
	most := 0
	for _, t := range d.trackers {
		most = max(most, t.against)
	}
	var left []*tracker
	for i := range d.trackers {
		if t := &d.trackers[i]; t.against*outvoted <= most && t.valid > 0 {
			left = append(left, t)
		}
	}
	return left
}

// forwards are the orders in which the file never runs backwards, where it does in all others.
func forwards(viable []*tracker) []*tracker {
	var left []*tracker
	for _, t := range viable {
		switch {
		case t.backwards == 0:
			left = append(left, t)
		case t.backwards < backwardsEnough:
			return nil
		}
	}
	return left
}

// outdone says whether another order fits the lines better in all: then a few pasted lines may have decided, and a person is asked.
func (d *dates) outdone(winner *tracker) bool {
	for _, t := range d.trackers {
		if t.against+t.backwards < winner.against+winner.backwards {
			return true
		}
	}
	return false
}

func (d *dates) ask() error {
	e := &AmbiguousDatesError{Readings: d.readings}
	for _, t := range d.trackers {
		if t.valid > 0 {
			e.Orders = append(e.Orders, t.order)
		}
	}
	return e
}
