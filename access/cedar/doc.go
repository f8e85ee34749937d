// Package cedar decides who may do and see what, by written policies that a police lawyer can read.
//
// The policies stand in the folder policies, one file for each area, in the Cedar language; the schema beside them says what they may
// speak of. Each has a stable name, which is stored with every event that it allowed, and a sentence that says it in words. New reads,
// checks and compiles them; a policy that the schema does not bear out stops the program from starting.
//
// A prohibition that cannot be evaluated would be passed over by the language's own rule. Here any error in deciding is a no, and an
// alarm: see Options.Alarm. access.Rules says the same in plain Go; a test holds them against each other.
package cedar
