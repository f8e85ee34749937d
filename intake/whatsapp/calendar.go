package whatsapp

import "github.com/probity-ledger/probity/domain"

// wall is a moment on the clock of a phone, without a zone: seconds since 1970-01-01 00:00:00 of that clock.
type wall int64

const daySeconds = 24 * 60 * 60

// day is a calendar day.
type day struct{ year, month, day int }

// eraBase is the year before the first of a Japanese era: R is Reiwa, H Heisei, S Shōwa, T Taishō, M Meiji.
func eraBase(letter byte) (int, bool) {
	switch letter {
	case 'R':
		return 2018, true
	case 'H':
		return 1988, true
	case 'S':
		return 1925, true
	case 'T':
		return 1911, true
	case 'M':
		return 1867, true
	}
	return 0, false
}

// knownCalendar says whether the years of a header are counted in a way known here: Christian, Buddhist ("BE") or by Japanese era.
func (hd *header) knownCalendar() bool {
	if hd.era != 0 {
		_, ok := eraBase(hd.era)
		return ok && hd.suffix == ""
	}
	switch hd.suffix {
	case "", "BE", "AD", "CE":
		return true
	}
	return false
}

// year turns a year as written into one of the Christian era. Two digits are of this century.
func (hd *header) year(written int) int {
	if base, ok := eraBase(hd.era); ok {
		return base + written
	}
	if hd.suffix == "BE" {
		if written < 100 {
			written += 2500
		}
		return written - 543
	}
	if written < 100 {
		return 2000 + written
	}
	return written
}

// date reads the three numbers in an order; false where they are no date in it.
func (hd *header) date(o DateOrder) (day, bool) {
	var d day
	switch o {
	case DMY:
		d = day{hd.year(hd.c), hd.b, hd.a}
	case MDY:
		d = day{hd.year(hd.c), hd.a, hd.b}
	case YMD:
		d = day{hd.year(hd.a), hd.b, hd.c}
	}
	return d, d.month >= 1 && d.month <= 12 && d.day >= 1 && d.day <= daysIn(d.year, d.month) && d.year >= 1 && d.year <= 9999
}

func daysIn(year, month int) int {
	switch month {
	case 4, 6, 9, 11:
		return 30
	case 2:
		if year%4 == 0 && (year%100 != 0 || year%400 == 0) {
			return 29
		}
		return 28
	}
	return 31
}

// number counts days since 1970-01-01 (the proleptic Gregorian calendar).
func (d day) number() int64 {
	y, m := int64(d.year), int64(d.month)
	if m <= 2 {
		y--
		m += 12
	}
	return 365*y + y/4 - y/100 + y/400 + (153*(m-3)+2)/5 + int64(d.day) - 719469
}

func (d day) text() domain.Date { return domain.Date(appendDay(nil, d)) }

func appendDay(b []byte, d day) []byte {
	b = append(b, byte('0'+d.year/1000), byte('0'+d.year/100%10))
	b = appendTwo(b, d.year%100)
	b = appendTwo(append(b, '-'), d.month)
	return appendTwo(append(b, '-'), d.day)
}

func appendTwo(b []byte, n int) []byte { return append(b, byte('0'+n/10), byte('0'+n%10)) }

// clock reads the time of day in seconds. The hour 24 of some locales is the hour 0. A word for the half of the day counts only on a
// 12-hour clock: with an hour above 12 it is decoration.
func (hd *header) clock(p DayPeriod) int {
	h := hd.hour % 24
	if h <= 12 && hd.hour != 0 {
		switch p {
		case AM:
			h %= 12
		case PM:
			h = h%12 + 12
		}
	}
	return h*3600 + hd.minute*60 + hd.second
}

// stamp is a date and time of day read from a header.
type stamp struct {
	day    day
	second int // of the day
}

func (s stamp) wall() wall { return wall(s.day.number()*daySeconds + int64(s.second)) }

// text is the wall clock in the layout of the ledger, "2006-01-02T15:04:05".
func (s stamp) text() string {
	b := appendDay(make([]byte, 0, 19), s.day)
	b = appendTwo(append(b, 'T'), s.second/3600)
	b = appendTwo(append(b, ':'), s.second/60%60)
	return string(appendTwo(append(b, ':'), s.second%60))
}

// wallText is the layout of the ledger for a wall clock that was only kept as a number.
func wallText(w wall) string {
	d, s := int64(w)/daySeconds, int64(w)%daySeconds
	if s < 0 {
		d, s = d-1, s+daySeconds
	}
	return stamp{dayOf(d), int(s)}.text()
}

// dayOf is the inverse of day.number.
func dayOf(number int64) day {
	z := number + 719468
	era := z / 146097
	doe := z - era*146097
	yoe := (doe - doe/1460 + doe/36524 - doe/146096) / 365
	doy := doe - (365*yoe + yoe/4 - yoe/100)
	mp := (5*doy + 2) / 153
	d := day{int(yoe + era*400), int(mp + 3), int(doy - (153*mp+2)/5 + 1)}
	if d.month > 12 {
		d.month -= 12
		d.year++
	}
	return d
}
