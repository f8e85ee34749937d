package misconduct

import "github.com/probity-ledger/probity/domain"

// Document is one entry of the matter's register of documents.
type Document struct {
	Kind       DocumentKind
	SHA256     domain.SHA256
	Size       int64 // bytes
	MediaType  string
	Renditions []Rendition
	Officer    domain.OfficerID // whom it is about or addressed to
	Person     string           // an interested person it is addressed to
	Template   string           // "" for what was brought in
	On         domain.Date
}

// Conduct is what later decisions need to know of one officer's case up to the determination, and beside proceedings.
type Conduct struct {
	NoticeOn        domain.Date // the day the latest written notice counts as served
	TermsOn         domain.Date // the day terms of reference were given, or it was said why not; "" before
	Interviews      map[string]Interview
	Certified       bool // special conditions are met (CR49)
	CertifiedOn     domain.Date
	Certifier       domain.ActorID // who may not conduct the accelerated hearing
	Redetermine     bool           // certified before proceedings were deferred: to be determined again (CR49(3))
	Deferred        bool           // proceedings wait for a criminal case
	DeemedGross     bool           // convicted of an indictable-only offence under rules that make it gross misconduct
	Elsewhere       Form           // where a case went that did not go to proceedings
	LeftOn          domain.Date
	ConditionC      bool   // the Director General wants proceedings although the officer left long ago
	Vetting         string // "", WITHDRAWN or MAINTAINED
	Reflective      ReflectiveStage
	OpenStrands     int
	IOPCConsultedOn domain.Date
}

// Interview is one interview of an officer.
type Interview struct {
	For    domain.Date
	HeldOn domain.Date // "" while it is to come
}

// ReflectiveStage is how far a reflective practice review has come.
type ReflectiveStage string

// The stages, in order.
const (
	ReflectiveNoticed   ReflectiveStage = "NOTICED"
	ReflectiveAccounted ReflectiveStage = "ACCOUNTED"
	ReflectiveDiscussed ReflectiveStage = "DISCUSSED"
	ReflectiveRetained  ReflectiveStage = "RETAINED"
)

// evolveConduct takes in what happened about one officer up to the determination, and beside proceedings.
func evolveConduct(s State, _ Event) State { return s }
