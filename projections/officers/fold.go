package officers

import (
	"cmp"
	"slices"

	"github.com/probity-ledger/probity/domain"
	"github.com/probity-ledger/probity/domain/device"
	"github.com/probity-ledger/probity/domain/officer"
	"github.com/probity-ledger/probity/ledger/wire"
)

// Fold returns the entry as it is after one more event of its stream. It is pure; events of other aggregates change nothing.
func Fold(o Officer, e wire.Decoded) Officer {
	event, ok := e.Event.(officer.Event)
	if !ok || ofMatter(event) {
		return o
	}
	o.ID, o.Revision, o.UpdatedAt = domain.OfficerID(e.ID), e.Revision, e.RecordedAt
	switch ev := event.(type) {
	case officer.Registered:
		o.Name, o.CollarNumber, o.Force, o.Kind = ev.Person.Name, ev.Person.CollarNumber, ev.Force, ev.Kind
		o = o.posted(Posting{Unit: ev.Unit, From: ev.From})
		o = o.ranked(RankHeld{Rank: ev.Rank, From: ev.From})
	case officer.Posted:
		o = o.posted(Posting{Unit: ev.Unit, From: ev.From})
	case officer.RankChanged:
		o = o.ranked(RankHeld{Rank: ev.Rank, From: ev.From, Reason: ev.Reason})
	case officer.DeviceIssued:
		o.Devices = append(slices.Clip(o.Devices), IssuedDevice{Device: ev.Device, From: ev.From})
	case officer.DeviceHandedBack:
		o.Devices = handBack(o.Devices, ev)
	case officer.Left:
		o.Left = &Departure{On: ev.On, How: ev.How}
		if o.Kind == officer.PoliceOfficer || o.Kind == officer.SpecialConstable {
			o.Kind = officer.FormerOfficer // the Conduct Regulations go on covering them as such
		}
	}
	return o
}

// ofMatter says whether an event is about an outcome in a matter. The register shows nothing of it, not even that there was one: whoever
// looks up an entry, maybe their own, would learn of matters they may not see.
func ofMatter(event officer.Event) bool {
	switch event.(type) {
	case officer.SanctionRecorded, officer.SanctionAmended:
		return true
	}
	return false
}

// posted adds a posting at its place by the day it took effect: what is recorded late may have taken effect early.
func (o Officer) posted(p Posting) Officer {
	o.Postings = append(slices.Clip(o.Postings), p)
	slices.SortStableFunc(o.Postings, func(a, b Posting) int { return cmp.Compare(a.From, b.From) })
	o.Unit = o.Postings[len(o.Postings)-1].Unit
	return o
}

func (o Officer) ranked(r RankHeld) Officer {
	o.Ranks = append(slices.Clip(o.Ranks), r)
	slices.SortStableFunc(o.Ranks, func(a, b RankHeld) int { return cmp.Compare(a.From, b.From) })
	o.Rank = o.Ranks[len(o.Ranks)-1].Rank
	return o
}

// handBack ends the newest open issue of the device.
func handBack(devices []IssuedDevice, ev officer.DeviceHandedBack) []IssuedDevice {
	devices = slices.Clone(devices)
	for i := len(devices) - 1; i >= 0; i-- {
		if devices[i].Device == ev.Device && devices[i].Until == "" {
			devices[i].Until = ev.On
			break
		}
	}
	return devices
}

// RankOn returns the rank the officer held on a day, "" before the first.
func (o Officer) RankOn(day domain.Date) officer.Rank {
	var rank officer.Rank
	for _, r := range o.Ranks {
		if r.From <= day {
			rank = r.Rank
		}
	}
	return rank
}

// describe fills in what the force registered about each issued device.
func (o *Officer) describe(of func(domain.DeviceID) (device.Description, error)) error {
	for i := range o.Devices {
		d, err := of(o.Devices[i].Device)
		if err != nil {
			return err
		}
		o.Devices[i].Description = d
	}
	return nil
}
