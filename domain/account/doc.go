// Package account is what the ledger lets a person or a machine be: which roles were proposed for them and granted, from when to when,
// by whom, and which entry in the register of officers is their own.
//
// An identity provider says who somebody is; what they may do follows from these facts alone. A role takes two people: one proposes,
// another grants, and neither is the person it is for. Only the first administrators of a force are appointed by whoever runs the machine,
// because somebody must be the first. A role ends by itself at its time, and with the account.
package account
