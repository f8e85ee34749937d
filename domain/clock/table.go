package clock

import (
	"slices"

	"github.com/probity-ledger/probity/domain"
)

// GrossIncompetence is the variant of ListReview for an entry on that ground.
const GrossIncompetence = "GROSS_INCOMPETENCE"

// Rules returns the table in use (domain guide, section 2). The calendar day of the first is never later than the working day of the
// regulations of 2004.
func Rules() Table {
	return Table{Version: "clocks-2026.2", Rows: slices.Concat(matterRules(), officerRules(), proceedingsRules(), outcomeRules())}
}

func matterRules() []Rule {
	authority := domain.AppropriateAuthority
	return []Rule{
		{ID: MandatoryReferral, Number: 1, Kind: Duty, Length: 1, Unit: CalendarDays, First: DayAfter, Owner: authority, Red: 1,
			Says:   "refer the matter to the IOPC by the end of the day after the day on which it first becomes clear that the criteria are met",
			Source: "CM4, CM7, CM9; PRA Sch 3; recalled, the predecessor CM04 said the next working day"},
		{ID: FirstDelayReport, Number: 2, Kind: Duty, Length: 12, Unit: Months, First: DayCounts, Owner: authority, Amber: 42, Red: 14, Confirmed: true,
			Says: "report why the investigation is not over after twelve months", Source: "CM13, CR19"},
		{ID: LaterDelayReport, Number: 3, Kind: Duty, Length: 6, Unit: Months, First: DayCounts, Owner: authority, Amber: 42, Red: 14, Confirmed: true,
			Says: "report why the investigation is not over after another six months", Source: "CM13, CR19"},
		{ID: ComplainantUpdate, Number: 4, Kind: Duty, Length: 28, Unit: CalendarDays, First: DayAfter, Owner: authority, Amber: 7, Red: 2, Confirmed: true,
			Says: "tell the complainant and interested persons how the handling goes on", Source: "CM34(2)(a)"},
		{ID: AuthorityViews, Number: 13, Kind: Duty, Length: 28, Unit: CalendarDays, First: DayAfter, Owner: authority, Amber: 7, Red: 2,
			ExtendBy: []domain.Role{domain.DirectorGeneral},
			Says:     "give the Director General the authority's views on the report", Source: "PRA Sch 3 para 23, CM27"},
		{ID: Determination, Number: 14, Kind: Duty, Length: 15, Unit: WorkingDays, First: DayAfter, Owner: authority, Amber: 7, Red: 2,
			Says: "determine for every officer whether there is a case to answer, or tell the officers why it takes longer", Source: "CR23"},
		{ID: ComplaintReview, Number: 31, Kind: Right, Length: 28, Unit: CalendarDays, First: DayAfter, Owner: Complainant, Amber: 7, Red: 2, Confirmed: true,
			Says: "apply for a review of how the complaint was handled", Source: "CM29"},
		{ID: OutcomeToComplainant, Number: 36, Kind: Duty, Length: 5, Unit: WorkingDays, First: DayAfter, Owner: authority, Amber: 3, Red: 1, Confirmed: true,
			Says: "tell the complainant or interested person of the outcome", Source: "CM34(2)(b)"},
	}
}

