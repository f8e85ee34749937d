// Package graph is the API through which officers and the watchdog ask questions and officers give commands, in GraphQL.
//
// A resolver does one of two things and nothing else: it asks a read model, or it gives the ledger a command. What the caller may see
// and do is decided there, where it cannot be forgotten. The files schema/*.graphqls say what can be asked; each has a file of
// resolvers of the same name.
//
// # Error codes
//
// A refusal of a command by the rules stands in the `userErrors` of its answer. Everything else stands in `errors`, with one of these
// in `extensions.code`:
//
//	UNAUTHENTICATED            nobody is signed in, or the token ended
//	FORBIDDEN                  the caller may not do this
//	NOT_FOUND                  it does not exist, or the caller may not know that it does
//	INVALID                    a value is malformed; extensions.reason says more
//	REFUSED, CONFLICT          refused by the rules, or changed by somebody else; extensions.reason says more
//	BAD_CURSOR                 the cursor is not of this list, filter and order
//	BEHIND                     the read model has not seen `atLeast` in time; ask again
//	BUILDING                   the read model is being built for the first time; ask again later
//	ACCESS_LOG_UNAVAILABLE     what would be shown cannot be recorded, so it is not shown; ask again
//	UNAVAILABLE                the event store does not answer; nothing was written
//	OUTCOME_UNKNOWN            the connection broke while writing; repeat the same command with the same id
//	DISK_FULL                  there is no room left; nothing was written
//	TOO_LARGE                  the command's events are larger than the event store takes
//	UPLOAD_NOT_FOUND           no upload has this id
//	EVIDENCE_CORRUPT           stored bytes are not what they were; they are quarantined
//	TIMEOUT                    it took too long and was ended
//	RATE_LIMITED               the caller asked too much; extensions.retryAfterSeconds says when to come again (status 429)
//	QUERY_TOO_LARGE            more selections, levels, aliases or root fields than are answered
//	COMPLEXITY_LIMIT_EXCEEDED  the lists asked for are too long together
//	GRAPHQL_PARSE_FAILED       not GraphQL
//	GRAPHQL_VALIDATION_FAILED  GraphQL, but not of this schema
//	INTERNAL                   a fault; extensions.requestId helps to find it in the log
//
// The transport adds codes of its own for requests that hold no GraphQL; see package overhttp.
package graph
