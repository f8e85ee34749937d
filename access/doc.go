// Package access answers two questions about everybody who comes to the ledger: who is this, and what may they do or see?
//
// Who: an OpenID Connect access token, verified by Verifier, becomes a Principal that travels in the context. What: Policy
// answers, of one thing that somebody wants to do or to look at, yes or no and by which named rules (domain guide, section 5). The
// ledger asks the written policies of package cedar; Rules says the same in plain Go, and the tests hold both against each other. Lists
// are not filtered by a Policy: the read models turn what a Principal may read into conditions of their queries, which are held against
// the same rules. The package knows no storage and no HTTP routes.
package access
