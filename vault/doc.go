// Package vault keeps the bytes of evidence exactly as they were received, under the name of their own SHA-256, and checks them on every
// read: nothing in it can be changed or replaced, and nobody is ever given a byte that no longer matches.
//
// # How bytes come in
//
// [Vault.Stage] copies a stream to a staging file while hashing it; [Staged.Commit] moves the finished file to its digest. Content that
// is already there is left as it is. A commit returns only after file and folders are on disk.
//
// # How they go out
//
// [Vault.Open] gives a [Blob]. A blob is read in chunks of [ChunkSize]; a chunk is checked whole before one byte of it is released, so
// that reading a range is as safe as reading everything. Reading a blob from its beginning to its end also compares the digest of the
// whole before the last chunk is released. A mismatch is a [CorruptError] that names digest, chunk and offset.
//
// # The folder
//
//	.lock                       locked by the process that commits or tidies up
//	staging/<random>/           unfinished copies of one process, which keeps .claim in it locked; what a process left there that is no
//	                            more is removed when the vault is opened
//	sha256/ab/cd/abcd…          one file per content, mode 0400, named by its SHA-256 in lower-case hexadecimal
//	sha256/ab/cd/abcd….chunks   the digests of its chunks, for content longer than one chunk (of shorter content the name says it all)
//
// Folders have mode 0700. A chunk list holds, in order: the eight bytes "PRBCHNK1"; the chunk size (4 bytes) and the size of the content
// (8 bytes), both big-endian; the SHA-256 of the content (32 bytes); the SHA-256 of each chunk (32 bytes each); the SHA-256 of all of that.
//
// Several processes of one machine may have the folder open: each stages in a folder of its own, and one commits at a time. A Vault may
// be used by many goroutines.
package vault
