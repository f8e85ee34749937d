package year

import (
	"context"
	"fmt"
	"math/rand/v2"

	"github.com/probity-ledger/probity/access/devissuer"
	"github.com/probity-ledger/probity/domain"
	"github.com/probity-ledger/probity/domain/misconduct"
	"github.com/probity-ledger/probity/ledger"
)

// act is one command of a tale, by whom, on which day.
type act struct {
	role domain.Role
	day  domain.Date
	what misconduct.Command
}

// tale is one matter as it unfolds: everything that would happen, of which only what lies before the end of the year does.
type tale struct {
	y       Year
	n       int
	r       *rand.Rand
	day     domain.Date // where the tale stands
	who     member      // the officer concerned
	alleged domain.AllegationID
	acts    []act

	suspended, dismissed, proceeded bool
}

// tell plays the nth matter.
func (y Year) tell(ctx context.Context, n int, force []member, t *tally) error {
	r := y.random(2, n)
	tale := &tale{y: y, n: n, r: r, day: y.Until.Plus(-r.IntN(365)), who: force[r.IntN(len(force))], alleged: domain.AllegationID(y.id("allegation", n))}
	tale.unfold()
	reference := fmt.Sprintf("NMP/Y%d/%05d", y.Seed, n+1)
	for i, a := range tale.acts {
		if y.Until.Before(a.day) {
			return nil
		}
		if received, ok := a.what.(misconduct.Receive); ok {
			received.Reference = reference
			a.what = received
		}
		actor := keeper(n)
		if a.role == domain.AppropriateAuthority {
			actor = authority
		}
		receipt, err := y.Ledger.Matter(as(ctx, a.role, actor), y.id(fmt.Sprintf("matter %d step", n), i), ledger.MatterID(devissuer.Force, reference), a.what)
		if err != nil {
			return fmt.Errorf("step %d, %T on %s: %w", i, a.what, a.day, err)
		}
		t.add(receipt)
	}
	return nil
}

// by adds what somebody does on the day where the tale stands.
func (t *tale) by(role domain.Role, what ...misconduct.Command) {
	for _, c := range what {
		t.acts = append(t.acts, act{role, t.day, c})
	}
}

func (t *tale) keeper(what ...misconduct.Command)    { t.by(domain.CaseOfficer, what...) }
func (t *tale) authority(what ...misconduct.Command) { t.by(domain.AppropriateAuthority, what...) }

// later goes on by some days.
func (t *tale) later(least, most int) { t.day = t.day.Plus(least + t.r.IntN(most-least+1)) }

// chance is true in so many of a hundred tales.
func (t *tale) chance(percent int) bool { return t.r.IntN(100) < percent }

// unfold draws the kind of the matter and tells it.
func (t *tale) unfold() {
	switch draw := t.r.IntN(100); {
	case draw < 58:
		t.outside()
	case draw < 72:
		t.complaint(false)
	case draw < 80:
		t.complaint(true)
	case draw < 94:
		t.internal()
	default:
		t.referred()
	}
}

// categories are drawn for complaints and for conduct.
var (
	ofComplaints = []string{"A1", "A3", "A4", "B1", "B3", "B4", "B5", "D2", "H", "F"}
	ofConduct    = []string{"D1", "D2", "F", "G", "H", "J", "K"}
)

func (t *tale) receive(summary string) {
	t.keeper(misconduct.Receive{Force: devissuer.Force, CameToAttentionOn: t.day, Summary: summary, ReportedBy: "demonstration"})
}

func (t *tale) allege(categories []string, standards ...int) {
	t.keeper(misconduct.IdentifyOfficer{Officer: t.who.id, RankAtConduct: string(t.who.rank), SubjectKind: "OFFICER", On: t.day},
		misconduct.AddAllegation{Allegation: t.alleged, Officers: []domain.OfficerID{t.who.id}, Standards: standards, CodeSet: "iopc-2021",
			Category: categories[t.r.IntN(len(categories))], Text: "An invented allegation of the demonstration."})
}

// complainant is the id of the one complainant of a tale.
func (t *tale) complainant() string { return t.y.id("complainant", t.n) }

func (t *tale) name() {
	t.keeper(misconduct.NameInterestedPerson{Person: t.complainant(), Capacity: misconduct.Complainant, Name: first[t.r.IntN(len(first))] + " " + last[t.r.IntN(len(last))],
		Contact: "by post", On: t.day})
}

// outside is a complaint that is answered without Schedule 3.
func (t *tale) outside() {
	t.receive("A complaint about a service.")
	t.later(1, 10)
	t.authority(misconduct.HandleOutsideSchedule3{ComplainantContent: true, Reason: "An explanation satisfies the complainant.", On: t.day})
}
