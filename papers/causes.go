package papers

import "github.com/probity-ledger/probity/domain/misconduct"

// These are the events that serving a letter on its day will record. They are never recorded from here: the periods they would start are
// what the letter tells.

func servedNotice(f *filling) misconduct.Event {
	s := f.course().severity
	return misconduct.WrittenNoticeServed{Officer: f.Officer, Severity: s.Severity, LikelyForm: s.LikelyForm, Service: f.service, On: f.On}
}

func servedReferral(f *filling) misconduct.Event {
	return misconduct.ReferralNoticeServed{Officer: f.Officer, Form: f.course().determined.Route, Service: f.service, Dated: f.dated()}
}

func servedAccelerated(f *filling) misconduct.Event {
	return misconduct.ReferralNoticeServed{Officer: f.Officer, Form: misconduct.AcceleratedHearing, Service: f.service, Dated: f.dated()}
}

func toldOutcome(f *filling) misconduct.Event {
	return misconduct.OutcomeNotified{Officer: f.Officer, Service: f.service, Dated: f.dated()}
}

func updated(f *filling) misconduct.Event {
	return misconduct.InterestedPersonsUpdated{Dated: f.dated()}
}

func toldComplainant(f *filling) misconduct.Event {
	return misconduct.OutcomeToldToComplainant{Person: f.Person, About: f.About, ReviewBody: f.ReviewBody, Dated: f.dated()}
}

func delayReported(f *filling) misconduct.Event {
	return misconduct.DelayReportIssued{ExpectedBy: f.ExpectedBy, Dated: f.dated()}
}

func noticedReflective(f *filling) misconduct.Event {
	return misconduct.ReflectiveReviewNoticed{Officer: f.Officer, Dated: f.dated()}
}

func (f *filling) dated() misconduct.Dated { return misconduct.Dated{On: f.On} }
