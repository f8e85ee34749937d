// Package misconduct decides what may happen in one misconduct matter: how it came in, who is concerned, what is alleged, how serious
// it would be if proved, whether the IOPC was told, and what was decided, by whom, for which reasons and on which evidence.
//
// Nearly every decision is per officer concerned, so there is no single status for the whole matter that decisions read. The law
// behind it is in the domain guide, section 1; what is recalled there and not confirmed is reference data here, with its source.
//
// Proceedings follow the determination: who conducts them, what may follow from which findings, and what an appeal may put in its place
// depend on the rules the matter is under, and stand in the tables Panels, Outcomes and AppealRules. What an officer's record says of other
// matters comes into a command as a fact; see PastSanction.
//
// Statutory periods run in the matter too: see Clocks. They start and stop with the decisions themselves; the ledger's own process breaches
// what time ends.
//
// The files say what they are about: matter_ is the matter as a whole, officer_ one officer up to the determination and beside proceedings,
// proceedings_, outcome_ and appeal_ what follows it, clocks_ the periods, rules_ and the tables the law as data; events_ and commands_ hold
// the words.
package misconduct
