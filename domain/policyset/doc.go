// Package policyset keeps on record by which written rules the ledger decided who may do and see what, and from when on.
//
// There is one such record in the whole ledger. It holds the text of the rules itself: whoever asks years later by which rule somebody
// was let in, or refused, needs no program of that day. Who agreed to the rules before they were released, the ledger cannot know.
package policyset
