package misconduct

// MatterKind says which machinery applies to a matter (domain guide, section 1.3).
type MatterKind string

// The kinds of matter.
const (
	Complaint               MatterKind = "COMPLAINT"
	ConductMatter           MatterKind = "CONDUCT_MATTER"
	RecordableConductMatter MatterKind = "RECORDABLE_CONDUCT_MATTER"
	DSIMatter               MatterKind = "DSI_MATTER"
	InternalMisconduct      MatterKind = "INTERNAL_MISCONDUCT"
)

// Ground is why a conduct matter must be recorded and referred (CM7(1)).
type Ground string

// The grounds of CM7(1).
const (
	SeriousAssault           Ground = "SERIOUS_ASSAULT"
	SeriousSexualOffence     Ground = "SERIOUS_SEXUAL_OFFENCE"
	SeriousCorruption        Ground = "SERIOUS_CORRUPTION"
	AggravatedDiscrimination Ground = "DISCRIMINATION_AGGRAVATED"
	RelevantOffence          Ground = "RELEVANT_OFFENCE"
	Gravity                  Ground = "GRAVITY_OR_EXCEPTIONAL"
	ChiefOfficerConduct      Ground = "CHIEF_OFFICER"
	SameIncident             Ground = "SAME_INCIDENT"
	DeathOrSeriousInjury     Ground = "DEATH_OR_SERIOUS_INJURY"
)

// Mode is the form of an investigation (PRA Sch 3 para 15).
type Mode string

// The modes of investigation since 2020.
const (
	OwnBehalf   Mode = "OWN_BEHALF" // "local"
	Directed    Mode = "DIRECTED"
	Independent Mode = "INDEPENDENT"
)

// Severity is what the conduct would amount to if proved.
type Severity string

// The severities (CR14).
const (
	GrossMisconduct              Severity = "GROSS_MISCONDUCT"
	Misconduct                   Severity = "MISCONDUCT"
	PracticeRequiringImprovement Severity = "PRACTICE_REQUIRING_IMPROVEMENT"
	NotAny                       Severity = "NOT_ANY"
)

// Form is where an officer's case goes.
type Form string

// The forms of proceedings and the routes outside them (domain guide, section 1.7).
const (
	Meeting            Form = "MEETING"
	Hearing            Form = "HEARING"
	AcceleratedHearing Form = "ACCELERATED"
	RPRP               Form = "RPRP"
	Performance        Form = "PERFORMANCE"
	NoFurtherAction    Form = "NFA"
)

// CaseToAnswer is the answer to "could a reasonable meeting or panel find this proved?", and at which level.
type CaseToAnswer string

// The answers.
const (
	CaseForGrossMisconduct CaseToAnswer = "GROSS_MISCONDUCT"
	CaseForMisconduct      CaseToAnswer = "MISCONDUCT"
	NoCaseToAnswer         CaseToAnswer = "NO_CASE"
)
