package access_test

import (
	"errors"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/probity-ledger/probity/access"
	"github.com/probity-ledger/probity/domain"
)

func TestAuthority_Take(t *testing.T) {
	t.Parallel()
	const mine, other = domain.OfficerID("o1"), domain.OfficerID("o2")
	now := time.Date(2026, 3, 10, 12, 0, 0, 0, time.UTC)
	in := func(d time.Duration) time.Time { return now.Add(d) }
	worker := access.Held{Role: domain.CaseOfficer, Force: force}
	boss := access.Held{Role: domain.PSDSupervisor, Force: force}
	limited := access.Held{Role: domain.AppropriateAuthority, Force: force, From: in(-time.Hour), Until: in(time.Hour)}
	open := func(roles ...access.Held) access.Authority {
		return access.Authority{Open: true, Officer: mine, Roles: roles}
	}
	as := func(r domain.Role) access.Principal { return access.Principal{Actor: "x", Role: r, Session: "s"} }
	taken := func(r domain.Role, o domain.OfficerID) access.Principal {
		return access.Principal{Actor: "x", Role: r, Force: force, Officer: o, Session: "s"}
	}
	claiming := func(o domain.OfficerID) access.Principal { p := as(domain.CaseOfficer); p.Officer = o; return p }
	unlinked := open(worker)
	unlinked.Officer = ""
	tests := map[string]struct {
		account access.Authority
		who     access.Principal
		at      time.Time
		want    access.Principal // zero: refused
	}{
		"nobody recorded":                    {access.Authority{}, as(domain.CaseOfficer), now, access.Principal{}},
		"closed":                             {access.Authority{Roles: []access.Held{worker}}, as(domain.CaseOfficer), now, access.Principal{}},
		"no role":                            {open(), as(domain.CaseOfficer), now, access.Principal{}},
		"the role asked for":                 {open(worker, boss), as(domain.PSDSupervisor), now, taken(domain.PSDSupervisor, mine)},
		"another role than held":             {open(worker), as(domain.PSDSupervisor), now, access.Principal{}},
		"the only role":                      {open(worker), as(""), now, taken(domain.CaseOfficer, mine)},
		"several roles, none asked for":      {open(worker, boss), as(""), now, access.Principal{}},
		"one role for two periods":           {open(limited, limited), as(""), now, taken(domain.AppropriateAuthority, mine)},
		"before it begins":                   {open(limited), as(""), in(-time.Hour - 1), access.Principal{}},
		"when it begins":                     {open(limited), as(""), in(-time.Hour), taken(domain.AppropriateAuthority, mine)},
		"when it ends":                       {open(limited), as(""), in(time.Hour), access.Principal{}},
		"another force than served":          {open(worker), access.Principal{Actor: "x", Role: domain.CaseOfficer, Force: "southmoor"}, now, access.Principal{}},
		"the own entry claimed":              {open(worker), claiming(mine), now, taken(domain.CaseOfficer, mine)},
		"another entry claimed":              {open(worker), claiming(other), now, access.Principal{}},
		"an entry the account does not name": {unlinked, claiming(other), now, taken(domain.CaseOfficer, other)},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			got, err := tt.account.Take(tt.who, tt.at)
			if diff := cmp.Diff(tt.want, got); diff != "" {
				t.Error(diff)
			}
			if refused := tt.want.Actor == ""; refused != errors.Is(err, access.ErrNoAuthority) || (refused && !errors.Is(err, access.ErrUnauthenticated)) {
				t.Errorf("error %v", err)
			}
		})
	}
}
