package intake

import "time"

// Limits bound what one file may cost. A zero field takes its default.
type Limits struct {
	Duration     time.Duration // wall clock of one Inspect or Import; default 1 hour
	Entries      int           // entries of an archive; default 65,536
	EntryBytes   int64         // inflated size of one entry; default 4 GiB
	ArchiveBytes int64         // inflated size of an archive, and of all that is read from it, each time it is read; default 64 GiB
	Ratio        int64         // inflated to stored size of an entry, once it is larger than 1 MiB; default 200
}

// The defaults of Limits.
const (
	DefaultDuration     = time.Hour
	DefaultEntries      = 65_536
	DefaultEntryBytes   = 4 << 30
	DefaultArchiveBytes = 64 << 30
	DefaultRatio        = 200
)

func (l Limits) withDefaults() Limits {
	l.Duration = orDefault(l.Duration, DefaultDuration)
	l.Entries = orDefault(l.Entries, DefaultEntries)
	l.EntryBytes = orDefault(l.EntryBytes, DefaultEntryBytes)
	l.ArchiveBytes = orDefault(l.ArchiveBytes, DefaultArchiveBytes)
	l.Ratio = orDefault(l.Ratio, DefaultRatio)
	return l
}

func orDefault[T time.Duration | int | int64](v, def T) T {
	if v <= 0 {
		return def
	}
	return v
}