func officerRules() []Rule {
	authority, investigator, officer := domain.AppropriateAuthority, domain.CaseOfficer, domain.OfficerConcerned
	return []Rule{
		{ID: Representations, Number: 5, Kind: Right, Length: 10, Unit: WorkingDays, First: DayAfter, Owner: officer, Amber: 4, Red: 1,
			ExtendBy: []domain.Role{investigator},
			Says:     "make representations on the written notice", Source: "CR18, CM20; analogue MDP15, FEDREP"},
		{ID: TermsOfReference, Number: 6, Kind: Duty, Length: 5, Unit: WorkingDays, First: DayAfter, Owner: investigator, Amber: 3, Red: 1,
			Says: "give the officer the terms of reference, or the reasons why not", Source: "CR17, CM17; the duty CR20"},
		{ID: AlternativeInterview, Number: 7, Kind: Right, Length: 5, Unit: WorkingDays, First: DayAfter, Owner: officer, Amber: 3, Red: 1, Confirmed: true,
			Says: "propose another day for the interview", Source: "CR20"},
		{ID: SuspensionInWriting, Number: 8, Kind: Duty, Length: 3, Unit: WorkingDays, First: DayAfter, Owner: authority, Amber: 2, Red: 1, Confirmed: true,
			Says: "confirm the suspension in writing, with reasons", Source: "CR11; text of MDP"},
		{ID: SuspensionRepresentation, Number: 9, Kind: Right, Length: 7, Unit: WorkingDays, First: DayAfter, Owner: officer, Amber: 3, Red: 1,
			Says: "make representations against the suspension", Source: "CR11"},
		{ID: FirstSuspensionReview, Number: 10, Kind: Duty, Length: 28, Unit: CalendarDays, First: NextWorking, Owner: authority, Amber: 7, Red: 2,
			Says: "review whether the conditions of the suspension or restriction are met", Source: "CR11; analogue SCO8"},
		{ID: LaterSuspensionReview, Number: 11, Kind: Duty, Length: 28, Unit: CalendarDays, First: DayAfter, Owner: authority, Amber: 7, Red: 2,
			Says: "review again whether the conditions of the suspension or restriction are met", Source: "CR11; analogue SCO8"},
		{ID: SuspensionReviewNotice, Number: 12, Kind: Duty, Length: 3, Unit: WorkingDays, First: DayAfter, Owner: authority, Amber: 2, Red: 1,
			Says: "tell the officer the result of the review of the suspension", Source: "CR11"},
		{ID: ReflectiveAccount, Number: 32, Kind: Right, Length: 5, Unit: WorkingDays, First: DayAfter, Owner: officer, Amber: 3, Red: 1, Confirmed: true,
			Says: "give an account in the reflective practice review", Source: "CR67"},
	}
}

func proceedingsRules() []Rule {
	authority, officer, chair := domain.AppropriateAuthority, domain.OfficerConcerned, domain.HearingChair
	return []Rule{
		{ID: PanelObjection, Number: 15, Kind: Right, Length: 3, Unit: WorkingDays, First: DayAfter, Owner: officer, Amber: 2, Red: 1, Shorten: true,
			Says: "object to a person who is to conduct or advise the proceedings", Source: "CR30(3), CR51(2C)"},
		{ID: ReferralResponse, Number: 16, Kind: Duty, Length: 15, Unit: WorkingDays, First: DayAfter, Owner: officer, Amber: 7, Red: 2, Shorten: true, Confirmed: true,
			ExtendBy: []domain.Role{authority, chair},
			Says:     "answer the notice of referral", Source: "CR31; exceptional circumstances extend it"},
		{ID: WitnessLists, Number: 17, Kind: Duty, Length: 3, Unit: WorkingDays, First: DayAfter, Owner: authority, Amber: 2, Red: 1, Shorten: true, Confirmed: true,
			Says: "exchange the lists of witnesses", Source: "CR31(4)"},
		{ID: MeetingHeld, Number: 18, Kind: Duty, Length: 20, Unit: WorkingDays, First: DayAfter, Owner: MeetingPerson, Amber: 10, Red: 3, Shorten: true,
			ExtendBy: []domain.Role{MeetingPerson, authority},
			Says:     "hold the misconduct meeting", Source: "CR34; analogue MDP09; the interests of justice extend it, with written reasons"},
		{ID: PreHearing, Number: 19, Kind: Duty, Length: 15, Unit: WorkingDays, First: DayAfter, Owner: chair, Amber: 7, Red: 2, Shorten: true, Confirmed: true,
			Says: "hold the pre-hearing", Source: "CR33"},
		{ID: PreHearingPostponement, Number: 20, Kind: Right, Length: 5, Unit: WorkingDays, First: DayAfter, Owner: officer, Amber: 3, Red: 1, Shorten: true, Confirmed: true,
			Says: "propose another day for the pre-hearing", Source: "CR33(3)"},
		{ID: HearingBegins, Number: 21, Kind: Duty, Length: 100, Unit: WorkingDays, First: DayAfter, Owner: chair, Amber: 40, Red: 14, Shorten: true,
			ExtendBy: []domain.Role{chair},
			Says:     "begin the misconduct hearing", Source: "CR29; the older twin MDP09 said 30 working days; the interests of justice extend it, with reasons"},
		{ID: PublicNotice, Number: 22, Kind: Duty, Length: 5, Unit: WorkingDays, First: CountedBack, Owner: authority, Amber: 7, Red: 2, Shorten: true,
			Says: "publish the notice of the hearing at least five working days before it begins", Source: "CR36; accelerated CR53(2), no fixed day"},
		{ID: AcceleratedHearing, Number: 27, Kind: Duty, Length: 15, Unit: WorkingDays, First: DayAfter, Earliest: 10, Owner: authority, Amber: 5, Red: 2,
			Shorten: true, Confirmed: true,
			Says: "hold the accelerated hearing, not before ten working days", Source: "CR52"},
		{ID: AcceleratedResponse, Number: 28, Kind: Duty, Length: 7, Unit: WorkingDays, First: DayAfter, Owner: officer, Amber: 3, Red: 1, Shorten: true,
			Says: "answer the notice of referral to an accelerated hearing", Source: "CR54"},
	}
}

