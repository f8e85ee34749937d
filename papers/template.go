package papers

import (
	"strconv"
	"strings"

	"github.com/probity-ledger/probity/domain"
	"github.com/probity-ledger/probity/domain/clock"
	"github.com/probity-ledger/probity/domain/misconduct"
)

// Addressee is whom a kind of letter goes to.
type Addressee string

// The addressees. What goes to a person or a body leaves the force: withheld names are not printed in it.
const (
	ToOfficer Addressee = "OFFICER" // the officer concerned
	ToPerson  Addressee = "PERSON"  // the complainant or another interested person
	ToBody    Addressee = "BODY"    // the local policing body and the IOPC
	ToCollege Addressee = "COLLEGE" // the College of Policing, which keeps the lists by name
)

// Template is one kind of letter in one wording. The text itself is the file of its name in the folder templates.
type Template struct {
	Name      string
	Version   int
	Kind      misconduct.DocumentKind
	Title     string
	To        Addressee
	Rule      string // what wants the letter, for a matter under Schedule 3
	Part3     string // the same for a matter under Part 3 of the Conduct Regulations; "" for the same rule
	Confirmed bool   // that the rule wants it was read in primary text; false means recalled

	found   bool // it tells what proceedings found
	needs   []need
	causes  func(*filling) misconduct.Event // what serving it records, which says what periods it starts; nil for none
	periods []clock.RuleID                  // the periods it tells of, in order
}

// ID is how a recorded document names its template, e.g. "written-notice/1".
func (t Template) ID() string { return t.Name + "/" + strconv.Itoa(t.Version) }

func (t Template) file() string { return t.Name + "." + strconv.Itoa(t.Version) + ".html" }

func (t Template) rule(part3 bool) string {
	if part3 && t.Part3 != "" {
		return t.Part3
	}
	return t.Rule
}

// Templates returns every template that letters are or were made from. Of each name the last one is in use.
func Templates() []Template {
	return []Template{
		{Name: "written-notice", Version: 1, Kind: misconduct.DocNotice, Title: "Notice of investigation", To: ToOfficer,
			Rule: "regulation 17, Police (Complaints and Misconduct) Regulations 2020", Part3: "regulation 17, Police (Conduct) Regulations 2020", Confirmed: true,
			needs: []need{alleged, assessed, acting}, causes: servedNotice, periods: []clock.RuleID{clock.Representations, clock.TermsOfReference}},
		{Name: "terms-of-reference", Version: 1, Kind: misconduct.DocNotice, Title: "Terms of reference of the investigation", To: ToOfficer,
			Rule: "regulation 17, Police (Complaints and Misconduct) Regulations 2020", Part3: "regulation 17, Police (Conduct) Regulations 2020",
			needs: []need{termsSet, acting}},
		{Name: "suspension", Version: 1, Kind: misconduct.DocNotice, Title: "Confirmation of suspension", To: ToOfficer,
			Rule: "regulation 11, Police (Conduct) Regulations 2020", Confirmed: true,
			needs: []need{suspended}, periods: []clock.RuleID{clock.SuspensionRepresentation, clock.FirstSuspensionReview}},
		{Name: "suspension-review", Version: 1, Kind: misconduct.DocNotice, Title: "Result of the review of your suspension", To: ToOfficer,
			Rule: "regulation 11, Police (Conduct) Regulations 2020", needs: []need{reviewed}, periods: []clock.RuleID{clock.LaterSuspensionReview}},
		{Name: "referral-notice", Version: 1, Kind: misconduct.DocNotice, Title: "Notice of referral to misconduct proceedings", To: ToOfficer,
			Rule: "regulation 30, Police (Conduct) Regulations 2020", Confirmed: true,
			needs: []need{alleged, toProceedings}, causes: servedReferral,
			periods: []clock.RuleID{clock.PanelObjection, clock.ReferralResponse, clock.MeetingHeld, clock.HearingBegins}},
		{Name: "accelerated-notice", Version: 1, Kind: misconduct.DocNotice, Title: "Notice of referral to an accelerated misconduct hearing", To: ToOfficer,
			Rule: "regulation 51, Police (Conduct) Regulations 2020", Confirmed: true,
			needs: []need{alleged, certified}, causes: servedAccelerated,
			periods: []clock.RuleID{clock.PanelObjection, clock.AcceleratedResponse, clock.AcceleratedHearing}},
		{Name: "outcome-notice", Version: 1, Kind: misconduct.DocNotice, Title: "Notice of the outcome of misconduct proceedings", To: ToOfficer,
			Rule: "regulations 42 and 43, Police (Conduct) Regulations 2020", Confirmed: true,
			found: true, needs: []need{imposed}, causes: toldOutcome, periods: []clock.RuleID{clock.MeetingAppeal, clock.TribunalAppeal, clock.WarningLive}},
		{Name: "complainant-update", Version: 1, Kind: misconduct.DocLetter, Title: "How your complaint is being handled", To: ToPerson,
			Rule: "regulation 34(2)(a), Police (Complaints and Misconduct) Regulations 2020", Confirmed: true,
			needs: []need{written}, causes: updated, periods: []clock.RuleID{clock.ComplainantUpdate}},
		{Name: "complainant-outcome", Version: 1, Kind: misconduct.DocLetter, Title: "The outcome of your complaint", To: ToPerson,
			Rule: "regulations 29 and 34(2)(b), Police (Complaints and Misconduct) Regulations 2020", Confirmed: true,
			needs: []need{written, outcomeOf}, causes: toldComplainant, periods: []clock.RuleID{clock.ComplaintReview}},
		{Name: "delay-report", Version: 1, Kind: misconduct.DocReport, Title: "Report on the length of an investigation", To: ToBody,
			Rule: "regulation 13, Police (Complaints and Misconduct) Regulations 2020", Part3: "regulation 19, Police (Conduct) Regulations 2020", Confirmed: true,
			needs: []need{written, nextSteps}, causes: delayReported, periods: []clock.RuleID{clock.LaterDelayReport}},
		{Name: "reflective-notice", Version: 1, Kind: misconduct.DocNotice, Title: "Notice of a reflective practice review", To: ToOfficer,
			Rule: "Part 6, Police (Conduct) Regulations 2020", Confirmed: true,
			needs: []need{written, acting}, causes: noticedReflective, periods: []clock.RuleID{clock.ReflectiveAccount}},
		{Name: "barred-list-report", Version: 1, Kind: misconduct.DocReport, Title: "Report for the barred list", To: ToCollege,
			Rule: "regulation 3, Police Barred List and Police Advisory List Regulations 2017", Confirmed: true,
			found: true, needs: []need{imposed, dismissed}, periods: []clock.RuleID{clock.BarredListReport}},
	}
}

// find returns a template by its name, the latest, or by its name and version.
func find(name string) (Template, error) {
	var found Template
	for _, t := range Templates() {
		if t.ID() == name || t.Name == name {
			found = t
		}
	}
	if found.Name != "" {
		return found, nil
	}
	var names []string
	for _, t := range Templates() {
		names = append(names, t.Name)
	}
	return found, domain.Errorf(domain.Invalid, "UNKNOWN_TEMPLATE", "there is no such template; name one of %s", strings.Join(names, ", ")).On("template")
}
