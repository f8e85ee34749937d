package misconduct

import "github.com/probity-ledger/probity/domain"

// Conduct is what later decisions need to know of one officer's case up to the determination, and beside proceedings.
type Conduct struct {
	NoticeOn        domain.Date // the day the latest written notice counts as served
	NoticeDelayed   bool        // the written notice waits (CR17, CM17)
	Revised         bool        // assessed anew since the determination, which may then be made again (CR14(6))
	TermsOn         domain.Date // the day terms of reference were given, or it was said why not; "" before
	TermsGiven      bool
	Interviews      map[string]Interview
	Statement       domain.Date // the day of the investigator's statement on special conditions; "" before
	Certified       bool        // special conditions are met (CR49)
	CertifiedOn     domain.Date
	Certifier       domain.ActorID     // who may not conduct the accelerated hearing
	Redetermine     bool               // certified before proceedings were deferred: to be determined again (CR49(3))
	Deferred        bool               // proceedings wait for a criminal case
	DeferredOn      domain.Date        // the day they last began to wait
	DeemedGross     bool               // convicted of an indictable-only offence under rules that make it gross misconduct
	Offences        map[string]Offence // the criminal strands against the officer, open and concluded, by offence
	OpenStrands     int
	Elsewhere       Form // where a case went that did not go to proceedings
	LeftOn          domain.Date
	ConditionC      bool        // the Director General wants proceedings although the officer left long ago
	ConditionCOn    domain.Date // the day that was determined, either way
	Vetting         string      // "", WITHDRAWN or MAINTAINED
	Reflective      ReflectiveStage
	ReflectiveOn    domain.Date // the day of that stage
	IOPCConsultedOn domain.Date // on a suspension to come or to end; "" once it came or ended
	ReviewedOn      domain.Date // of the suspension, where the officer is still to be told
}

// Interview is one interview of an officer.
type Interview struct {
	First  domain.Date // the day first specified, from which an alternative is counted
	For    domain.Date
	SetOn  domain.Date
	HeldOn domain.Date // "" while it is to come
}

