// Package limits decides, before anything is looked up, whether a question is small enough to be answered.
//
// There are three gates, the cheapest first. Size reads the text once and remembers what it knows of each fragment, so that fragments
// which spread one another cannot make it work twice; it runs before the validator, some of whose rules take quadratic time, and
// before the cost walk, which takes exponential time in them. Costs then gives every list its weight: page size times what stands in
// each element.
package limits
