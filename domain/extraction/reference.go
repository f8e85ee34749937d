package extraction

// LevelRow is one row of the table of extraction levels.
type LevelRow struct {
	Level     Level
	Meaning   string
	Source    string
	Confirmed bool // read in a published source; false means recalled
}

// LevelTable is a version of the levels.
type LevelTable struct {
	Version string
	Rows    []LevelRow
}

// Levels returns the table in use.
func Levels() LevelTable {
	const code = "extraction code of practice, PCSC Act 2022; FSR Code"
	return LevelTable{Version: "levels-2026.1", Rows: []LevelRow{
		{Manual, "the examiner scrolls and photographs", code, true},
		{Logical, "data through the device's interface, no or few deleted items", code, true},
		{AdvancedLogical, "partial file system or backup", code, true},
		{FileSystem, "partial file system or backup", code, true},
		{FullFileSystem, "the full user partition with the applications' databases", code, true},
		{Physical, "a copy of memory bit for bit", code, true},
		{Selective, "by date, application, conversation or contact: the proportionate default", "domain guide 4.4", false},
		{Cloud, "from an account, on a legal basis of its own", "domain guide 4.4", false},
	}}
}

func (t LevelTable) known() []Level {
	levels := make([]Level, len(t.Rows))
	for i, r := range t.Rows {
		levels[i] = r.Level
	}
	return levels
}
