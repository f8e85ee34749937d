package clock

// RuleID names one kind of statutory period. It is stored and never changes its meaning.
type RuleID string

// The periods the ledger runs, by their number in the domain guide, section 2.
const (
	MandatoryReferral        RuleID = "MANDATORY_REFERRAL"          // 1
	FirstDelayReport         RuleID = "FIRST_DELAY_REPORT"          // 2
	LaterDelayReport         RuleID = "LATER_DELAY_REPORT"          // 3
	ComplainantUpdate        RuleID = "COMPLAINANT_UPDATE"          // 4
	Representations          RuleID = "REPRESENTATIONS"             // 5
	TermsOfReference         RuleID = "TERMS_OF_REFERENCE"          // 6
	AlternativeInterview     RuleID = "ALTERNATIVE_INTERVIEW"       // 7
	SuspensionInWriting      RuleID = "SUSPENSION_IN_WRITING"       // 8
	SuspensionRepresentation RuleID = "SUSPENSION_REPRESENTATIONS"  // 9
	FirstSuspensionReview    RuleID = "FIRST_SUSPENSION_REVIEW"     // 10
	LaterSuspensionReview    RuleID = "LATER_SUSPENSION_REVIEW"     // 11
	SuspensionReviewNotice   RuleID = "SUSPENSION_REVIEW_NOTICE"    // 12
	AuthorityViews           RuleID = "AUTHORITY_VIEWS"             // 13
	Determination            RuleID = "DETERMINATION"               // 14
	PanelObjection           RuleID = "PANEL_OBJECTION"             // 15
	ReferralResponse         RuleID = "REFERRAL_RESPONSE"           // 16
	WitnessLists             RuleID = "WITNESS_LISTS"               // 17
	MeetingHeld              RuleID = "MEETING_HELD"                // 18
	PreHearing               RuleID = "PRE_HEARING"                 // 19
	PreHearingPostponement   RuleID = "PRE_HEARING_POSTPONEMENT"    // 20
	HearingBegins            RuleID = "HEARING_BEGINS"              // 21
	PublicNotice             RuleID = "PUBLIC_NOTICE"               // 22
	OutcomeReport            RuleID = "OUTCOME_REPORT"              // 23
	OutcomeOnline            RuleID = "OUTCOME_ONLINE"              // 24
	MeetingAppeal            RuleID = "MEETING_APPEAL"              // 25
	AppealNotice             RuleID = "APPEAL_DETERMINATION_NOTICE" // 26
	AcceleratedHearing       RuleID = "ACCELERATED_HEARING"         // 27
	AcceleratedResponse      RuleID = "ACCELERATED_RESPONSE"        // 28
	TribunalAppeal           RuleID = "TRIBUNAL_APPEAL"             // 29
	TribunalPapers           RuleID = "TRIBUNAL_PAPERS"             // 30
	ComplaintReview          RuleID = "COMPLAINT_REVIEW"            // 31
	ReflectiveAccount        RuleID = "RPRP_ACCOUNT"                // 32
	BarredListReport         RuleID = "BARRED_LIST_REPORT"          // 33
	ListReview               RuleID = "LIST_REVIEW"                 // 34
	WarningLive              RuleID = "WARNING_LIVE"                // 35
	OutcomeToComplainant     RuleID = "OUTCOME_TO_COMPLAINANT"      // 36
)
