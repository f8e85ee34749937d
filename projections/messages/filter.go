package messages

import (
	"strings"
	"time"

	"zombiezen.com/go/sqlite"

	"github.com/probity-ledger/probity/domain"
	"github.com/probity-ledger/probity/domain/extraction"
	"github.com/probity-ledger/probity/projections"
)

// Filter says which messages of one matter are wanted. The matter is mandatory; other empty fields do not narrow.
type Filter struct {
	Matter       domain.MatterID
	Conversation string
	Extraction   domain.ExtractionID // seen in this extraction, first or later
	Sender       string              // handle or name exactly as shown
	Kinds        []extraction.MessageKind
	From, To     domain.Date // by the wall clock shown, both days included; messages without one are then left out
	Flagged      bool        // marked by the reader for a person to look at
}

// check refuses a filter that names no matter, or days that are none.
func (f Filter) check() error {
	if f.Matter == "" {
		return domain.Errorf(domain.Invalid, "REQUIRED", "messages are read within one case; name it").On("filter.caseId")
	}
	for _, day := range []domain.Date{f.From, f.To} {
		if _, err := time.Parse(time.DateOnly, string(day)); err != nil && day != "" {
			return domain.Errorf(domain.Invalid, "BAD_DATE", "write days as 2006-01-02").On("filter.from")
		}
	}
	return nil
}

// where returns the condition on messages m. Visibility is decided once, by the matter; what remains is a walk along one range of ids.
func (f Filter) where(v projections.Viewer, matter int64) *projections.Where {
	w := projections.Visible(v, ":matter").Where().Value(":matter", string(f.Matter))
	w.And("m.id BETWEEN :low AND :high", ":low", f.low(matter)).Value(":high", f.high(matter))
	if f.Conversation != "" {
		w.And("m.conversation = (SELECT k.no FROM conversation k WHERE k.uid = :conversation)", ":conversation", f.Conversation)
	}
	w.Given(f.senderSQL(), ":sender", f.Sender)
	w.Given(`EXISTS (SELECT 1 FROM source s JOIN extraction e ON e.no = s.extraction WHERE e.id = :extraction AND (s.no = m.source
		OR EXISTS (SELECT 1 FROM observation o WHERE o.message = m.id AND o.source = s.no)))`, ":extraction", string(f.Extraction))
	w.Given("instr(:kinds, ' ' || m.kind || ' ') > 0", ":kinds", f.kinds())
	w.Given("m.sent_local >= :from", ":from", string(f.From))
	if f.To != "" {
		w.And("m.sent_local < :to AND m.sent_local <> ''", ":to", string(f.To)+"U") // behind every time of that day
	}
	if f.Flagged {
		w.Also("m.flags <> ''")
	}
	return w
}

// senderSQL finds the messages of a sender through the participants of the matter's conversations, or of the one asked for.
func (f Filter) senderSQL() string {
	if f.Conversation != "" {
		return `m.sender = (SELECT p.no FROM participant p WHERE p.conversation = m.conversation AND p.handle = :sender)`
	}
	return `m.sender IN (SELECT p.no FROM participant p JOIN conversation k ON k.no = p.conversation JOIN matter x ON x.no = k.matter
		WHERE x.id = :matter AND p.handle = :sender)`
}

func (f Filter) kinds() string {
	if len(f.Kinds) == 0 {
		return ""
	}
	var b strings.Builder
	for _, k := range f.Kinds {
		b.WriteString(" " + string(k))
	}
	return b.String() + " "
}

// slack is how far a message may lie from its wall clock in the order of ids: the order goes by UTC where it is known, zones differ by
// at most 14 hours, and what does not fit into a second goes on in the next.
const slack = 48 * time.Hour

func (f Filter) low(matter int64) int64 {
	day, err := time.Parse(time.DateOnly, string(f.From))
	if f.From == "" || err != nil {
		return firstID(matter)
	}
	return firstID(matter) | clamp(day.Add(-slack).Unix())<<secondShift
}

func (f Filter) high(matter int64) int64 {
	day, err := time.Parse(time.DateOnly, string(f.To))
	if f.To == "" || err != nil {
		return lastID(matter)
	}
	return firstID(matter) | clamp(day.Add(24*time.Hour+slack).Unix())<<secondShift
}

func clamp(second int64) int64 { return min(max(second, 0), 1<<secondBits-1) }

// visibleMatter returns the number of a matter, 0 where it has no messages or is not for the viewer.
func visibleMatter(c *sqlite.Conn, v projections.Viewer, id domain.MatterID) (int64, error) {
	var no int64
	w := projections.Visible(v, "x.id").Where().And("x.id = :id", ":id", string(id))
	err := projections.Query(c, `SELECT x.no FROM matter x WHERE `+w.SQL(), w.Bind, func(s *sqlite.Stmt) error {
		no = s.ColumnInt64(0)
		return nil
	})
	return no, err
}
