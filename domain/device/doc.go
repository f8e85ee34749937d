// Package device decides what may happen to one phone, tablet or computer held as evidence: on what power it was seized, under
// which seal it lies, who has had it in their hands, and when it went back.
//
// The law behind it: powers to obtain a device, exhibits and continuity (domain guide, section 4). A misconduct-only case cannot use
// PACE or section 37 PCSC Act 2022 for a personal phone. A gap in continuity is recorded, never refused into silence: weight is for
// the panel.
package device
