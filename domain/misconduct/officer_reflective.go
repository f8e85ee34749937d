package misconduct

import (
	"slices"

	"github.com/probity-ledger/probity/domain"
)

// The bounds of a reflective review development report. They keep a slip of the keyboard out and are no rule of law.
const (
	maxKeyActions   = 50
	maxReviewMonths = 24
)

// reflecting wants the officer's case to be one for reflective practice: by referral without a report, by the determination, on withdrawal of
// proceedings, or by their outcome.
func (s State) reflecting(i Involvement) error {
	if i.WithdrawnTo == RPRP || i.Action == ReferToReflective || i.ReferredTo == "" && (i.Elsewhere == RPRP || i.Route == RPRP) {
		return nil
	}
	return domain.Errorf(domain.Refused, "NOT_ON_RPRP",
		"the case of this officer was not referred to the reflective practice review process; decide that first").On("officer").Under("CR Part 6")
}

// stage wants the review to stand at one of some stages; "" is before the notice.
func (i Involvement) stage(does string, at ...ReflectiveStage) error {
	if slices.Contains(at, i.Reflective) {
		return nil
	}
	now := i.Reflective
	if now == "" {
		now = "not begun"
	}
	return domain.Errorf(domain.Refused, "REFLECTIVE_STAGE",
		"the review of this officer is %s, and %s does not follow; the order is notice, account, discussion, report", now, does).On("officer").Under("CR Part 6")
}

// Refused: the codes of State.acted, NOT_UNDER_CONDUCT_REGULATIONS, NOT_ON_RPRP, REFLECTIVE_STAGE.
func (c ServeReflectiveNotice) decide(s State, env domain.Envelope) ([]Event, error) {
	who := s.Officers[c.Officer]
	err := domain.First(
		domain.Line("reviewer", string(c.Reviewer)),
		s.acted(env, c.Officer, c.On),
		s.serving(c.Officer),
		s.reflecting(who),
		who.stage("the notice", ""),
	)
	if err != nil {
		return nil, err
	}
	return []Event{ReflectiveReviewNoticed{Officer: c.Officer, Reviewer: c.Reviewer, Dated: dated(c.On, who.AssessedOn)}}, nil
}

// An account that comes late is an account, until the discussion was held.
// Refused: the codes of State.acted, REFLECTIVE_STAGE, DOCUMENT_NOT_FOUND, DOCUMENT_KIND.
func (c ReceiveReflectiveAccount) decide(s State, env domain.Envelope) ([]Event, error) {
	who := s.Officers[c.Officer]
	err := domain.First(
		domain.Line("document", c.Document),
		s.acted(env, c.Officer, c.On),
		who.stage("an account", ReflectiveNoticed),
		s.document("document", c.Document, c.Officer, DocReflectiveText),
	)
	if err != nil {
		return nil, err
	}
	return []Event{ReflectiveAccountReceived{Officer: c.Officer, Document: c.Document, Dated: dated(c.On, who.ReflectiveOn)}}, nil
}

// An officer need not give an account: the discussion is held all the same.
// Refused: the codes of State.acted, REFLECTIVE_STAGE.
func (c HoldReflectiveDiscussion) decide(s State, env domain.Envelope) ([]Event, error) {
	who := s.Officers[c.Officer]
	if err := domain.First(s.acted(env, c.Officer, c.On), who.stage("the discussion", ReflectiveNoticed, ReflectiveAccounted)); err != nil {
		return nil, err
	}
	return []Event{ReflectiveDiscussionHeld{Officer: c.Officer, Dated: dated(c.On, who.ReflectiveOn)}}, nil
}

// A report has all its parts (CR70).
// Refused: the codes of State.acted, REFLECTIVE_STAGE, REQUIRED, TOO_MANY, BAD_PERIOD.
func (c RetainReflectiveReport) decide(s State, env domain.Envelope) ([]Event, error) {
	who := s.Officers[c.Officer]
	err := domain.First(
		c.parts(),
		s.acted(env, c.Officer, c.On),
		who.stage("the report", ReflectiveDiscussed),
	)
	if err != nil {
		return nil, err
	}
	return []Event{ReflectiveReportRetained{Officer: c.Officer, Issue: c.Issue, Discussion: c.Discussion, KeyActions: c.KeyActions,
		LessonsForOfficer: c.LessonsForOfficer, LessonsForForce: c.LessonsForForce, ReviewPeriodMonths: c.ReviewPeriodMonths,
		Dated: dated(c.On, who.ReflectiveOn)}}, nil
}

func (c RetainReflectiveReport) parts() error {
	if len(c.KeyActions) == 0 {
		return domain.Errorf(domain.Invalid, "REQUIRED", "keyActions is missing; state what is to be done, and by when").On("keyActions").Under("CR70")
	}
	if c.ReviewPeriodMonths < 1 || c.ReviewPeriodMonths > maxReviewMonths {
		return domain.Errorf(domain.Invalid, "BAD_PERIOD", "the period of review is %d months; state one of 1 to %d", c.ReviewPeriodMonths, maxReviewMonths).
			On("reviewPeriodMonths").Under("CR70")
	}
	return domain.First(
		domain.Prose("issue", c.Issue),
		domain.Prose("discussion", c.Discussion),
		domain.Lines("keyActions", c.KeyActions, maxKeyActions),
		domain.Prose("lessonsForOfficer", c.LessonsForOfficer),
		domain.Prose("lessonsForForce", c.LessonsForForce),
	)
}
