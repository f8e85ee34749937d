package main

import (
	"errors"

	"github.com/probity-ledger/probity/domain"
	"github.com/probity-ledger/probity/intake"
)

// unreadable turns what intake says about a file into a refusal a person can act on, and leaves all other errors as they are.
func unreadable(err error) error {
	code, field := "", "uploadId"
	switch {
	case is[*intake.NotAChatError](err):
		code = "NOT_A_CHAT_EXPORT"
	case is[*intake.AmbiguousDatesError](err):
		code, field = "AMBIGUOUS_DATES", "dateOrder"
	case is[*intake.WrongDatesError](err):
		code, field = "WRONG_DATE_ORDER", "dateOrder"
	case is[*intake.UnknownDayPeriodError](err):
		code = "UNKNOWN_DAY_PERIOD"
	case is[*intake.UnknownCalendarError](err):
		code = "UNKNOWN_CALENDAR"
	case is[*intake.UnknownZoneError](err):
		code, field = "UNKNOWN_TIME_ZONE", "timeZone"
	case is[*intake.ArchiveError](err):
		code = "ARCHIVE_DAMAGED"
	case is[*intake.LimitError](err):
		code = "FILE_TOO_LARGE"
	default:
		return err
	}
	return &unreadableError{refusal: domain.Errorf(domain.Refused, code, "%s", err).On(field), cause: err}
}

// unreadableError is a refusal that still knows what intake found, so that the command line can say what to do.
type unreadableError struct {
	refusal *domain.Error
	cause   error
}

func (e *unreadableError) Error() string   { return e.refusal.Error() }
func (e *unreadableError) Unwrap() []error { return []error{e.refusal, e.cause} }

func is[E error](err error) bool {
	var target E
	return errors.As(err, &target)
}
