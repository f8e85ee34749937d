package access

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"regexp"
	"slices"
	"strings"
	"time"
	"unicode"

	"github.com/probity-ledger/probity/domain"
)

// claims are the parts of an access token the ledger reads. "role", "force" and "officer" are private claims: what the bearer wishes to
// act as, of which only what the ledger's directory confirms counts.
type claims struct {
	ID        string        // "jti"
	Issuer    string        // "iss"
	Subject   string        // "sub"
	Audience  audience      // "aud"
	Party     string        // "azp", the program the token was given to
	Client    string        // "client_id", the same by its name in RFC 9068
	Expires   seconds       // "exp"
	Issued    seconds       // "iat"
	NotBefore seconds       // "nbf"
	SignIn    string        // "sid", the session at the issuer
	Methods   []string      // "amr"
	Context   string        // "acr"
	Bound     *confirmation // "cnf"
	Role      string
	Force     string
	Officer   string
}

// fields says where each claim goes. Claims that are not listed are left alone.
func (c *claims) fields() map[string]any {
	return map[string]any{"jti": &c.ID, "iss": &c.Issuer, "sub": &c.Subject, "aud": &c.Audience, "azp": &c.Party, "client_id": &c.Client,
		"exp": &c.Expires, "iat": &c.Issued, "nbf": &c.NotBefore, "sid": &c.SignIn, "amr": &c.Methods, "acr": &c.Context, "cnf": &c.Bound,
		"role": &c.Role, "force": &c.Force, "officer": &c.Officer}
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

// parseClaims reads the payload of a token. Names are taken letter by letter, and one that stands twice is refused: another reader of the
// same token, such as the proxy in front, might believe the other one.
func parseClaims(payload []byte) (claims, error) {
	members, err := members(payload)
	if err != nil {
		return claims{}, fmt.Errorf("its claims are not readable: %w", ErrTokenMalformed)
	}
	var c claims
	for name, into := range c.fields() {
		if raw, ok := members[name]; ok {
			if err := json.Unmarshal(raw, into); err != nil {
				return claims{}, fmt.Errorf("its claim %s is not readable: %w", name, ErrTokenMalformed)
			}
		}
	}
	switch {
	case c.Expires <= 0 || c.Issued <= 0:
		return claims{}, fmt.Errorf("it does not say from when to when it is valid: %w", ErrTokenMalformed)
	case !isName(c.ID):
		return claims{}, fmt.Errorf("it has no readable id (jti), without which it could not be revoked: %w", ErrTokenMalformed)
	case c.SignIn != "" && !isName(c.SignIn):
		return claims{}, fmt.Errorf("its session (sid) is not readable: %w", ErrTokenMalformed)
	}
	return c, nil
}

var errClaims = errors.New("not one JSON object with each name once")

// members are the claims by name, unread.
func members(payload []byte) (map[string]json.RawMessage, error) {
	d := json.NewDecoder(bytes.NewReader(payload))
	if open, err := d.Token(); err != nil || open != json.Delim('{') {
		return nil, errClaims
	}
	all := map[string]json.RawMessage{}
	for d.More() {
		token, err := d.Token()
		name, isText := token.(string)
		if _, twice := all[name]; err != nil || !isText || twice {
			return nil, errClaims
		}
		var value json.RawMessage
		if err := d.Decode(&value); err != nil {
			return nil, errClaims
		}
		all[name] = value
	}
	if _, err := d.Token(); err != nil {
		return nil, errClaims
	}
	if _, err := d.Token(); !errors.Is(err, io.EOF) {
		return nil, errClaims
	}
	return all, nil
}

var (
	forceForm   = regexp.MustCompile(`^[a-z][a-z0-9-]{0,63}$`)
	officerForm = regexp.MustCompile(`^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$`)
)

var roles = []domain.Role{
	domain.CaseOfficer, domain.DigitalExaminer, domain.ExhibitsOfficer, domain.AppropriateAuthority, domain.PSDSupervisor,
	domain.DirectorGeneral, domain.IOPCReader, domain.CaseAnalyst, domain.OfficerConcerned, domain.AccessAdministrator, domain.Auditor,
	domain.AntiCorruption, domain.HearingChair, domain.PanelMember, domain.LegalAdviser, domain.LocalPolicingBody,
	domain.IndependentCounsel, domain.DefenceReviewer,
}

// Roles lists every role a token may name.
func Roles() []domain.Role { return slices.Clone(roles) }

func (c claims) principal(m MultiFactor) (Principal, error) {
	switch {
	case !isName(c.Subject):
		return Principal{}, fmt.Errorf("its subject is empty or unreadable: %w", ErrTokenMalformed)
	case c.Role != "" && !slices.Contains(roles, domain.Role(c.Role)):
		return Principal{}, fmt.Errorf("its role is not one the ledger knows: %w", ErrTokenMalformed)
	case c.Force != "" && !forceForm.MatchString(c.Force):
		return Principal{}, fmt.Errorf("its force is not a force's name: %w", ErrTokenMalformed)
	case c.Officer != "" && !officerForm.MatchString(c.Officer):
		return Principal{}, fmt.Errorf("its officer is not an entry of the register: %w", ErrTokenMalformed)
	case reserved(c.Subject):
		return Principal{}, fmt.Errorf("its subject is a name of the ledger's own: %w", ErrTokenForeign)
	}
	return Principal{
		Actor: domain.ActorID(c.Subject), Role: domain.Role(c.Role), Force: c.Force, Officer: domain.OfficerID(c.Officer),
		Expires: c.expires(), Session: c.signIn(), MultiFactor: c.multiFactor(m),
	}, nil
}

// reserved says whether a subject is one the ledger gives itself: to its own processes, and to machines by their certificates.
func reserved(subject string) bool {
	return strings.HasPrefix(subject, "probity|") || strings.HasPrefix(subject, certificateActor)
}

// givenTo says whether the program that holds the token is on a list. Where both claims name one, both must be.
func (c claims) givenTo(clients []string) bool {
	for _, name := range []string{c.Party, c.Client} {
		if name != "" && !slices.Contains(clients, name) {
			return false
		}
	}
	return c.Party != "" || c.Client != ""
}

func (c claims) multiFactor(m MultiFactor) bool {
	shown := func(method string) bool { return slices.Contains(c.Methods, method) }
	return slices.ContainsFunc(m.Methods, shown) || (c.Context != "" && slices.Contains(m.Contexts, c.Context))
}

// isName keeps control characters and long texts out of event metadata.
func isName(s string) bool {
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
