package ledger

import (
	"errors"

	"github.com/probity-ledger/probity/domain"
	"github.com/probity-ledger/probity/ledger/eventlog"
)

var errNoUUID = errors.New("not a UUID")

// Codes of the refusals the ledger itself makes. The aggregates have their own.
const (
	CodeConcurrentEdit   = "CONCURRENT_EDIT"    // others changed the same thing five times in a row
	CodeCommandReused    = "COMMAND_REUSED"     // the command id was used before for something else
	CodeCommandIDInvalid = "COMMAND_ID_INVALID" // the command id is not a UUID
	CodeForbidden        = "FORBIDDEN"          // no access rule lets the caller do this
	CodeUnknownMatter    = "UNKNOWN_MATTER"
	CodeUnknownDevice    = "UNKNOWN_DEVICE"
	CodeUnknownExtract   = "UNKNOWN_EXTRACTION"
	CodeUnknownOfficer   = "UNKNOWN_OFFICER"
	CodeUnknownExhibit   = "UNKNOWN_EXHIBIT"
	CodeUnknownAccount   = "UNKNOWN_ACCOUNT"
	CodeUnknownPolicySet = "UNKNOWN_POLICY_SET"
	CodeNotWorkIssued    = "DEVICE_NOT_WORK_ISSUED"
)

// unknown is what is said of a thing that does not exist, and word for word of one the caller may not know of.
func unknown(code, kind string) *domain.Error {
	return domain.Errorf(domain.NotFound, code, "no such %s is known", kind)
}

func unknownMatter() error     { return unknown(CodeUnknownMatter, "matter") }
func unknownDevice() error     { return unknown(CodeUnknownDevice, "device") }
func unknownExtraction() error { return unknown(CodeUnknownExtract, "extraction") }
func unknownOfficer() error    { return unknown(CodeUnknownOfficer, "officer") }
func unknownAccount() error    { return unknown(CodeUnknownAccount, "account") }

func forbidden(rules []string) error {
	e := domain.Errorf(domain.Forbidden, CodeForbidden, "your role does not allow this")
	if len(rules) > 0 {
		e = e.Under(rules[0])
	}
	return e
}

func reused() error {
	return domain.Errorf(domain.Conflict, CodeCommandReused,
		"this command id was used before for another command; choose a new one").On("commandId")
}

func concurrentEdit(kind string, c *eventlog.ConflictError) error {
	return domain.Errorf(domain.Conflict, CodeConcurrentEdit,
		"the %s was changed by somebody else meanwhile: revision %s was expected, revision %s was found; look at it again and repeat",
		kind, c.Expected, c.Actual)
}

// isRefusal says whether an error is an answer of the rules and not a failure of the works.
func isRefusal(err error) bool {
	_, ok := domain.KindOf(err)
	return ok
}
