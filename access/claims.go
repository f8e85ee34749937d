package access

import (
	"encoding/json"
	"fmt"
	"regexp"
	"slices"
	"time"
	"unicode"

	"github.com/probity-ledger/probity/domain"
)

// claims are the parts of an access token the ledger reads. "role", "force" and "officer" are private claims the issuer vouches for.
type claims struct {
	Issuer    string   `json:"iss"`
	Subject   string   `json:"sub"`
	Audience  audience `json:"aud"`
	Expires   seconds  `json:"exp"`
	Issued    seconds  `json:"iat"`
	NotBefore seconds  `json:"nbf"`
	Role      string   `json:"role"`
	Force     string   `json:"force"`
	Officer   string   `json:"officer"`
}

// audience is one string or a list of them (RFC 7519, section 4.1.3).
type audience []string

func (a *audience) UnmarshalJSON(data []byte) error {
	var one string
	if json.Unmarshal(data, &one) == nil {
		*a = audience{one}
		return nil
	}
	var many []string
	if err := json.Unmarshal(data, &many); err != nil {
		return err
	}
	*a = many
	return nil
}

// seconds is a NumericDate: seconds since 1970, possibly with a fraction.
type seconds float64

// latest bounds what a NumericDate may say (the year 9999), so that no arithmetic on it overflows.
const latest = 253402300799

func (s seconds) time() time.Time {
	return time.Unix(int64(min(max(s, 0), latest)), 0).UTC()
}

func (c claims) expires() time.Time { return c.Expires.time() }
func (c claims) issued() time.Time  { return c.Issued.time() }

func (c claims) notBefore() time.Time {
	if c.NotBefore == 0 {
		return c.issued()
	}
	return c.NotBefore.time()
}

func parseClaims(payload []byte) (claims, error) {
	var c claims
	if err := json.Unmarshal(payload, &c); err != nil {
		return claims{}, fmt.Errorf("its claims are not readable: %w", ErrTokenMalformed)
	}
	if c.Expires <= 0 || c.Issued <= 0 {
		return claims{}, fmt.Errorf("it does not say from when to when it is valid: %w", ErrTokenMalformed)
	}
	return c, nil
}

var (
	forceForm   = regexp.MustCompile(`^[a-z][a-z0-9-]{0,63}$`)
	officerForm = regexp.MustCompile(`^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$`)
)

// roles lists every role a token may name.
var roles = []domain.Role{
	domain.CaseOfficer, domain.DigitalExaminer, domain.ExhibitsOfficer, domain.AppropriateAuthority, domain.PSDSupervisor,
	domain.DirectorGeneral, domain.IOPCReader, domain.CaseAnalyst, domain.OfficerConcerned,
}

func (c claims) principal() (Principal, error) {
	switch {
	case !isSubject(c.Subject):
		return Principal{}, fmt.Errorf("its subject is empty or unreadable: %w", ErrTokenMalformed)
	case !slices.Contains(roles, domain.Role(c.Role)):
		return Principal{}, fmt.Errorf("its role is not one the ledger knows: %w", ErrTokenMalformed)
	case c.Force != "" && !forceForm.MatchString(c.Force):
		return Principal{}, fmt.Errorf("its force is not a force's name: %w", ErrTokenMalformed)
	case c.Officer != "" && !officerForm.MatchString(c.Officer):
		return Principal{}, fmt.Errorf("its officer is not an entry of the register: %w", ErrTokenMalformed)
	}
	return Principal{
		Actor: domain.ActorID(c.Subject), Role: domain.Role(c.Role), Force: c.Force,
		Officer: domain.OfficerID(c.Officer), Expires: c.expires(),
	}, nil
}

// isSubject keeps control characters and long texts out of event metadata.
func isSubject(s string) bool {
	if s == "" || len(s) > 200 {
		return false
	}
	for _, r := range s {
		if !unicode.IsPrint(r) {
			return false
		}
	}
	return true
}
