package projections

import (
	"context"
	"encoding/json"
	"math"
	"reflect"
	"slices"

	"zombiezen.com/go/sqlite"

	"github.com/probity-ledger/probity/access"
	"github.com/probity-ledger/probity/domain"
)

// Withheld is what a viewer must not be shown by name (NameSuppression, domain guide section 5): officers of the register, with every
// text that names them, and who reported a matter. A name that is withheld in one matter is withheld in all, since whoever finds it in
// another has found it. The zero value withholds nothing.
type Withheld struct {
	names     names
	officers  []string // ids, in order
	reporters map[domain.MatterID]bool
}

// ReadFor is Read, and says besides what the viewer must not be shown by name, as of the same moment.
func (v *View) ReadFor(ctx context.Context, who Viewer, fn func(*sqlite.Conn, Withheld) error) error {
	return v.Read(ctx, func(c *sqlite.Conn) error {
		hide, err := withheldFrom(c, who)
		if err != nil {
			return err
		}
		return fn(c, hide)
	})
}

// withheldFrom reads whose names are withheld from a viewer: by the scope READERS from everybody who is not cleared for identities in the
// matter it was ordered in, by PUBLICATION from everybody outside its force and the IOPC.
func withheldFrom(c *sqlite.Conn, v Viewer) (Withheld, error) {
	var hide Withheld
	ends := judged(v)
	if v.At.IsZero() {
		ends = math.MinInt64 // whoever was judged at no moment sees no name that was ever withheld
	}
	values := []bound{{":ends", ends}, {":viewer_at", judged(v)}, {":actor", string(v.Actor)}, {":force", v.Force}, {":inside", inside(v)}}
	err := Query(c, `SELECT s.matter, s.kind, s.officer, coalesce(p.name, ''), coalesce(p.collar, '') FROM matter_suppressed s
		LEFT JOIN person_name p ON p.officer = s.officer LEFT JOIN matter_access a ON a.matter = s.matter
		WHERE s.until > :ends AND CASE s.scope WHEN 'PUBLICATION' THEN :inside < CASE WHEN a.force = :force THEN 1 ELSE 2 END
			ELSE NOT EXISTS (SELECT 1 FROM matter_grant g WHERE g.matter = s.matter AND g.actor = :actor AND g.kind = 'IDENTITIES' AND g.until > :viewer_at) END`,
		func(s *sqlite.Stmt) { bindNamed(s, values) }, func(s *sqlite.Stmt) error {
			hide.add(domain.MatterID(s.ColumnText(0)), s.ColumnText(1), s.ColumnText(2), s.ColumnText(3), s.ColumnText(4))
			return nil
		})
	if err != nil || v.Reach() != access.ReachCompartment {
		return hide, err
	}
	return hide, hide.reportersOfCompartments(c, v)
}

// reportersOfCompartments: a clearance for a compartment shows the matter and not who reported it; that is for those who work on it.
func (w *Withheld) reportersOfCompartments(c *sqlite.Conn, v Viewer) error {
	values := []bound{{":viewer_at", judged(v)}, {":viewer_actor", string(v.Actor)}}
	return Query(c, `SELECT DISTINCT g.matter FROM matter_grant g WHERE g.actor = :viewer_actor AND g.kind = 'COMPARTMENT' AND g.until > :viewer_at
		AND NOT EXISTS (SELECT 1 FROM matter_grant n WHERE n.matter = g.matter AND n.actor = :viewer_actor AND n.kind IN ('ASSIGNED', 'EXCEPTION')
			AND n.until > :viewer_at)`,
		func(s *sqlite.Stmt) { bindNamed(s, values) }, func(s *sqlite.Stmt) error {
			w.add(domain.MatterID(s.ColumnText(0)), "", "", "", "")
			return nil
		})
}

// inside says how far somebody stands inside: 2 for the IOPC, 1 for the roles that see matters of their force, 0 for everybody else.
func inside(v Viewer) int {
	switch v.Reach() {
	case access.ReachReferred:
		return 2
	case access.ReachNothing:
		return 0
	}
	return 1
}

func (w *Withheld) add(matter domain.MatterID, kind, officer, name, collar string) {
	if kind != "OFFICER" {
		if w.reporters == nil {
			w.reporters = map[domain.MatterID]bool{}
		}
		w.reporters[matter] = true
	}
	if officer == "" || slices.Contains(w.officers, officer) {
		return
	}
	w.officers = append(w.officers, officer)
	w.names.add(name)
	w.names.add(collar)
}

// Nothing says that no name is withheld, which is nearly always so.
func (w Withheld) Nothing() bool { return len(w.officers) == 0 && len(w.reporters) == 0 }

// Officer says whether an officer's name is withheld.
func (w Withheld) Officer(id domain.OfficerID) bool { return slices.Contains(w.officers, string(id)) }

// Reporter says whether it is withheld who reported a matter.
func (w Withheld) Reporter(id domain.MatterID) bool { return w.reporters[id] }

// Holds says whether a text holds a withheld name. Filters use it, so that nobody finds by a name what they are not shown it on.
func (w Withheld) Holds(text string) bool {
	_, found := w.names.hide(text)
	return found
}

// Free adds the condition that a text holds no withheld name; text is an SQL expression.
func (w Withheld) Free(to *Where, text string) {
	if len(w.names.words) > 0 {
		to.And(`NOT `+holdsName+`(`+text+`, :withheld)`, ":withheld", w.names.encode())
	}
}

// OfficersJSON is a JSON list of the officers whose names are withheld, for json_each.
func (w Withheld) OfficersJSON() string {
	data, err := json.Marshal(append([]string{}, w.officers...))
	if err != nil {
		return "[]" // a list of strings is always JSON
	}
	return string(data)
}

// From takes the withheld names out of everything that is about to be shown: v points to it. It goes through all texts, whatever they are
// for, so that no field can be forgotten; ids, days and words of a fixed list have types of their own and stay. Where something was taken
// out, NameWithheld is set, if the struct has it.
func (w Withheld) From(v any) {
	if len(w.names.words) > 0 {
		w.walk(reflect.ValueOf(v))
	}
}

var plainText = reflect.TypeFor[string]()

func (w Withheld) walk(v reflect.Value) (changed bool) {
	switch v.Kind() {
	case reflect.Pointer:
		return !v.IsNil() && w.walk(v.Elem())
	case reflect.String:
		if v.Type() != plainText || !v.CanSet() {
			return false
		}
		text, found := w.names.hide(v.String())
		if found {
			v.SetString(text)
		}
		return found
	case reflect.Slice:
		if v.Type().Elem().Kind() == reflect.Uint8 {
			return false
		}
		for i := range v.Len() {
			changed = w.walk(v.Index(i)) || changed
		}
		return changed
	case reflect.Struct:
		return w.walkFields(v)
	}
	return false
}

func (w Withheld) walkFields(v reflect.Value) (changed bool) {
	for i := range v.NumField() {
		if v.Type().Field(i).IsExported() {
			changed = w.walk(v.Field(i)) || changed
		}
	}
	if flag := v.FieldByName("NameWithheld"); changed && flag.IsValid() && flag.Kind() == reflect.Bool {
		flag.SetBool(true)
	}
	return changed
}
