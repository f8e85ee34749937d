// Package node is the built-in event store: it writes every recorded fact once, in order, to one file on this machine,
// and gives it back exactly as it was written.
//
// It speaks the EventStoreDB gRPC protocol, so that the ordinary EventStoreDB Go client works against it unchanged and
// a real cluster can take its place. What it does not do it says: every call or option it lacks is answered with
// Unimplemented or InvalidArgument and changes nothing. It serves Append, BatchAppend, Delete, Tombstone, Read (a stream
// and $all, both directions, links resolved; $all also filtered by prefix or by regular expression, as .NET understands
// it), catch-up subscriptions, persistent subscriptions, ServerFeatures and, on a TCP port, Gossip. It needs a Unix-like
// system (flock, Unix sockets).
//
// # Streams and their metadata
//
// Nothing written is ever taken out of the file; reads of $all show every event. What a read of one stream shows, its
// metadata says: the newest event of the metastream, "$$" before the stream's name. A read shows no more than the
// $maxCount newest events, none older than $maxAge seconds, none numbered below $tb. Metadata that is not a JSON
// object, or gives one of these keys a value it cannot have, limits nothing. $cacheControl, $acl and all other keys
// are kept and given back; access lists are not enforced: whoever may call the node may read and write every stream,
// system streams among them. A metastream shows its newest event only and has no metadata of its own.
//
// Delete hides a stream: it writes the metadata {"$tb":9223372036854775807}, and the stream reads as not found. The
// next append (or other metadata) brings it back from behind its old end: the metadata is written once more with that
// number as $tb. Tombstone closes a stream and its metastream for good: it writes $streamDeleted, numbered
// 9223372036854775807. Both are decided like an append; neither remembers that it was asked before.
//
// A subscription that has caught up is sent whatever is written to its stream, whatever the metadata says, and ends
// with stream-deleted behind a tombstone; while it catches up it is sent what a read shows. An event of type $> whose
// data is "number@stream" is a link. Where links are to be resolved and the event it points at is not shown, the link
// comes alone.
//
// # Persistent subscriptions
//
// A group of competing consumers shares the events of a stream or of $all; package groups decides who gets which. What
// must outlive the node is kept in streams, as EventStoreDB keeps it: all groups there are as one JSON document, the
// newest event of $persistentSubscriptionConfig; and for each group $persistentsubscription-<stream>::<group>-checkpoint,
// up to where every event is dealt with, and …-parked, links to those put aside, with the reason as metadata. Each group
// has a goroutine of its own, which reads ahead as far as the group's buffers allow and keeps of an event only its id
// and place; the event is read once more when it is sent. What differs from EventStoreDB, always so that less is lost:
//
//   - A group from the end keeps where that was when it was created; events that come before its first checkpoint are
//     not missed when the node starts again. An update does not move a group that has a checkpoint.
//   - Replayed events count as parked until they are dealt with; whoever stops the node in between loses none.
//   - Stop, as the answer of a consumer, ends that consumer and gives what it held to others.
//   - A consumer that lets events lie unread until they time out, and has no room for those that follow, is dropped.
//   - Buffers and slots are at most 10,000 events, groups at most 1,024, consumers of a group at most 1,000.
//   - A configuration or checkpoint that cannot be read stops all persistent subscriptions, and nothing else, until it
//     is put right and RestartSubsystem is called.
//
// # Promises
//
//   - An append is answered only after its events are on disk (SQLite WAL, synchronous=FULL). It is written whole or
//     not at all.
//   - Positions grow strictly in the order of commits and are never used twice; there may be gaps. The first is 1, and
//     commit and prepare position are the same.
//   - Revisions of a stream are 0, 1, 2, … without a gap; only a tombstone stands apart, as the last.
//   - A repeated append is recognised by the ids of its events, also after a restart, by EventStoreDB's rules: see
//     decide. Unlike EventStoreDB's, the memory for ids of appends that state no revision is durable.
//   - Readers see only committed events, in order, and never wait for the writer; a slow reader never holds the
//     writer up, for it is fed from the file and not from a queue.
//   - Nothing damaged is served. Every row carries a checksum over all that is in it, its place included, and is checked
//     whenever it leaves the file; the events of $all are chained by the gaps between their positions, those of a stream by
//     their revisions, so that one that was lost is missed. A read, subscription or append that meets damage ends there
//     with DataLoss and the position; it is counted and logged, and all others go on. A damaged index can still hide the
//     end of a stream or a stream's name from a look-up: that is what a scrub finds.
//   - The newest events are looked at when the node starts, and every row and index now and then while it runs
//     (Config.ScrubEvery). Findings are counted and logged; the node goes on.
//   - A log left behind by a process that was killed is taken over only when nothing acknowledged is missing from it, as far
//     as its frames and its index tell; else Open fails with a *CorruptError that names the byte. See checkLog.
//   - One process at a time: the lock file beside the data file carries an exclusive lock.
//
// # Refusals
//
// A wrong expected revision is an ordinary answer of the protocol. Everything else is a status; where a trailer
// "exception" is named, it comes with the status.
//
//	InvalidArgument                                  the request is malformed or asks for what is not served
//	InvalidArgument    maximum-append-size-exceeded  and maximum-append-size, the limit in bytes
//	InvalidArgument    missing-required-metadata-property
//	FailedPrecondition stream-deleted                and stream-name: it is closed for good, or must exist and does not
//	FailedPrecondition wrong-expected-version        of a deletion; with stream-name, expected-version (-1 no stream,
//	                                                 -2 any, -4 exists) and actual-version (-1 none)
//	NotFound           persistent-subscription-does-not-exist, with stream-name and group-name like the next four
//	AlreadyExists      persistent-subscription-exists
//	FailedPrecondition maximum-subscribers-reached
//	Canceled           persistent-subscription-dropped    of a consumer: the group was changed or deleted, or let it go
//	Internal           persistent-subscription-failed     what is stored about groups cannot be read, or there are too
//	                                                      many (then ResourceExhausted)
//	PermissionDenied   access-denied                 no credential where one is demanded
//	Unauthenticated                                  a wrong credential
//	NotFound           not-leader                    and leader-endpoint-host, leader-endpoint-port: a call for the
//	                                                 leader came to an address where the node plays a follower
//	ResourceExhausted  disk-full                     nothing was written; appends work again when there is space
//	ResourceExhausted  busy                          nothing was written; too many bytes wait for the writer
//	DataLoss           damaged                       a row of the file is not what was written; the text names file and
//	                                                 position; of an append nothing was written
//	Unavailable                                      the node is closing; nothing was written
//	Internal           not-written                   nothing was written; the node's log has the cause
//	Unknown            unknown-outcome               COMMIT itself failed: read the stream before trying again
//	Internal           store-stopped                 every append after that, until the node is started again
//
// Trailers hold printable ASCII; the name of a stream that is more is escaped as in an URL.
// The Go client gives all but stream-deleted, Unavailable, PermissionDenied and Unauthenticated as ErrorCodeUnknown; the status is
// found with errors.Unwrap and status.Code.
//
// # Ways in
//
// A Unix socket, TCP addresses, or both. Beyond loopback a TCP address is opened only with a certificate (TLS 1.2 or
// newer) and users; on loopback without users every program of this machine is let in. Users are named in the
// configuration or in a file of bcrypt hashes; a client certificate stands for the user its common name names.
//
// The same addresses answer GET /health/live over HTTP/1.1, and over HTTP/2 to TLS clients that offer both: 204 (or
// ?liveCode=) while appends are taken, 503 when the node is closing or has stopped writing. A connection has ten seconds
// to say what it speaks; a request line, headers, a message (17 MiB) and the number of connections (4096) are bounded,
// the number of calls on one connection is not.
//
// # The file
//
// One SQLite database, application_id 0x50524245 ("PRBE"), user_version = format version, page size 8192, WAL.
//
//	streams    id, name, ids_through, sum    a stream name and its number inside this file; sum: CRC-32C of the row
//	events     position, gap, stream,        one row per event; position is its place in $all, gap how far behind the
//	           number, id, type, json,       event before it, number its revision; id: 16 bytes; json: 1 for
//	           created, sum, metadata, data  application/json, else octet-stream; created: 100 ns ticks since 1970-01-01
//	                                         UTC; sum: two CRC-32C, over all but metadata and data, and over those
//	event_ids  stream, id, number            the latest number of an event id in a stream, for appends that state no
//	                                         revision; complete up to streams.ids_through and brought up to date
//	                                         when such an append arrives (appends that state a revision need no index)
//	counter    last_position, events         the last position given out and the number of events
//
// Beside it: "-wal" and "-shm" belong to SQLite and must travel with it while the node runs; ".lock" holds the pid of
// the process that has the file open; ".new" is a file whose making was interrupted and may be deleted; ".v1-" and a date
// is the file as it was before it was brought from version 1 to version 2 on that day.
//
// Version history: 1, the first; 2, checksums and gaps. Open brings an older file to today's version: it builds the new
// file beside the old one, keeps the old one under its second name and lets the new one take its place in one rename. A
// file of a newer version is refused.
package node
