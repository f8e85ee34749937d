// Package year invents a year of one police force: thousands of matters of every kind, as far along as their dates allow.
//
// The mix is modelled on what large forces publish: most matters are complaints answered outside Schedule 3, few reach proceedings, and
// fewer end in dismissal. People, places and references are invented; nothing in it is a statistic. Every step is a command given through
// the ledger, so what the rules do not allow cannot stand in it. The same seed makes the same year, and playing it again adds nothing.
package year
