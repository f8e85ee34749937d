// Package documents is the register of documents of every matter as it can be read: notices and letters the ledger made, and files that
// were brought in. Their bytes lie in the vault.
//
// Whoever may see the matter sees its documents, but for accounts of a reflective practice review: those are for supervisors and the
// appropriate authority alone. Whoever hears a matter or advises those who do reads what was supplied to them in a bundle, and neither
// the register nor the matter (CR32).
package documents