// Offence is one criminal strand against an officer.
type Offence struct {
	IndictableOnly bool
	OpenedOn       domain.Date
	Outcome        string // "" while it is open
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

// What became of an officer's clearance.
const (
	vettingWithdrawn  = "WITHDRAWN"
	vettingMaintained = "MAINTAINED"
)

// gross says whether what is alleged would be gross misconduct if proved, by assessment or by law.
func (i Involvement) gross() bool { return i.Severity == GrossMisconduct || i.DeemedGross }

// evolveConduct takes in what happened about one officer up to the determination, and beside proceedings.
func evolveConduct(s State, e Event) State {
	switch e := e.(type) {
	case SeverityAssessed:
		return change(s, e.Officer, func(i *Involvement) { i.Revised, i.Elsewhere = i.Finding != "", "" })
	case CaseToAnswerDetermined:
		return change(s, e.Officer, func(i *Involvement) { i.Revised = false })
	case NoticeDelayed:
		return change(s, e.Officer, func(i *Involvement) { i.NoticeDelayed = true })
	case WrittenNoticeServed:
		return change(s, e.Officer, func(i *Involvement) { i.NoticeOn, i.NoticeDelayed = e.CountsFrom(e.On), false })
	case TermsOfReferenceProvided:
		return change(s, e.Officer, func(i *Involvement) { i.TermsOn, i.TermsGiven = e.On, true })
	case TermsOfReferenceWithheld:
		return change(s, e.Officer, func(i *Involvement) { i.TermsOn = e.On })
	case InterviewScheduled:
		return interviewed(s, e.Officer, e.Interview, func(one *Interview) { *one = Interview{First: e.For, For: e.For, SetOn: e.On} })
	case InterviewPostponed:
		return interviewed(s, e.Officer, e.Interview, func(one *Interview) { one.For = e.For })
	case InterviewHeld:
		return interviewed(s, e.Officer, e.Interview, func(one *Interview) { one.HeldOn = e.On })
	case ReferredElsewhere:
		return change(s, e.Officer, func(i *Involvement) { i.Elsewhere = e.Route })
	case ConditionCDetermined:
		return change(s, e.Officer, func(i *Involvement) { i.ConditionC, i.ConditionCOn = e.Proceed, e.On })
	}
	return evolveReflective(evolveDuty(evolveCriminal(s, e), e), e)
}

func interviewed(s State, o domain.OfficerID, id string, f func(*Interview)) State {
	return change(s, o, func(i *Involvement) {
		one := i.Interviews[id]
		f(&one)
		i.Interviews = with(i.Interviews, id, one)
	})
}

// evolveCriminal takes in the criminal strand, what waits for it, and special conditions.
func evolveCriminal(s State, e Event) State {
	switch e := e.(type) {
	case CriminalStrandOpened:
		return change(s, e.Officer, func(i *Involvement) {
			i.OpenStrands++
			i.Offences = with(i.Offences, e.Offence, Offence{IndictableOnly: e.IndictableOnly, OpenedOn: e.On})
		})
	case CriminalStrandConcluded:
		return concluded(s, e)
	case ProceedingsDeferredForCriminalCase:
		return change(s, e.Officer, func(i *Involvement) {
			i.Deferred, i.DeferredOn, i.Redetermine = true, e.On, i.Redetermine || i.Certified
		})
	case ProceedingsResumed:
		return change(s, e.Officer, func(i *Involvement) { i.Deferred = false })
	case SpecialConditionsStatementSubmitted:
		return change(s, e.Officer, func(i *Involvement) { i.Statement = e.On })
	case SpecialConditionsDetermined:
		return change(s, e.Officer, func(i *Involvement) {
			i.Certified, i.CertifiedOn, i.Certifier, i.Redetermine = e.Met, "", "", false
			if e.Met {
				i.CertifiedOn, i.Certifier = e.On, e.Certifier
			}
		})
	}
	return s
}

// concluded: a conviction of an indictable-only offence is gross misconduct by law, under the rules that say so (SI 2025/558).
func concluded(s State, e CriminalStrandConcluded) State {
	deemed := e.Outcome == convicted && s.has(IndictableOnlyIsGross)
	return change(s, e.Officer, func(i *Involvement) {
		one := i.Offences[e.Offence]
		if one.Outcome == "" && i.OpenStrands > 0 {
			i.OpenStrands--
		}
		one.Outcome = e.Outcome
		i.Offences = with(i.Offences, e.Offence, one)
		i.DeemedGross = i.DeemedGross || deemed && one.IndictableOnly
	})
}

// evolveDuty takes in suspension, departure and vetting.
func evolveDuty(s State, e Event) State {
	switch e := e.(type) {
	case IOPCConsultedOnSuspension:
		return change(s, e.Officer, func(i *Involvement) { i.IOPCConsultedOn = e.On })
	case DutyStatusChanged:
		return change(s, e.Officer, func(i *Involvement) {
			if i.Duty == Suspended || e.Status == Suspended { // the suspension the IOPC was asked about came or ended
				i.IOPCConsultedOn = ""
			}
			i.Duty, i.DutyOral, i.DutyOn, i.Conditions, i.Restrictions = e.Status, e.Oral, e.On, e.Conditions, e.Restrictions
		})
	case SuspensionReviewed:
		return change(s, e.Officer, func(i *Involvement) { i.ReviewedOn = e.On })
	case SuspensionReviewNotified:
		return change(s, e.Officer, func(i *Involvement) { i.ReviewedOn = "" })
	case OfficerLeftForce:
		return change(s, e.Officer, func(i *Involvement) { i.LeftOn, i.SubjectKind = e.On, "FORMER_OFFICER" })
	case VettingDetermined:
		return change(s, e.Officer, func(i *Involvement) {
			i.Vetting = vettingMaintained
			if e.Withdrawn {
				i.Vetting = vettingWithdrawn
			}
		})
	}
	return s
}

// evolveReflective takes in the reflective practice review.
func evolveReflective(s State, e Event) State {
	stage := func(o domain.OfficerID, to ReflectiveStage, on domain.Date) State {
		return change(s, o, func(i *Involvement) { i.Reflective, i.ReflectiveOn = to, on })
	}
	switch e := e.(type) {
	case ReflectiveReviewNoticed:
		return stage(e.Officer, ReflectiveNoticed, e.On)
	case ReflectiveAccountReceived:
		return stage(e.Officer, ReflectiveAccounted, e.On)
	case ReflectiveDiscussionHeld:
		return stage(e.Officer, ReflectiveDiscussed, e.On)
	case ReflectiveReportRetained:
		return stage(e.Officer, ReflectiveRetained, e.On)
	}
	return s
}
