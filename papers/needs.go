package papers

import (
	"slices"
	"strings"

	"github.com/probity-ledger/probity/domain"
	"github.com/probity-ledger/probity/domain/misconduct"
)

// need is a fact without which a letter would be wrong or empty. It says what is missing and what to do.
type need func(*filling) error

// lacking is the refusal of a letter whose fact the record does not have.
func lacking(field, what, remedy string) error {
	return domain.Errorf(domain.Refused, "FACT_MISSING", "the letter has to state %s, which is not on record; %s", what, remedy).On(field)
}

func alleged(f *filling) error {
	if len(f.facts.against(f.Officer)) > 0 {
		return nil
	}
	return lacking("officer", "what is alleged against the officer", "add the allegation first")
}

func assessed(f *filling) error {
	if s := f.course().severity.Severity; s == misconduct.Misconduct || s == misconduct.GrossMisconduct {
		return nil
	}
	return lacking("officer", "the assessment that the conduct would be misconduct or gross misconduct", "assess the severity first")
}

func acting(f *filling) error {
	if f.acting != "" {
		return nil
	}
	return lacking("actingName", "the name of the investigator or reviewer", "appoint one who stands in the register, or state the name")
}

func termsSet(f *filling) error {
	if f.facts.terms.Text != "" {
		return nil
	}
	return lacking("", "the terms of reference", "set them first")
}

func suspended(f *filling) error {
	if f.course().duty.Status == misconduct.Suspended {
		return nil
	}
	return lacking("officer", "that the officer is suspended", "record the suspension first")
}

func reviewed(f *filling) error {
	if f.course().review.On != "" {
		return nil
	}
	return lacking("officer", "the review of the suspension", "record the review first")
}

func toProceedings(f *filling) error {
	if r := f.course().determined.Route; r == misconduct.Meeting || r == misconduct.Hearing {
		return nil
	}
	return lacking("officer", "a case to answer at a meeting or hearing", "record the determination first")
}

func certified(f *filling) error {
	if f.course().conditions.Met {
		return nil
	}
	return lacking("officer", "that the special conditions are met", "certify the case first")
}

func imposed(f *filling) error {
	if f.course().outcome.Action != "" {
		return nil
	}
	return lacking("officer", "the outcome of the proceedings", "record the outcome first")
}

func dismissed(f *filling) error {
	if a := f.course().outcome.Action; a == misconduct.Dismissal || a == misconduct.WouldHaveBeenDismissed {
		return nil
	}
	return lacking("officer", "a dismissal, or the finding that a former officer would have been dismissed", "only such an outcome is reported to the barred list")
}

func written(f *filling) error {
	if strings.TrimSpace(f.Text) != "" {
		return nil
	}
	return lacking("text", "what the letter is to say in its own words", "write it")
}

func nextSteps(f *filling) error {
	if strings.TrimSpace(f.NextSteps) != "" {
		return nil
	}
	return lacking("nextSteps", "the planned steps", "write them")
}

// outcomeOf: a letter about an outcome says of what; where the complainant may ask for a review, it says of whom.
func outcomeOf(f *filling) error {
	switch {
	case !slices.Contains([]misconduct.OutcomeOf{misconduct.OutcomeOfHandling, misconduct.OutcomeOfProceedings, misconduct.OutcomeOfAppeal}, f.About):
		return lacking("about", "the outcome of what it tells", "state HANDLING, PROCEEDINGS or APPEAL")
	case f.About == misconduct.OutcomeOfHandling && f.ReviewBody != misconduct.ReviewByIOPC && f.ReviewBody != misconduct.ReviewByLocalPolicingBody:
		return lacking("reviewBody", "who reviews the outcome", "state IOPC or LOCAL_POLICING_BODY")
	}
	return nil
}
