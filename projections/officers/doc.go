// Package officers is the register as it can be looked up: who serves where, in what rank, since when, with which issued devices.
//
// Rank and posting keep the day they took effect, because rank at the date of conduct, of notice and of outcome differ and each has
// consequences. Everybody with a row-level role sees the register of their own force; the IOPC sees the officers concerned in
// matters that were referred to it. Which matters concern an officer is not in the register: that is the cases read model's answer,
// under the visibility of each matter.
package officers
