package misconduct

import (
	"github.com/probity-ledger/probity/domain"
	"github.com/probity-ledger/probity/domain/clock"
)

// complies: what the Director General directed is done, and a conviction that counts by itself is gross misconduct.
// Codes DIRECTED_PROCEEDINGS, DEEMED_GROSS.
func (c DetermineCaseToAnswer) complies(i Involvement) error {
	switch {
	case i.DirectedTo != "" && c.Route != i.DirectedTo:
		return domain.Errorf(domain.Refused, "DIRECTED_PROCEEDINGS",
			"the Director General directed a %s for this officer, which must be complied with; determine the case accordingly", i.DirectedTo).
			On("route").Under("PRA Sch 3 paras 23(5B), 27(4)")
	case i.DeemedGross && c.Finding != CaseForGrossMisconduct:
		return domain.Errorf(domain.Refused, "DEEMED_GROSS",
			"the officer was convicted of an indictable-only offence, which is gross misconduct; there is a case to answer for that").On("finding").Under("SI 2025/558")
	}
	return nil
}

// presumed: between the forms a level leads to, the officer's record decides for misconduct, and for former officers the rules presume an
// accelerated hearing. A hearing that neither asks for wants a reason: the repeated cases of CR23 are recalled, so they are stated and not
// computed. Codes MUST_BE_HEARING, MUST_BE_MEETING, HEARING_NEEDS_REASON.
func (c DetermineCaseToAnswer) presumed(s State, i Involvement) error {
	grave := recordAsksForHearing(c.Record, i.AssessedOn)
	explained := c.WhyHearing != "" || i.DirectedTo != ""
	switch {
	case c.Finding == CaseForMisconduct && c.Route == Meeting && grave && i.DirectedTo == "":
		return domain.Errorf(domain.Refused, "MUST_BE_HEARING",
			"by the officer's record a final written warning was live at the severity assessment, or they were reduced in rank within %d months before; the case goes to a hearing",
			Records().Reduced).On("route").Under(Records().Source + "; " + Records().Version)
	case c.Finding == CaseForMisconduct && c.Route == Hearing && !grave && !explained:
		return domain.Errorf(domain.Refused, "MUST_BE_MEETING",
			"nothing in the officer's record sends a case of misconduct to a hearing; send it to a meeting, or state why a hearing").
			On("route").Under(Records().Source + "; " + Records().Version)
	case c.Route == Hearing && i.former() && s.has(FormerToAccelerated) && !explained:
		return domain.Errorf(domain.Refused, "HEARING_NEEDS_REASON",
			"a former officer's case is presumed to go to an accelerated hearing; state why a hearing is needed, or that they opted for one").
			On("whyHearing").Under("SI 2025/558; CR Sch 1")
	}
	return nil
}

// recordAsksForHearing says whether an officer's record sends a case of misconduct to a hearing (CR23, recalled).
func recordAsksForHearing(record []PastSanction, assessed domain.Date) bool {
	return finalWarningLive(record, assessed) || reducedBefore(record, assessed, Records().Reduced)
}

// withoutViews says whether the Director General determines before the authority's views are in or the time for them is over. That they must
// wait is recalled: the determination is flagged and not refused.
func (s State) withoutViews(on domain.Date) bool {
	if s.Mode != Directed && s.Mode != Independent || s.ViewsGivenOn != "" {
		return false
	}
	return s.ViewsSoughtOn == "" || s.inTime(on, clock.AuthorityViews, "", s.ViewsSoughtOn)
}
