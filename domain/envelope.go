package domain

import "time"

// Envelope is what surrounds a command: who gave it, in which capacity, and the time at which the ledger took it.
// Deciders read the time from here and never from a clock.
type Envelope struct {
	Now   time.Time // UTC; when the ledger took the command
	Actor ActorID
	Role  Role
	Force string // the police force the actor serves, e.g. "northmoor"; "" for the IOPC
}

// Role is the capacity in which somebody acts (domain guide, section 1.2).
type Role string

// The roles the ledger knows.
const (
	CaseOfficer          Role = "CASE_OFFICER"          // professional standards investigator or case worker
	DigitalExaminer      Role = "DIGITAL_EXAMINER"      // examines devices, runs extractions
	ExhibitsOfficer      Role = "EXHIBITS_OFFICER"      // keeps the store and the continuity of exhibits
	AppropriateAuthority Role = "APPROPRIATE_AUTHORITY" // decides for the force (CR2)
	PSDSupervisor        Role = "PSD_SUPERVISOR"        // allocates cases, approves scope, explains continuity gaps
	DirectorGeneral      Role = "DIRECTOR_GENERAL"      // IOPC decision maker; acts are recorded by the force's officer
	IOPCReader           Role = "IOPC_READER"           // reads what was referred, never writes
	CaseAnalyst          Role = "CASE_ANALYST"          // aggregates only
	ProcessManager       Role = "PROCESS_MANAGER"       // the ledger's own process, which runs the statutory clocks; no person
	OfficerConcerned     Role = "OFFICER_CONCERNED"     // sees nothing of their own matter, whatever else they are

	AccessAdministrator Role = "ACCESS_ADMINISTRATOR" // proposes and grants roles; sees no case
	Auditor             Role = "AUDITOR"              // reads who did and who saw what in their force; sees no evidence
	AntiCorruption      Role = "ANTI_CORRUPTION"      // works in restricted compartments
	HearingChair        Role = "HEARING_CHAIR"        // reads the bundle of a hearing, once it was supplied (CR32)
	PanelMember         Role = "INDEPENDENT_PANEL_MEMBER"
	LegalAdviser        Role = "LEGALLY_QUALIFIED_ADVISER" // advises the panel; reads the same bundle
	LocalPolicingBody   Role = "LOCAL_POLICING_BODY"       // delay reports, its own reviews, aggregates; no device content
	IndependentCounsel  Role = "INDEPENDENT_COUNSEL"       // reads quarantined material to say what is privileged, and nothing else
	DefenceReviewer     Role = "DEFENCE_REVIEWER"          // reads what was disclosed to the officer concerned, as their representative
)
