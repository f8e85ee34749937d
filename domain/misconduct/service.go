package misconduct

import (
	"github.com/probity-ledger/probity/domain"
	"github.com/probity-ledger/probity/domain/calendar"
)

// ServiceRow says how a notice may be given and from when it counts as served.
type ServiceRow struct {
	Method    ServiceMethod
	Needs     Provision // the rules that brought the row; "" for all of them. A later row takes the place of an earlier one
	Days      int       // it counts as served this many working days after the day it was given; 0 for that day itself
	Source    string
	Confirmed bool // the value of Days was read in primary text
}

// ServiceTable is a version of the ways of giving a notice.
type ServiceTable struct {
	Version string
	Rows    []ServiceRow
}

// ServiceMethods returns the table in use. The ways were read (SI 2020/3 reg 7 has the same words); that there are deemed dates since
// SI 2025/558 is known, which they are is recalled.
func ServiceMethods() ServiceTable {
	return ServiceTable{Version: "service-2026.1", Rows: []ServiceRow{
		{InPerson, "", 0, "CR9(a)", true},
		{LeftAtAddress, "", 0, "CR9(b); counts as served that day", false},
		{RecordedDelivery, "", 0, "CR9(b); no deemed date before SI 2025/558", false},
		{ByPoliceFriend, "", 0, "CR9(c), where the friend agreed", true},
		{AsAgreed, "", 0, "CR9(d)", true},
		{RecordedDelivery, NoticeByEmail, 2, "CR9 as amended by SI 2025/558 reg 8; the second working day after posting is recalled", false},
		{ByEmail, NoticeByEmail, 1, "CR9 as amended by SI 2025/558 reg 8; the working day after sending is recalled", false},
	}}
}

// under returns the row for a way of giving a notice under a version of the rules, and false where they do not know it.
func (t ServiceTable) under(regime string, m ServiceMethod) (ServiceRow, bool) {
	var found ServiceRow
	for _, r := range t.Rows {
		if r.Method == m && (r.Needs == "" || Has(regime, r.Needs)) {
			found = r
		}
	}
	return found, found.Method != ""
}

// service says how a notice that was given on a day counts as served; a method that is not stated is in person.
// Codes UNKNOWN_VALUE, METHOD_NOT_LAWFUL.
func (s State) service(m ServiceMethod, on domain.Date) (Service, error) {
	if m == "" {
		m = InPerson
	}
	if err := domain.OneOf("method", m, InPerson, LeftAtAddress, RecordedDelivery, ByPoliceFriend, ByEmail, AsAgreed); err != nil {
		return Service{}, err
	}
	row, ok := ServiceMethods().under(s.Regime, m)
	if !ok {
		return Service{}, domain.Errorf(domain.Refused, "METHOD_NOT_LAWFUL",
			"under the rules of this matter a notice cannot be given by %s; give it in another way", m).On("method").
			Under("CR9; " + ServiceMethods().Version)
	}
	served := Service{Method: m}
	if row.Days > 0 {
		served.DeemedOn = calendar.EnglandAndWales().After(on, row.Days)
	}
	return served, nil
}

// CountsFrom returns the day a notice given on a day counts as served. Periods run from it.
func (s Service) CountsFrom(given domain.Date) domain.Date {
	if s.DeemedOn != "" {
		return s.DeemedOn
	}
	return given
}