func outcomeRules() []Rule {
	authority, officer, chair := domain.AppropriateAuthority, domain.OfficerConcerned, domain.HearingChair
	return []Rule{
		{ID: OutcomeReport, Number: 23, Kind: Duty, Length: 5, Unit: WorkingDays, First: DayAfter, Owner: chair, Amber: 3, Red: 1, Shorten: true, Confirmed: true,
			Says: "submit the report on finding and outcome", Source: "CR43"},
		{ID: OutcomeOnline, Number: 24, Kind: NotBefore, Length: 28, Unit: CalendarDays, First: DayAfter, Owner: authority, Confirmed: true,
			Says: "keep the outcome online", Source: "CR43; Gwent FOI"},
		{ID: MeetingAppeal, Number: 25, Kind: Right, Length: 7, Unit: WorkingDays, First: DayAfter, Owner: officer, Amber: 3, Red: 1, Shorten: true, Confirmed: true,
			ExtendBy: []domain.Role{authority},
			Says:     "appeal from the misconduct meeting", Source: "CR45; exceptional circumstances extend it"},
		{ID: AppealNotice, Number: 26, Kind: Duty, Length: 3, Unit: WorkingDays, First: DayAfter, Owner: authority, Amber: 2, Red: 1, Shorten: true, Confirmed: true,
			Says: "tell the officer the outcome of the appeal meeting", Source: "CR47"},
		{ID: TribunalAppeal, Number: 29, Kind: Right, Length: 10, Unit: WorkingDays, First: DayAfter, Owner: officer, Amber: 4, Red: 1,
			Says: "give notice of appeal to the Police Appeals Tribunal", Source: "PAT9; out of time PAT10"},
		{ID: TribunalPapers, Number: 30, Kind: Duty, Length: 15, Unit: WorkingDays, First: DayAfter, Owner: authority, Amber: 7, Red: 2, Confirmed: true,
			Says: "submit the respondent's papers to the tribunal", Source: "PAT13(3)"},
		{ID: BarredListReport, Number: 33, Kind: Duty, Length: 5, Unit: WorkingDays, First: DayCounts, Owner: authority, Amber: 3, Red: 1, Confirmed: true,
			Says: "report the dismissal or finding to the College for the barred list", Source: "SI 2017/1135 reg 3(1)"},
		{ID: ListReview, Number: 34, Kind: NotBefore, Length: 5, Unit: Years, First: DayAfter, Owner: officer, Confirmed: true,
			Says: "have the entry in the list reviewed", Source: "SI 2017/1135; College of Policing"},
		{ID: ListReview, Number: 34, Kind: NotBefore, Length: 3, Unit: Years, First: DayAfter, Owner: officer, Confirmed: true, Variant: GrossIncompetence,
			Says: "have the entry in the list for gross incompetence reviewed", Source: "SI 2017/1135; College of Policing"},
		{ID: WarningLive, Number: 35, Kind: Live, Length: 18, Unit: Months, First: DayCounts, Owner: Nobody,
			Says: "a written warning is live, extended leave left out of account", Source: "CR42; eighteen months recalled"},
		{ID: WarningLive, Number: 35, Kind: Live, Length: 24, Unit: Months, First: DayCounts, Owner: Nobody, Confirmed: true, Variant: FinalWarning,
			Says: "a final written warning is live, extended leave left out of account", Source: "CR42; MDP; a hearing may extend it to five years"},
	}
}

// FinalWarning is the variant of WarningLive for a final written warning.
const FinalWarning = "FINAL_WRITTEN_WARNING"
