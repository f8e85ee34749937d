package graph

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/vektah/gqlparser/v2/gqlerror"

	"github.com/probity-ledger/probity/access"
	"github.com/probity-ledger/probity/accesslog"
	"github.com/probity-ledger/probity/domain"
	"github.com/probity-ledger/probity/domain/caseaccess"
	"github.com/probity-ledger/probity/ledger"
	"github.com/probity-ledger/probity/ledger/wire"
	"github.com/probity-ledger/probity/projections/officers"
)

// judging turns what one answer shows into entries. It belongs to the goroutine that settles the answer.
type judging struct {
	*recorder
	who     access.Principal
	request string
	at      time.Time
	known   map[string]map[domain.MatterID]access.Resource // by read model: the facts of the matters that occur
	several bool                                           // entries of the access log are shown that are of several matters
	said    map[stand]access.Decision                      // by how the caller stands to what is shown
}

// stand is all that a decision about one caller rests on: a page of fifty cases is mostly one.
type stand struct {
	content access.Content
	to      access.Relation
}

// may asks the policies once for each way in which the caller stands to things.
func (j *judging) may(content access.Content, about access.Resource) access.Decision {
	s := stand{content, access.RelationOf(j.who, about)}
	d, known := j.said[s]
	if !known {
		d = j.policy.Read(j.who, content, about)
		j.said[s] = d
	}
	return d
}

// group is what was shown in one way of one matter.
type group struct {
	how
	content access.Content
	matter  domain.MatterID
	force   string
}

// decided is a group, or several that were decided alike, with its things.
type decided struct {
	group
	policies string // joined, to be comparable
	marked   bool
}

func (j *judging) entries(ctx context.Context, shown []sight, asked []attempt) (entries []accesslog.Event, err error) {
	groups, order := map[group][]string{}, []group{}
	for _, s := range shown {
		g := group{s.how, s.item.Content, s.item.Matter, s.item.Force}
		if groups[g] == nil {
			order = append(order, g)
		}
		groups[g] = append(groups[g], s.item.ID)
	}
	if err := j.learn(ctx, order, asked); err != nil {
		return nil, err
	}
	books := 0
	for _, g := range order {
		if g.content == access.AccessLog {
			books++
		}
	}
	j.several = books > 1
	merged, sequence := map[decided][]string{}, []decided{}
	for _, g := range order {
		d, err := j.decide(ctx, g, groups[g])
		if err != nil {
			return nil, err
		}
		if merged[d] == nil {
			sequence = append(sequence, d)
		}
		merged[d] = append(merged[d], groups[g]...)
	}
	for _, d := range sequence {
		for ids := range slices.Chunk(merged[d], accesslog.MaxThings) {
			entries = append(entries, j.shownEntry(d, ids))
		}
	}
	for _, a := range asked {
		entries = append(entries, j.attempt(a))
	}
	return entries, nil
}

// learn reads the facts about all matters that occur, each from the read model that showed it: so what is judged is at least as new as
// what was shown.
func (j *judging) learn(ctx context.Context, groups []group, asked []attempt) error {
	wanted := map[string][]domain.MatterID{}
	for _, g := range groups {
		if g.matter != "" {
			wanted[g.view] = append(wanted[g.view], g.matter)
		}
	}
	for _, a := range asked {
		if a.matter != "" {
			wanted[a.view] = append(wanted[a.view], a.matter)
		}
	}
	for view, matters := range wanted {
		facts, err := j.views.View(view).Resources(ctx, j.at, matters)
		if err != nil {
			return err
		}
		j.known[view] = facts
	}
	return nil
}

// decide asks the policies. A no is a defect of the read model, or a change of the last moment: nothing is shown.
func (j *judging) decide(ctx context.Context, g group, ids []string) (decided, error) {
	about, err := j.resource(ctx, g, ids)
	if err != nil {
		return decided{}, err
	}
	d := j.may(g.content, about)
	if !d.Allowed {
		j.alarm(g.content)
		return decided{}, fmt.Errorf("%s of %s: %w (%s)", g.content, g.field, errMisjudged, strings.Join(d.Policies, ", "))
	}
	marked, err := j.colleague(ctx, about)
	if err != nil {
		return decided{}, err
	}
	g.force = about.Force
	if (g.content == access.CaseContent && ids[0] == string(g.matter)) || (g.content == access.AccessLog && j.several) { // a list of cases, or of entries: one entry for the page
		g.matter = ""
	}
	return decided{group: g, policies: strings.Join(d.Policies, "\n"), marked: marked}, nil
}

// resource is what the policies judge.
func (j *judging) resource(ctx context.Context, g group, ids []string) (access.Resource, error) {
	if g.matter != "" {
		about, ok := j.known[g.view][g.matter]
		if !ok {
			return about, fmt.Errorf("%s of a matter the read model %s does not know: %w", g.content, g.view, errMisjudged)
		}
		return about, nil
	}
	about := access.Resource{Kind: string(g.content), ID: ids[0], Force: g.force}
	if g.content == access.RegisterContent && j.who.Force == "" {
		return j.entitling(ctx, about, ids)
	}
	return about, nil
}

