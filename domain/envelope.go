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
)
