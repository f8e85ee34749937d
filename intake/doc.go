// Package intake turns files that people hand in into messages in the ledger, and says exactly what it read, what it could not read and
// what it does not know.
//
// The file is in the vault before anything here begins: it is named by its SHA-256, and that hash is part of the id of every message, so
// that the same file read again adds nothing. [Inspect] reads the whole file and decides what it is; [Import] registers it, records
// its messages in batches and closes with a receipt of what was counted. An import that was cut off goes on where it stopped.
//
// Files are hostile until read: lines, bodies, archives and time are bounded ([Limits]), nothing is ever unpacked to a path, and no
// text of a message or name of a person stands in an error, in progress or in a log.
//
// Today one format is read: the text export of WhatsApp chats, bare or in a zip with its media (package whatsapp).
//
// # Ids
//
// The id of a message is UUIDv5(UUIDv5(NameSpace, SHA-256 of the source in hexadecimal), locator), where NameSpace is
// 6f1d9d0e-58a5-5f0c-9d2f-3c1a7b0e4a11 and the locator names the lines in the file, with the entry where the file is an archive.
//
// # The Merkle root of a batch
//
// Leaf i of a batch is SHA-256(0x00 ‖ salt ‖ message), where message is the JSON of the message as stored and salt is the first 16 bytes
// of HMAC-SHA256(key of the batch, i as 8 bytes big-endian). Nodes and the split are those of RFC 6962, section 2.1. One message can be
// shown without the others: [ProveMessage] gives salt and path, [VerifyMessage] checks them.
package intake
