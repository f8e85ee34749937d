package misconduct

// Capacity is in which capacity somebody is kept informed.
type Capacity string

// The capacities (CM34).
const (
	Complainant      Capacity = "COMPLAINANT"
	InterestedPerson Capacity = "INTERESTED_PERSON"
)

// RecordingTrigger is a thing that makes recording a matter compulsory.
type RecordingTrigger string

// The triggers (PRA Sch 3 para 2).
const (
	ComplainantWantsIt      RecordingTrigger = "COMPLAINANT_WANTS_IT"
	CrimeOrDiscipline       RecordingTrigger = "CRIMINAL_OR_DISCIPLINARY" // what is alleged, if true, could be a crime or justify proceedings
	RightsTwoOrThree        RecordingTrigger = "ECHR_ARTICLE_2_OR_3"      // it could infringe the right to life, or not to be ill-treated
	MandatoryReferralNeeded RecordingTrigger = "MANDATORY_REFERRAL"
)

// Relation is what makes somebody unfit to investigate an officer.
type Relation string

// The relations (CR15).
const (
	RelationFamily    Relation = "FAMILY"
	RelationFriend    Relation = "CLOSE_FRIEND"
	RelationManaged   Relation = "MANAGED_BY_OFFICER" // directly or indirectly
	RelationWitness   Relation = "WITNESS"            // to what is investigated
	RelationFinancial Relation = "FINANCIAL_INTEREST"
)

// OutcomeOf says the outcome of what.
type OutcomeOf string

// What has an outcome that a complainant is told of.
const (
	OutcomeOfHandling    OutcomeOf = "HANDLING"    // of the complaint itself
	OutcomeOfProceedings OutcomeOf = "PROCEEDINGS" // of a meeting or hearing
	OutcomeOfAppeal      OutcomeOf = "APPEAL"      // of an appeal from them
)

// ReviewBody is who reviews how a complaint was handled (CM29).
type ReviewBody string

// The review bodies.
const (
	ReviewByIOPC              ReviewBody = "IOPC"
	ReviewByLocalPolicingBody ReviewBody = "LOCAL_POLICING_BODY"
)

// CorrectableField is something said of a matter that can be corrected. What was decided is not corrected but decided again.
type CorrectableField string

// The fields.
const (
	FieldSummary           CorrectableField = "SUMMARY"
	FieldOperation         CorrectableField = "OPERATION"
	FieldReportedBy        CorrectableField = "REPORTED_BY"
	FieldCameToAttentionOn CorrectableField = "CAME_TO_ATTENTION_ON"
)

// DocumentKind says what a document is. It decides who may read it.
type DocumentKind string

// The kinds of documents.
const (
	DocNotice          DocumentKind = "NOTICE"
	DocLetter          DocumentKind = "LETTER"
	DocReport          DocumentKind = "REPORT"
	DocStatement       DocumentKind = "STATEMENT"
	DocRepresentations DocumentKind = "REPRESENTATIONS"
	DocReflectiveText  DocumentKind = "RPRP_ACCOUNT" // inadmissible in proceedings (CR Part 6)
	DocPolicy          DocumentKind = "POLICY"
	DocOther           DocumentKind = "OTHER"
)

// ServiceMethod is how a notice was given.
type ServiceMethod string

// The ways of giving a notice (CR9; e-mail since SI 2025/558).
const (
	InPerson         ServiceMethod = "IN_PERSON"
	LeftAtAddress    ServiceMethod = "LEFT_AT_ADDRESS"
	RecordedDelivery ServiceMethod = "RECORDED_DELIVERY"
	ByPoliceFriend   ServiceMethod = "POLICE_FRIEND"
	ByEmail          ServiceMethod = "EMAIL"
	AsAgreed         ServiceMethod = "AS_AGREED"
)

// RepresentationsOn says on what an officer made representations.
type RepresentationsOn string

// What representations are made on.
const (
	OnNotice     RepresentationsOn = "NOTICE"
	OnSuspension RepresentationsOn = "SUSPENSION"
	OnOutcome    RepresentationsOn = "OUTCOME"
)

// CriminalStep is a step of a criminal strand.
type CriminalStep string

// The steps.
const (
	StepArrest             CriminalStep = "ARREST"
	StepVoluntaryInterview CriminalStep = "VOLUNTARY_INTERVIEW"
	StepCaution            CriminalStep = "CAUTION"
	StepFileToCPS          CriminalStep = "FILE_TO_CPS"
	StepCharge             CriminalStep = "CHARGE"
	StepPlea               CriminalStep = "PLEA"
	StepVerdict            CriminalStep = "VERDICT"
	StepSentence           CriminalStep = "SENTENCE"
	StepAppeal             CriminalStep = "APPEAL"
)

// Departure is how an officer left.
type Departure string

// The ways of leaving.
const (
	Resigned Departure = "RESIGNED"
	Retired  Departure = "RETIRED"
)

// ClosureReason is why nothing is left to do about an officer.
type ClosureReason string

// The reasons.
const (
	ClosedNoCase         ClosureReason = "NO_CASE"         // no case to answer and no further action
	ClosedOutcome        ClosureReason = "OUTCOME_FINAL"   // an outcome that can no longer be appealed
	ClosedReflective     ClosureReason = "RPRP_DONE"       // the report of the reflective review is retained
	ClosedElsewhere      ClosureReason = "DEALT_ELSEWHERE" // performance or vetting took it over
	ClosedWithdrawn      ClosureReason = "WITHDRAWN"       // proceedings withdrawn, no further action
	ClosedDiscontinued   ClosureReason = "DISCONTINUED"    // the matter was discontinued or not pursued
	ClosedNotDisciplined ClosureReason = "NOT_DISCIPLINED" // staff and volunteers: another procedure applies
)

