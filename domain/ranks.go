package domain

// RankRow is one row of the table of ranks.
type RankRow struct {
	Code   string // as stored, e.g. "PC"
	Order  int    // seniority within the police ranks, lowest first; 0 outside them
	Senior bool   // above chief superintendent (SI 2024/521)
	Staff  bool   // police staff: the Conduct Regulations do not apply
}

// RankTable is a version of the ranks. The list is recalled, not confirmed against primary text (domain guide, section 3.3).
type RankTable struct {
	Version   string
	Source    string
	Confirmed bool
	Rows      []RankRow
}

// Ranks returns the table in use.
func Ranks() RankTable {
	return RankTable{Version: "ranks-2026.1", Source: "domain guide 3.3", Rows: []RankRow{
		{Code: "PC", Order: 1},
		{Code: "SERGEANT", Order: 2},
		{Code: "INSPECTOR", Order: 3},
		{Code: "CHIEF_INSPECTOR", Order: 4},
		{Code: "SUPERINTENDENT", Order: 5},
		{Code: "CHIEF_SUPERINTENDENT", Order: 6},
		{Code: "COMMANDER", Order: 7, Senior: true},
		{Code: "ASSISTANT_CHIEF_CONSTABLE", Order: 7, Senior: true},
		{Code: "DEPUTY_ASSISTANT_COMMISSIONER", Order: 8, Senior: true},
		{Code: "DEPUTY_CHIEF_CONSTABLE", Order: 9, Senior: true},
		{Code: "ASSISTANT_COMMISSIONER", Order: 9, Senior: true},
		{Code: "DEPUTY_COMMISSIONER", Order: 10, Senior: true},
		{Code: "CHIEF_CONSTABLE", Order: 11, Senior: true},
		{Code: "COMMISSIONER", Order: 11, Senior: true},
		{Code: "SPECIAL_CONSTABLE"},
		{Code: "POLICE_STAFF", Staff: true},
		{Code: "DESIGNATED_OFFICER", Staff: true},
		{Code: "PCSO", Staff: true},
	}}
}

// Find returns the row of a code.
func (t RankTable) Find(code string) (RankRow, bool) {
	for _, r := range t.Rows {
		if r.Code == code {
			return r, true
		}
	}
	return RankRow{}, false
}

// CheckRank checks that a rank stands in the table in use. Codes REQUIRED, UNKNOWN_RANK.
func CheckRank(field, code string) error {
	if err := required(field, code); err != nil {
		return err
	}
	if _, ok := Ranks().Find(code); !ok {
		return Errorf(Invalid, "UNKNOWN_RANK", "%s is no rank of the table %s; state one by its code name, such as PC or SERGEANT",
			field, Ranks().Version).On(field)
	}
	return nil
}
