package misconduct

import "github.com/probity-ledger/probity/domain"

// ClockFacts is what the table of periods needs to know of a matter beyond the event at hand.
type ClockFacts struct {
	ReferralClearOn domain.Date                       `json:"referralClearOn,omitempty"` // the day it first became clear that referral is mandatory, as recorded
	ReferralMadeOn  domain.Date                       `json:"referralMadeOn,omitempty"`  // the day of the first mandatory referral, or call-in
	ReceivedOn      domain.Date                       `json:"receivedOn,omitempty"`      // the day it came to attention
	Mode            Mode                              `json:"mode,omitempty"`
	Complaint       bool                              `json:"complaint,omitempty"`
	InvestigatedOn  domain.Date                       `json:"investigatedOn,omitempty"` // the day the investigation ended; "" before
	Over            bool                              `json:"over,omitempty"`           // the matter does not go on
	Told            bool                              `json:"told,omitempty"`           // a complainant was told of an outcome
	Persons         map[string]Capacity               `json:"persons,omitempty"`        // who is to be kept informed
	Officers        map[domain.OfficerID]OfficerFacts `json:"officers,omitempty"`
	Appeals         map[string]AppealKind             `json:"appeals,omitempty"`
}

// OfficerFacts is what the table needs to know of one officer concerned.
type OfficerFacts struct {
	Staff      bool               `json:"staff,omitempty"` // not under the Conduct Regulations
	Duty       DutyStatus         `json:"duty,omitempty"`
	Terms      bool               `json:"terms,omitempty"`      // terms of reference were given, or the reasons why not
	Determined bool               `json:"determined,omitempty"` // whether there is a case to answer, or it went elsewhere
	Form       Form               `json:"form,omitempty"`       // of the proceedings the officer was referred to
	Listed     map[Side]bool      `json:"listed,omitempty"`     // who supplied a list of witnesses
	Upheld     bool               `json:"upheld,omitempty"`     // an objection was upheld and nobody else is appointed yet
	Heard      bool               `json:"heard,omitempty"`      // a finding was made
	Found      bool               `json:"found,omitempty"`      // one of misconduct or gross misconduct
	Action     DisciplinaryAction `json:"action,omitempty"`
	Months     int                `json:"months,omitempty"`
	Closed     bool               `json:"closed,omitempty"`
}

// suspended says whether a status wants reviews. Restricted duties have no review in law and get the same.
func suspended(d DutyStatus) bool { return d == Suspended || d == Restricted }

func dismissed(a DisciplinaryAction) bool { return a == Dismissal || a == WouldHaveBeenDismissed }

func warned(a DisciplinaryAction) bool { return a == WrittenWarning || a == FinalWrittenWarning }

// open says whether something is left to do about an officer.
func (f ClockFacts) open() bool {
	for _, o := range f.Officers {
		if !o.Closed {
			return true
		}
	}
	return false
}

// determined says whether the determination on the report is made for every officer under the Conduct Regulations, and for one at least.
func (f ClockFacts) determined() bool {
	some := false
	for _, o := range f.Officers {
		if !o.Staff && !o.Closed && !o.Determined {
			return false
		}
		some = some || !o.Staff
	}
	return some
}

// ownBehalf says whether the authority itself determines on the report.
func (f ClockFacts) ownBehalf() bool { return f.Mode != Directed && f.Mode != Independent }

// complainant says whether a person may ask for a review.
func (f ClockFacts) complainant(person string) bool {
	capacity, named := f.Persons[person]
	return capacity == Complainant || !named && f.Complaint
}

// notDisciplined: staff and volunteers follow other procedures.
func notDisciplined(subjectKind string) bool {
	switch subjectKind {
	case "POLICE_STAFF", "DESIGNATED_VOLUNTEER":
		return true
	}
	return false
}
