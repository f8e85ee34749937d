package graph

import (
	"errors"
	"fmt"
	"runtime/debug"
)

// errPanicked stands for a resolver that panicked; it is shown as an internal error.
var errPanicked = errors.New("a resolver panicked")

func typeName(v any) string { return fmt.Sprintf("%T", v) }

// stack returns where the panic came from; a stack trace of Go holds addresses, not contents.
func stack() string { return string(debug.Stack()) }
