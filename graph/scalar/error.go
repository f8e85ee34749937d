package scalar

import "fmt"

// Error says that a value is not spelt as its kind demands. Its text never repeats the value.
type Error struct{ Text string }

// Error returns what was expected.
func (e *Error) Error() string { return e.Text }

func malformed(format string, args ...any) error { return &Error{Text: fmt.Sprintf(format, args...)} }
