package cases

import (
	"slices"

	"zombiezen.com/go/sqlite"

	"github.com/probity-ledger/probity/domain"
	"github.com/probity-ledger/probity/domain/misconduct"
	"github.com/probity-ledger/probity/projections"
)

// show makes a case ready to be shown, as known at a moment: it flags decisions, and takes out what the viewer must not be shown: names that
// are withheld, who reported the matter, and other matters that it stands beside and the viewer may not see.
func show(c *sqlite.Conn, v projections.Viewer, hide projections.Withheld, m *Case, at Moment) error {
	if err := flag(c, m, at); err != nil {
		return err
	}
	withhold(hide, m)
	if len(m.Combinations) == 0 {
		return nil
	}
	hidden := map[domain.MatterID]bool{}
	for _, other := range m.Combinations {
		seen, err := sees(c, v, other.With)
		if err != nil {
			return err
		}
		hidden[other.With] = !seen
	}
	m.Combinations = slices.DeleteFunc(m.Combinations, func(o Combination) bool { return hidden[o.With] })
	return nil
}

func showAll(c *sqlite.Conn, v projections.Viewer, hide projections.Withheld, list []Case) error {
	for i := range list {
		if err := show(c, v, hide, &list[i], Moment{}); err != nil {
			return err
		}
	}
	return nil
}

// sees says whether a matter exists for the viewer.
func sees(c *sqlite.Conn, v projections.Viewer, id domain.MatterID) (seen bool, err error) {
	w := projections.Visible(v, "m.id").Where().And("m.id = :id", ":id", string(id))
	err = projections.Query(c, `SELECT 1 FROM matter m WHERE `+w.SQL(), w.Bind, func(*sqlite.Stmt) error { seen = true; return nil })
	return seen, err
}

// withhold takes out of a case what the viewer must not be shown by name. Where it is withheld who reported the matter, nobody who is kept
// informed is named either: it may be the same person.
func withhold(hide projections.Withheld, m *Case) {
	hide.From(m)
	if !hide.Reporter(m.ID) {
		return
	}
	if m.ReportedBy != "" || len(m.Persons) > 0 {
		m.ReportedBy, m.NameWithheld = "", true
	}
	for i := range m.Persons {
		m.Persons[i].Name, m.Persons[i].Contact = "", ""
	}
	for i, correction := range m.Corrections {
		if correction.Field == misconduct.FieldReportedBy {
			m.Corrections[i].Was, m.Corrections[i].Is, m.NameWithheld = "", "", true
		}
	}
}
