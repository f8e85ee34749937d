//go:build peers

// Nothing here links both clients, and nothing may: they register the same messages. This file only keeps the second
// one in go.mod, with its checksum.
package main

import _ "github.com/kurrent-io/KurrentDB-Client-Go/kurrentdb"
