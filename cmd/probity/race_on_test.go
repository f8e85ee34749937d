//go:build race

package main

// underRace says that the race detector watches, which makes everything about ten times as slow.
const underRace = true
