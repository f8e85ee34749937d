// Package officer is the register of people who serve with the police: who they are, where they serve, in what rank, and which
// devices the force issued to them.
//
// The register answers, for any day, "what was known": rank and posting are recorded with the day they took effect, because rank at
// the date of conduct, of notice and of outcome differ and each has consequences.
package officer
