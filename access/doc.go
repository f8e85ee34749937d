// Package access answers two questions about everybody who comes to the ledger: who is this, and what may they do or see?
//
// Who: an OpenID Connect access token, verified by Verifier, becomes a Principal that travels in the context. What: Rules is the
// table of who may give which command; the officer concerned is kept out of their own matter by identity, whatever their role
// (domain guide, section 5). What somebody may read is decided by the predicates of Principal, which the read models turn into
// conditions of their queries. The package knows no storage and no HTTP routes.
package access
