package officer

import "github.com/probity-ledger/probity/domain"

// needsEntry refuses every act on a person who is not in the register.
func (s State) needsEntry() error {
	if s.Exists {
		return nil
	}
	return domain.Errorf(domain.NotFound, "UNKNOWN_OFFICER", "the register has no such entry; register the person first")
}

// serving refuses what can only happen to somebody who serves on that day.
func (s State) serving(field string, on domain.Date) error {
	switch {
	case on.Before(s.From):
		return domain.Errorf(domain.Refused, "BEFORE_REGISTRATION",
			"%s lies before %s, when the entry begins; the register says nothing about earlier days", field, s.From).On(field)
	case s.Left != "" && !on.Before(s.Left):
		return domain.Errorf(domain.Refused, "ALREADY_LEFT", "the person left the force on %s; state an earlier day", s.Left).On(field)
	}
	return nil
}

// fits refuses a rank the kind of person cannot hold. A former officer is entered with the rank held last.
func (k SubjectKind) fits(r Rank) error {
	row, _ := domain.Ranks().Find(string(r))
	ok := true
	switch k {
	case PoliceOfficer:
		ok = row.Order > 0
	case SpecialConstable:
		ok = r == SpecialConstabulary
	case FormerOfficer:
		ok = !row.Staff
	case PoliceStaff, DesignatedVolunteer:
		ok = row.Staff
	}
	if ok {
		return nil
	}
	return domain.Errorf(domain.Invalid, "RANK_NOT_FOR_KIND", "%s cannot hold the rank %s; correct the kind or the rank", k, r).
		On("rank").Under("domain guide 0, fact 5")
}
