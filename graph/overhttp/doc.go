// Package overhttp carries GraphQL over HTTP: one question per POST, answered as JSON or, for things as they happen, as a stream of
// server-sent events.
//
// It follows the GraphQL-over-HTTP draft. Only POST with application/json is taken: a GET could be caused by a foreign page and would
// stand in logs. A document registered beforehand may be named by its id. There are no batches, no multipart bodies and no WebSockets. What the client sent is never repeated in an error.
package overhttp
