// Package storetest asks an event store the questions whose answers Probity relies on, and says where it answers
// otherwise: the built-in node and a real server must pass the same examination.
//
// The questions are tables (tables/*.txt), written from the protocol study's clauses and not from the node's code, so
// that a reader can hold them against the clauses by eye. A row is a little story of commands on streams of its own:
//
//	== 1.2 no_stream, the same ids again: answered as the first time
//	append s no a b c => written 2
//	append s no a b c => repeated 2
//	read s => 0a 1b 2c
//
// # The language of the tables
//
// After "==" come the clause and the row's name. "needs batch" (groups, size, auth) says what the server must have;
// "because …" gives the reason when a command accepts more than one answer ("wrong none | deleted").
// A word such as a is an event's name: in one row the same name is always the same id with the same content. A stream
// s is a stream whose name no other row and no other run has; $s is a system stream, $$s the metadata of s.
//
//	append STREAM any|exists|no|N EVENT…   => written N, repeated N, nothing N (an empty append), wrong N|none
//	batch STREAM any|exists|no|N EVENT…    the same by BatchAppend; "/" between events begins a new message
//	meta STREAM any|exists|no|N JSON       an append of stream metadata
//	delete|tombstone STREAM any|exists|no|N  => done, wrong N|none
//	read STREAM [back] [from N|start|end] [max N] [resolve]
//	all [back] [from N@STREAM] [max N] [resolve] [type|stream prefix X,Y] [type|stream regex X]
//	sub NAME STREAM|all [from …] [resolve] [type …] [stream …]
//	next NAME => confirmed, caughtup, events; how it ended
//	stop NAME
//	group create|update|delete|info|list|replay STREAM GROUP …
//	group read NAME STREAM GROUP [buffer=N]
//	ack NAME EVENT… and nack NAME park|retry|skip|stop|unknown EVENT…
//	ids string|structured                  the form of event ids from here on
//	reconnect                              a new connection
//	eventually COMMAND                     asked again until the answer comes, for at most ten seconds
//
// An event is a, a:TYPE, a=TEXT or a:TYPE=TEXT (that text for JSON; "binary" for bytes that are no text), a>N@STREAM (a
// link), a*BYTES (of that size; also limit, limit+1), or a!FLAW. Events read
// are shown as revision and name (0a); one that the row did not make as its JSON for stream metadata and as its type
// otherwise; of $all with their stream (s:0a); resolved links as 0a>1b, or 0a>? when there is no target. "%" in a type,
// prefix or expression is what the names of the row's streams begin with. "nothing" is a stream that is there but has
// no events to give, "notfound" one that is not there, "deleted" one that was tombstoned. Any other answer is the
// status's code with the exception the server names in its trailers.
//
// "written" also means that the position grew, "repeated" that it is the one answered before. Events are compared with
// what was appended: type, content type, data, metadata, stream, and a time the Go client can parse.
package storetest
