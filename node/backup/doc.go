// Package backup keeps a second copy of every recorded fact, adds to it what is new each time, and can tell of every byte of
// the copy whether it is still the one that was written.
//
// A backup is a folder. It is taken beside a running node and is a cut: all events up to one position, none behind it. It is
// not encrypted: whoever can read the folder can read the events, so it belongs on a disk that is.
//
// # The folder
//
//	manifest.json           what the backup holds; written last, in one rename: a segment it does not name does not exist
//	events/00000001.seg …   the events, in the order of their positions, each in one segment; never changed once named
//	.lock                   held while a backup is written; one writer at a time
//
// Whoever backs up more than events (the bytes of evidence) puts it beside these and says with Complete up to which position
// everything is there.
//
// # A segment
//
// All numbers are big-endian.
//
//	"PRBSEG01"              8 bytes
//	number                  4 bytes, from 1
//	the last segment's sum  32 bytes; zero in the first
//	records                 length of the body (4 bytes), CRC-32C of the body (4 bytes), body
//	end                     length 0xFFFFFFFF (4 bytes), number of records (4 bytes)
//	sum                     32 bytes: SHA-256 of everything before it
//
// Since each segment holds the sum of the one before it, the last sum stands for all bytes of all segments. A body is one
// event: position, revision and time (8 bytes each), id (16), 1 for JSON (1), then stream, type, metadata and data, each
// behind its length (4).
//
// # The manifest
//
// JSON: format ("probity-backup"), version, taken (when), complete (the position up to which everything belonging to the
// events is there too), segments (file, number of events, first and last position, bytes, sum), and check: the SHA-256 of
// the manifest with an empty check.
//
// Version history: 1, the first.
package backup
