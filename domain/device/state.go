package device

// State holds what later decisions about this aggregate need to know, and nothing more. The zero State is the beginning.
type State struct{}
