// Package archtest holds the tests of the house itself: which package may import which, that every package says what it is for, and
// that files and functions stay readable. It exports nothing.
package archtest
