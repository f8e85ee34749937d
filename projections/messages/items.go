package messages

import (
	"github.com/probity-ledger/probity/access"
	"github.com/probity-ledger/probity/domain"
)

func item(matter domain.MatterID, id string) access.Item {
	return access.Item{Content: access.EvidenceContent, Matter: matter, ID: id}
}

// Item names the conversation to the access log.
func (k Conversation) Item() access.Item { return item(k.Matter, k.ID) }

// Item names the conversation somebody took part in.
func (p Participant) Item() access.Item { return item(p.Matter, p.Conversation) }

// Item names the message.
func (m Message) Item() access.Item { return item(m.Matter, string(m.ID)) }

// Item names the message that was seen there.
func (o Observation) Item() access.Item { return item(o.Matter, string(o.Message)) }

// Item names the message that carries the file.
func (a Attachment) Item() access.Item { return item(a.Matter, string(a.Message)) }

// Item names the message that was found.
func (h SearchHit) Item() access.Item { return h.Message.Item() }

// Asked names the case of the filter, and the sender's name.
func (f Filter) Asked() (domain.MatterID, []string) {
	if f.Sender == "" {
		return f.Matter, nil
	}
	return f.Matter, []string{f.Sender}
}

// Asked names the case of the filter.
func (f ConversationFilter) Asked() (domain.MatterID, []string) { return f.Matter, nil }
