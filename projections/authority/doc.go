// Package authority is who may do what, as it can be looked up: the accounts with their roles, what is proposed and waits for a second
// person, and for each case who was assigned, kept out, let in by exception or cleared, by whom, when and why.
//
// It is also the directory a sign-in is checked against (access.Directory): what somebody may be follows from here and from no token. A
// view that cannot be read gives an error and never a role.
package authority
