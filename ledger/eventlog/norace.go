//go:build !race

package eventlog

// mayCloseUnderCalls: see the build with the race detector.
const mayCloseUnderCalls = true
