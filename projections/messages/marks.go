package messages

import (
	"strings"

	"github.com/probity-ledger/probity/domain/extraction"
)

// The bits of the marks columns.
const (
	markEdited  = 1 << iota // the source marks it as edited
	markDeleted             // the source shows a deletion marker
	markDiffers             // message: its observations do not agree; observation: it does not agree with the first
	markNative              // message: matched by the application's own id
)

func marksOf(m *extraction.Message) int64 {
	var marks int64
	if m.Edited {
		marks |= markEdited
	}
	if m.Deleted {
		marks |= markDeleted
	}
	if m.NativeID != "" {
		marks |= markNative
	}
	return marks
}

func flagText(flags []extraction.Flag) string {
	switch len(flags) {
	case 0:
		return ""
	case 1:
		return string(flags[0])
	}
	var b strings.Builder
	for i, f := range flags {
		if i > 0 {
			b.WriteByte(' ')
		}
		b.WriteString(string(f))
	}
	return b.String()
}

func flagsOf(text string) []extraction.Flag {
	var flags []extraction.Flag
	for _, f := range strings.Fields(text) {
		flags = append(flags, extraction.Flag(f))
	}
	return flags
}