// entitling finds, for each officer the IOPC is shown, a matter by which it may see them, and returns the facts of the last one.
func (j *judging) entitling(ctx context.Context, about access.Resource, ids []string) (access.Resource, error) {
	for _, id := range ids {
		matters, err := j.officers.ConcernedIn(ctx, domain.OfficerID(id))
		if err != nil {
			return about, err
		}
		facts, err := j.views.View(officers.Name).Resources(ctx, j.at, matters)
		if err != nil {
			return about, err
		}
		found := false
		for _, r := range facts {
			r.Kind, r.ID = string(access.RegisterContent), id
			if !found && j.may(access.RegisterContent, r).Allowed {
				about, found = r, true
			}
		}
		if !found {
			return access.Resource{Kind: about.Kind, ID: id, Force: about.Force}, nil // and the policies say no
		}
	}
	return about, nil
}

// colleague says whether somebody looks into the matter of an officer who serves in their own unit.
func (j *judging) colleague(ctx context.Context, about access.Resource) (bool, error) {
	if j.who.Officer == "" || len(about.Concerned) == 0 {
		return false, nil
	}
	return j.officers.Colleagues(ctx, j.who.Officer, about.Concerned)
}

func (j *judging) is() accesslog.Who { return accesslog.WhoIs(j.who, j.request) }

func (j *judging) shownEntry(d decided, ids []string) accesslog.Event {
	things, policies, words := accesslog.NewThings(ids), strings.Split(d.policies, "\n"), terms(d.words)
	matter := d.matter
	if matter == "" && d.content == access.CaseContent && len(things.UUIDs) == 16 {
		matter = domain.MatterID(things.All()[0])
	}
	if d.content == access.AccessLog {
		return accesslog.LogRead{Who: j.is(), Field: d.field, Matter: matter, Of: d.force, Things: things, Terms: words,
			Policies: policies, PolicySet: j.policySet, At: j.at}
	}
	var marks []accesslog.Mark
	if d.marked {
		marks = append(marks, accesslog.Colleague)
	}
	return accesslog.Shown{Who: j.is(), Operation: d.op, Field: d.field, Content: d.content, Matter: matter, Of: d.force, Things: things,
		Terms: words, Policies: policies, PolicySet: j.policySet, Marks: marks, At: j.at}
}

func terms(words string) *accesslog.Terms {
	if words == "" {
		return nil
	}
	return &accesslog.Terms{Text: words}
}

// attempt is the entry of a question that was answered with nothing: a search that found nothing in what the searcher may see, or else a
// refusal, with the rules it rests on where the question named a case that exists.
func (j *judging) attempt(a attempt) accesslog.Event {
	about, known := j.known[a.view][a.matter]
	d := access.Decision{}
	switch {
	case known:
		d = j.may(a.content, about)
	case a.content == access.AggregateCount:
		d = j.policy.Read(j.who, a.content, access.Resource{Kind: string(a.content), Force: a.force})
	}
	if d.Allowed || (a.matter == "" && a.words != "") {
		return accesslog.Shown{Who: j.is(), Operation: a.op, Field: a.field, Content: a.content, Matter: a.matter, Of: about.Force,
			Terms: terms(a.words), Policies: slices.Concat([]string{}, d.Policies), PolicySet: j.policySet, At: j.at}
	}
	if a.thing == "" {
		a.thing = string(a.matter)
	}
	return accesslog.Refused{Who: j.is(), Asked: a.field, Content: a.content, Matter: a.matter, Of: about.Force, Thing: a.thing,
		Code: kindCode(domain.NotFound), Policies: d.Policies, PolicySet: j.policySet, At: j.at}
}

// command is the entry of a command that was refused, or that changed who may see what; nil for every other.
func (j *judging) command(c ledger.Judgement) accesslog.Event {
	category, id, _ := wire.SplitStream(c.Stream)
	var matter domain.MatterID
	if category == "misconduct" || category == caseaccess.Category {
		matter = domain.MatterID(id)
	}
	switch {
	case c.Outcome == ledger.Forbidden, c.Outcome == ledger.NotFound:
		return accesslog.Refused{Who: j.is(), Asked: c.Command, Matter: matter, Thing: c.Stream, Code: strings.ToUpper(string(c.Outcome)),
			Policies: c.Denied, PolicySet: j.policySet, At: j.at}
	case c.Outcome == ledger.Written && administers(category):
		return accesslog.Acted{Who: j.is(), Command: c.Command, Matter: matter, Of: j.who.Force, Stream: c.Stream, Event: c.LastEvent, At: j.at}
	}
	return nil
}

// administers says whether the commands of a category change who may see what.
func administers(category string) bool {
	return category == caseaccess.Category || category == "account"
}

// introspection is the entry of a question about the schema by somebody to whom it is closed.
func (j *judging) introspection(errs gqlerror.List) []accesslog.Event {
	for _, e := range errs {
		if e.Extensions["reason"] == "INTROSPECTION" {
			return []accesslog.Event{accesslog.Refused{Who: j.is(), Asked: "__schema", Content: access.ServiceContent, Code: "FORBIDDEN",
				PolicySet: j.policySet, At: j.at}}
		}
	}
	return nil
}
