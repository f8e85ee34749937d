package accesslog

import (
	"bytes"
	_ "embed"
	"encoding/json"
	"errors"
	"fmt"
	"time"
)

// Patterns says what looks unusual. They are a force's to set; a change has the read model built anew.
type Patterns struct {
	Zone                    string `json:"zone"`                    // of the working hours, e.g. "Europe/London"
	DayBegins               int    `json:"dayBegins"`               // hour, 0 to 23
	DayEnds                 int    `json:"dayEnds"`                 // hour, 1 to 24
	Weekends                bool   `json:"weekends"`                // whether Saturday and Sunday are out of hours
	ThingsAnHour            int    `json:"thingsAnHour"`            // more things shown to one person in one hour are BULK
	EvidencePagesOutOfHours int    `json:"evidencePagesOutOfHours"` // more pages of evidence in one night are OUT_OF_HOURS
	ExportsADay             int    `json:"exportsADay"`             // more exports by one person in one day are EXPORTS
	RefusalsAnHour          int    `json:"refusalsAnHour"`          // more refusals to one person in one hour are REFUSALS

	location *time.Location
}

//go:embed patterns.json
var usual []byte

// UsualPatterns are those of a force that set none.
func UsualPatterns() (Patterns, error) { return ParsePatterns(usual) }

// ParsePatterns reads patterns from JSON: every field, and no other.
func ParsePatterns(text []byte) (Patterns, error) {
	var p Patterns
	d := json.NewDecoder(bytes.NewReader(text))
	d.DisallowUnknownFields()
	if err := d.Decode(&p); err != nil {
		return p, fmt.Errorf("read the patterns of unusual access: %w", err)
	}
	var err error
	if p.location, err = time.LoadLocation(p.Zone); err != nil || p.Zone == "" {
		return p, fmt.Errorf("read the patterns of unusual access: the time zone %q is not known", p.Zone)
	}
	switch {
	case p.DayBegins < 0 || p.DayEnds > 24 || p.DayBegins >= p.DayEnds:
		err = errors.New("a day begins at 0 to 23 and ends after that, at 24 at the latest")
	case p.ThingsAnHour < 1 || p.EvidencePagesOutOfHours < 1 || p.ExportsADay < 1 || p.RefusalsAnHour < 1:
		err = errors.New("every threshold is at least 1")
	}
	if err != nil {
		return p, fmt.Errorf("read the patterns of unusual access: %w", err)
	}
	return p, nil
}

// outOfHours says whether an instant lies outside working hours, and in which stretch: the day on which that night or weekend began.
func (p Patterns) outOfHours(at time.Time) (stretch string, out bool) {
	local := at.In(p.location)
	weekend := p.Weekends && (local.Weekday() == time.Saturday || local.Weekday() == time.Sunday)
	switch {
	case local.Hour() < p.DayBegins:
		return local.AddDate(0, 0, -1).Format(time.DateOnly), true
	case local.Hour() >= p.DayEnds, weekend:
		return local.Format(time.DateOnly), true
	}
	return "", false
}

func (p Patterns) hour(at time.Time) string { return at.In(p.location).Format("2006-01-02T15 -0700") }

func (p Patterns) day(at time.Time) string { return at.In(p.location).Format(time.DateOnly) }