// PanelCapacity is in which capacity somebody takes part in proceedings.
type PanelCapacity string

// The capacities (CR28, CR34, CR51, CR55; SI 2024/521).
const (
	ConductsMeeting     PanelCapacity = "PERSON_CONDUCTING_MEETING"
	Chair               PanelCapacity = "CHAIR"
	IndependentMember   PanelCapacity = "INDEPENDENT_MEMBER"
	PoliceMember        PanelCapacity = "POLICE_MEMBER" // before SI 2024/521: a superintendent or above beside a legally qualified chair
	Adviser             PanelCapacity = "LEGALLY_QUALIFIED_ADVISER"
	ConductsAccelerated PanelCapacity = "ACCELERATED_HEARING_PERSON"
)

// ChairStanding is what qualifies somebody to chair or conduct.
type ChairStanding string

// The standings. Which of them may chair depends on the rules in force and on the officer's rank.
const (
	ChiefOfficer          ChairStanding = "CHIEF_OFFICER"
	DelegatedSenior       ChairStanding = "SENIOR_OFFICER_DELEGATE"
	FormerSenior          ChairStanding = "FORMER_SENIOR_OFFICER" // within five years
	SeniorStaff           ChairStanding = "SENIOR_POLICE_STAFF"   // not where the case turns on operational policing
	SeniorOfOtherForce    ChairStanding = "SENIOR_OFFICER_OF_OTHER_FORCE"
	Inspectorate          ChairStanding = "HMI" // HMCIC or a nominated inspector
	LegallyQualifiedChair ChairStanding = "LEGALLY_QUALIFIED_CHAIR"
	HigherRank            ChairStanding = "HIGHER_RANK" // at least one rank above the officer
)

// Answer is what an officer answers to a notice of referral.
type Answer string

// The answers (CR31, CR54).
const (
	Admits   Answer = "ADMITS"
	Denies   Answer = "DENIES"
	Disputes Answer = "DISPUTES_LEVEL" // admits the conduct, denies what it amounts to
)

// Side is a side of proceedings.
type Side string

// The sides.
const (
	SideAuthority Side = "AUTHORITY"
	SideOfficer   Side = "OFFICER"
)

// Finding is what proceedings found on one allegation. Practice requiring improvement is an assessment, never a finding.
type Finding string

// The findings (CR42).
const (
	FoundGrossMisconduct Finding = "GROSS_MISCONDUCT"
	FoundMisconduct      Finding = "MISCONDUCT"
	FoundNeither         Finding = "NEITHER"
)

// FindingBasis is what a finding rests on.
type FindingBasis string

// The bases.
const (
	Admitted  FindingBasis = "ADMITTED"
	Proved    FindingBasis = "PROVED" // on the balance of probabilities
	NotProved FindingBasis = "NOT_PROVED"
	Convicted FindingBasis = "CONVICTION" // of an indictable-only offence (SI 2025/558)
)

// DisciplinaryAction is an outcome of proceedings (domain guide, section 1.8).
type DisciplinaryAction string

// The outcomes.
const (
	NoAction               DisciplinaryAction = "NO_ACTION"
	ReferToReflective      DisciplinaryAction = "REFER_TO_RPRP"
	WrittenWarning         DisciplinaryAction = "WRITTEN_WARNING"
	FinalWrittenWarning    DisciplinaryAction = "FINAL_WRITTEN_WARNING"
	ReductionInRank        DisciplinaryAction = "REDUCTION_IN_RANK"
	Dismissal              DisciplinaryAction = "DISMISSAL_WITHOUT_NOTICE"
	WouldHaveBeenDismissed DisciplinaryAction = "WOULD_HAVE_BEEN_DISMISSED" // former officers (CR Sch 1)
)

// AppealKind is to whom an appeal goes.
type AppealKind string

// The kinds (domain guide, section 1.9).
const (
	AppealMeeting  AppealKind = "APPEAL_MEETING"
	AppealTribunal AppealKind = "POLICE_APPEALS_TRIBUNAL"
	AppealVetting  AppealKind = "VETTING_PANEL"
)

// Appellant is who appeals.
type Appellant string

// The appellants. That a chief officer may is a provision of its own.
const (
	ByOfficer      Appellant = "OFFICER"
	ByChiefOfficer Appellant = "CHIEF_OFFICER"
)

// AppealGround is why an appeal says the decision is wrong.
type AppealGround string

// The grounds, the same before a meeting and the tribunal.
const (
	Unreasonable AppealGround = "UNREASONABLE"
	NewEvidence  AppealGround = "NEW_EVIDENCE"
	Unfairness   AppealGround = "PROCEDURAL_UNFAIRNESS" // a serious breach of procedure, or unfairness
)

// AppealResult is how an appeal ended.
type AppealResult string

// The results.
const (
	Confirmed AppealResult = "CONFIRMED"
	Reversed  AppealResult = "REVERSED"
	Varied    AppealResult = "VARIED"
	Dismissed AppealResult = "DISMISSED_ON_PAPERS" // by the chair of the tribunal
)

// PoliceList is a list of the College of Policing (Police Act 1996 Part 4A).
type PoliceList string

// The lists.
const (
	BarredList   PoliceList = "BARRED"
	AdvisoryList PoliceList = "ADVISORY"
)

// Vetting is the route to a withdrawal assessment of the clearance (SI 2025/502, SI 2025/558 reg 9).
const Vetting Form = "VETTING"
