package access

import (
	"slices"

	"github.com/probity-ledger/probity/domain"
)

// Permission is one rule that lets somebody look.
type Permission struct {
	Name     string        // stable; returned with every decision the rule allowed
	Text     string        // what the rule says, in one sentence
	Roles    []domain.Role // who; nil is everybody who signed in
	Contents []Content     // at what
	holds    func(Principal, Resource) bool
}

// Permissions returns the rules that let people look, for documentation and tests.
func Permissions() []Permission { return slices.Clone(permissions) }

// reading lists the permissions that apply to a look.
func (q question) reading() []string {
	var names []string
	for _, p := range permissions {
		who := p.Roles == nil || slices.Contains(p.Roles, q.who.Role)
		if who && slices.Contains(p.Contents, q.content) && p.holds(q.who, q.about) && !slices.Contains(names, p.Name) {
			names = append(names, p.Name)
		}
	}
	return names
}

var (
	wholeMatter = []Content{CaseContent, CustodyContent, EvidenceContent, IdentityContent, AggregateCount}
	compartment = []Content{CaseContent, CustodyContent, EvidenceContent, AggregateCount}
)

var permissions = []Permission{
	{"permit.need-to-know", "Whoever is assigned to a matter of their force sees it.", caseWorkers, wholeMatter,
		func(p Principal, r Resource) bool { return inForce(p, r) && slices.Contains(r.Assigned, p.Actor) }},
	{"permit.by-exception", "Whoever opened a matter of their force by exception, with a reason, sees it for a while.", caseWorkers, wholeMatter,
		func(p Principal, r Resource) bool { return inForce(p, r) && slices.Contains(r.Excepted, p.Actor) }},
	{"permit.unit", "Supervisors and the appropriate authority see the matters of their force.", forceWide, wholeMatter, inForce},
	{"permit.reflective-accounts", "Supervisors and the appropriate authority read the accounts given in reflective practice reviews of their force.", forceWide,
		[]Content{ReflectiveWork}, inForce},
	{"permit.compartment", "Anti-corruption officers see the restricted matters they are cleared for.", []domain.Role{domain.AntiCorruption}, compartment,
		inCompartment},
	{"permit.watchdog", "The IOPC sees what was referred to it, called in, or is directed or investigated by it.", watchdog,
		append(slices.Clone(wholeMatter), AccessLog), func(_ Principal, r Resource) bool { return r.Referred }},
	{"permit.watchdog-request", "The IOPC sees what it demanded information about or reviews, once that is on record.", watchdog,
		append(slices.Clone(wholeMatter), AccessLog), func(_ Principal, r Resource) bool { return r.Requested }},
	{"permit.count-own", "Whoever sees matters may count those they see.", append(slices.Concat(caseWorkers, forceWide), watchdog...), []Content{AggregateCount},
		func(_ Principal, r Resource) bool { return r.Matter == "" && r.Force == "" }},
	{"permit.panel-bundle", "The panel of a hearing and its adviser read the bundle that was supplied to them (CR32).", hearing, []Content{BundleContent},
		func(p Principal, r Resource) bool { return r.Bundle && slices.Contains(r.Panel, p.Actor) }},
	{"permit.defence-disclosed", "The defence reads what was disclosed to it.", []domain.Role{domain.DefenceReviewer}, []Content{BundleContent, EvidenceContent},
		func(p Principal, r Resource) bool { return slices.Contains(r.Disclosed, p.Actor) }},
	{"permit.counsel", "Independent counsel reads quarantined material to say what is privileged.", []domain.Role{domain.IndependentCounsel}, []Content{EvidenceContent},
		func(p Principal, r Resource) bool { return r.Quarantined && slices.Contains(r.Privileged, p.Actor) }},
	{"permit.local-policing-body", "The local policing body reads its force's reports of delay and its counts.", []domain.Role{domain.LocalPolicingBody},
		[]Content{DelayContent, AggregateCount}, inForce},
	{"permit.aggregates", "Analysts count the matters of their force, the IOPC's those it may see, and see none of them.", []domain.Role{domain.CaseAnalyst},
		[]Content{AggregateCount}, func(p Principal, r Resource) bool {
			return inForce(p, r) || (p.Force == "" && (r.Force == "" || entitled(p, r)))
		}},
	{"permit.register", "The working roles of a force look officers up in its register.", working, []Content{RegisterContent}, inForce},
	{"permit.register", "The IOPC looks up the officers concerned in the matters it may see.", watchdog, []Content{RegisterContent}, entitled},
	{"permit.access-administration", "Access administrators see the accounts and roles of their force, or of the IOPC.", []domain.Role{domain.AccessAdministrator},
		[]Content{AccessContent}, func(p Principal, r Resource) bool { return p.Force == r.Force && (r.Matter == "" || r.Force == "") }},
	{"permit.access-administration", "Supervisors, the appropriate authority and auditors see who has access in their force.",
		append([]domain.Role{domain.Auditor}, forceWide...), []Content{AccessContent}, inForce},
	{"permit.access-administration", "The IOPC sees who has access to the matters it may see.", watchdog, []Content{AccessContent}, entitled},
	{"permit.access-log", "Auditors and supervisors read who looked at what in their force.", []domain.Role{domain.Auditor, domain.PSDSupervisor},
		[]Content{AccessLog}, inForce},
	{"permit.access-log", "The IOPC reads who looked at the matters it may see.", watchdog, []Content{AccessLog}, entitled},
	{"permit.sealed-terms", "What the IOPC searched for, only the IOPC reads.", watchdog, []Content{SealedTerms},
		func(_ Principal, r Resource) bool { return slices.Contains(watchdog, r.Searcher) }},
	{"permit.sealed-terms", "What a defence reviewer searched for, only they read.", []domain.Role{domain.DefenceReviewer}, []Content{SealedTerms},
		func(_ Principal, r Resource) bool { return r.Searcher == domain.DefenceReviewer && r.Own }},
	{"permit.service", "Everybody who signed in sees what tells nothing of any matter.", nil, []Content{ServiceContent},
		func(Principal, Resource) bool { return true }},
}

// entitled says whether a matter is for the IOPC.
func entitled(_ Principal, r Resource) bool { return r.Referred || r.Requested }
