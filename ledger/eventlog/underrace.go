//go:build race

package eventlog

// mayCloseUnderCalls: closing the client's channel under a sender is how a hanging call is thrown out, and the race detector rightly
// calls it a race of the client's. So that the detector can be used for everything else, a build with it leaves such calls hanging.
const mayCloseUnderCalls = false
