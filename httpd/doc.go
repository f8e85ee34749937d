// Package httpd is the door on the network: who comes in, how large and how slow a request may be, and what is told to those who
// keep the service running.
//
// It is the only package that knows the router. Officers ask at /graphql, the watchdog at /watchdog/graphql, analysts at
// /analytics/graphql; evidence files come in at /uploads, and documents of cases go out at /documents; /healthz, /readyz and /metrics are for machines and show no case data.
// /calendar holds the feeds of calendar programs, which can send no token: the secret in the address names a person. Everything else does
// not exist. Nothing but those four is answered to somebody without a valid access token or client certificate.
//
// Token and certificate say who somebody is; what they may be follows from the ledger's directory, at every request and, while a
// stream is open, again and again. How much each caller may ask for is kept in package quota.
package httpd
