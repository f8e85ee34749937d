package misconduct

import (
	"slices"

	"github.com/probity-ledger/probity/domain"
)

// received refuses every act in a matter nobody received.
func (s State) received() error {
	if s.Exists {
		return nil
	}
	return domain.Errorf(domain.NotFound, "UNKNOWN_MATTER", "there is no such matter; record its receipt first")
}

// concerned refuses every act about somebody who is not a person concerned in the matter.
func (s State) concerned(field string, o domain.OfficerID) error {
	if _, ok := s.Officers[o]; ok {
		return nil
	}
	return domain.Errorf(domain.Refused, "NOT_CONCERNED", "this person is not concerned in the matter; identify them first").On(field)
}

// disciplined refuses the machinery of the Conduct Regulations for police staff and volunteers, who follow other procedures.
func (s State) disciplined(o domain.OfficerID) error {
	switch s.Officers[o].SubjectKind {
	case "OFFICER", "SPECIAL_CONSTABLE", "FORMER_OFFICER":
		return nil
	}
	return domain.Errorf(domain.Refused, "NOT_UNDER_CONDUCT_REGULATIONS",
		"the Conduct Regulations cover officers, special constables and former officers; use the procedure for staff").On("officer").Under("CR Part 1")
}

// mustRefer says whether the law wants the matter referred. Nothing about its merits is asked.
func (s State) mustRefer() bool { return s.Kind == DSIMatter || Grounds().mandatory(s.Grounds) }

// handling says under which machinery the matter is investigated, or why that is not settled.
// Codes NOT_RECORDED, REFERRAL_REQUIRED, MODE_NOT_DETERMINED.
func (s State) handling() (Handling, error) {
	switch {
	case s.Kind == "":
		return "", domain.Errorf(domain.Refused, "NOT_RECORDED", "the matter is not recorded as what it is; record it first")
	case s.mustRefer() && !s.Referred:
		return "", domain.Errorf(domain.Refused, "REFERRAL_REQUIRED",
			"the grounds make referral to the IOPC mandatory, whatever the merits look like; refer the matter first").
			Under("PRA Sch 3 paras 4, 13, 14C; CM4, CM7; " + Grounds().Version)
	case s.Referred && !s.ReferredBack && s.Mode == "":
		return "", domain.Errorf(domain.Refused, "MODE_NOT_DETERMINED",
			"the Director General has not decided how the matter is investigated; record the mode first").Under("PRA Sch 3 para 15")
	}
	return s.settled(), nil
}

func (s State) settled() Handling {
	switch {
	case s.Mode == Independent:
		return HandledIndependent
	case s.Mode == Directed:
		return HandledDirected
	case s.Mode == OwnBehalf, s.Referred, s.Kind == Complaint, s.Kind == RecordableConductMatter:
		return HandledOwnBehalf
	}
	return HandledPart3
}

// before says whether a day lies before the day of what led to it.
func before(on, cause domain.Date) bool { return cause != "" && on.Before(cause) }

func knownRole(field string, r domain.Role) error {
	return domain.OneOf(field, r, domain.CaseOfficer, domain.AppropriateAuthority, domain.PSDSupervisor, domain.DirectorGeneral)
}

func distinct[T comparable](field string, values []T) error {
	seen := make(map[T]bool, len(values))
	for _, v := range values {
		if seen[v] {
			return domain.Errorf(domain.Invalid, "DUPLICATE", "%s names the same thing twice; name it once", field).On(field)
		}
		seen[v] = true
	}
	return nil
}

func checkGrounds(grounds []Ground) error {
	if err := distinct("grounds", grounds); err != nil {
		return err
	}
	for _, g := range grounds {
		if err := domain.OneOf("grounds", g, Grounds().known()...); err != nil {
			return err
		}
	}
	return nil
}

// document checks an optional reference to a document of the matter: it is on record, of one of the kinds, and not addressed to another
// officer. Codes DOCUMENT_NOT_FOUND, DOCUMENT_KIND.
func (s State) document(field, id string, o domain.OfficerID, kinds ...DocumentKind) error {
	if id == "" {
		return nil
	}
	d, ok := s.Documents[id]
	switch {
	case !ok || d.Officer != "" && o != "" && d.Officer != o:
		return domain.Errorf(domain.Refused, "DOCUMENT_NOT_FOUND",
			"the matter has no such document that belongs to this; record it first, or correct its id").On(field)
	case !slices.Contains(kinds, d.Kind):
		return domain.Errorf(domain.Refused, "DOCUMENT_KIND",
			"the document is recorded as %s, and only %v can stand here; name another one", d.Kind, kinds).On(field)
	}
	return nil
}
