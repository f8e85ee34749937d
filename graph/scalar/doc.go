// Package scalar checks the words that cross the API, such as an id, a day or a digest: each has one spelling, and what is spelt
// otherwise is refused before anything else is asked.
//
// The functions come in pairs that the generated code calls by name: Marshal writes a value of the domain into an answer, Unmarshal
// reads one from a question. An empty value of a kind that has no empty spelling is written as null.
package scalar
