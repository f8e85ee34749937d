package access

import "github.com/probity-ledger/probity/domain"

// Resource is what a command or a look is about, as the ledger knows it at the moment of deciding. Everything in it is computed from
// events; what has ended by time is left out by whoever fills it in.
type Resource struct {
	Kind   string          // the aggregate of a command ("misconduct", "device", …), or the Content of a look
	ID     string          // the thing's id
	Matter domain.MatterID // the matter it belongs to, "" when none
	Force  string          // the force whose matter it is, "" when it does not exist yet

	Concerned []domain.OfficerID // the officers concerned in the matter
	Linked    []domain.OfficerID // the officers concerned in the matters linked to it

	Referred  bool // the matter was referred to the IOPC, called in, directed or taken over by it
	Requested bool // the IOPC asked for it: a recorded demand for information, or a review it decides on

	Assigned   []domain.ActorID // who works on the case
	Excepted   []domain.ActorID // who opened it by exception, for a while and with a reason
	Conflicted []domain.ActorID // who declared an interest
	Proposer   domain.ActorID   // who proposed what is now to be agreed to, "" when nothing is

	Restricted bool             // it lies in a restricted compartment
	Cleared    []domain.ActorID // who is cleared for the compartment
	Identities []domain.ActorID // who is cleared for the names of whistle-blowers and anonymous witnesses
	Privileged []domain.ActorID // who is cleared for quarantined material

	// Of single things within the matter.
	Quarantined  bool             // it may be legally privileged and was not released (LPP)
	Suppressed   bool             // it names somebody whose name is withheld from readers
	Bundle       bool             // it is part of the bundle of a hearing, which was supplied under CR32
	Panel        []domain.ActorID // who hears the matter or advises those who do
	Reflective   bool             // it is an account given under the Reflective Practice Review Process (RPRP)
	Disclosed    []domain.ActorID // the defence reviewers to whom it was disclosed
	Intelligence bool             // it is intelligence that was not disclosed
	Own          bool             // it is about the principal's own access, e.g. the role they asked for themselves
	Searcher     domain.Role      // of search terms: the role in which somebody searched
}

// Content is what sort of thing somebody looks at. Every object of the API has one; access policies speak of them.
type Content string

// The sorts of content.
const (
	CaseContent     Content = "case"         // a matter: people, decisions, clocks, timeline
	CustodyContent  Content = "custody"      // devices, exhibits, seals and hand-overs
	EvidenceContent Content = "evidence"     // conversations, messages, attachments: what an extraction found
	RegisterContent Content = "register"     // officers as the register knows them
	IdentityContent Content = "identity"     // the name of a whistle-blower or of a person whose name is withheld
	AggregateCount  Content = "aggregate"    // counts without persons or cases
	AccessContent   Content = "access"       // roles, assignments, conflicts, exceptions, clearances
	AccessLog       Content = "access-log"   // who looked at what
	SealedTerms     Content = "sealed-terms" // the search terms of the IOPC and of defence reviewers
	ServiceContent  Content = "service"      // about the service itself and about oneself; tells nothing of any case
	BundleContent   Content = "bundle"       // the documents of a hearing
	ReflectiveWork  Content = "reflective"   // accounts of the Reflective Practice Review Process
	DelayContent    Content = "delay-report" // reports of delay to the local policing body
	OutcomeContent  Content = "outcome"      // what complainants and interested persons are told
)

// Item is one thing that is about to be shown, as the access log will name it.
type Item struct {
	Content Content
	Matter  domain.MatterID // "" for what belongs to no matter
	Force   string          // whose it is, for what belongs to no matter; a matter knows its own
	ID      string
}
