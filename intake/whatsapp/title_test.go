package whatsapp_test

import (
	"testing"

	"github.com/probity-ledger/probity/intake/whatsapp"
)

func TestTitleAndKind(t *testing.T) {
	t.Parallel()
	const (
		two     = "13/11/2025, 10:00 - Ann: a\n13/11/2025, 10:01 - Bo: b\n"
		three   = two + two + "13/11/2025, 10:02 - Cy: c\n13/11/2025, 10:03 - Cy: c\n"
		founded = "13/11/2025, 10:00 - Ann created group \"Late: turn\"\n" + two
		left    = two + "13/11/2025, 10:04 - Cy left\n"
		ios     = "[13/11/2025, 10:00:00] Late turn: \u200eMessages and calls are end-to-end encrypted.\r\n[13/11/2025, 10:00:01] Ann: a\r\n"
		contact = "[13/11/2025, 10:00:00] Ann: \u200eMessages and calls are end-to-end encrypted.\r\n[13/11/2025, 10:00:01] Ann: a\r\n"
	)
	tests := []struct {
		name, chat  string
		names       []string
		title, kind string
	}{
		{"name of Android", two, []string{"WhatsApp Chat with Bo.txt"}, "Bo", whatsapp.OneToOne},
		{"name of a stranger", two, []string{"WhatsApp Chat with Zed.txt"}, "Zed", whatsapp.Unknown},
		{"name of iOS", two, []string{"_chat.txt", "WhatsApp Chat - Bo.zip"}, "Bo", whatsapp.OneToOne},
		{"Russian, with a no-break space", two, []string{"Чат WhatsApp с\u00a0контактом Bo.txt"}, "Bo", whatsapp.OneToOne},
		{"German", two, []string{"WhatsApp-Chat mit Bo.txt"}, "Bo", whatsapp.OneToOne},
		{"Windows path", two, []string{`C:\exports\WhatsApp Chat with Bo.TXT`}, "Bo", whatsapp.OneToOne},
		{"some name", two, []string{"exhibit 7.txt"}, "exhibit 7", whatsapp.Unknown},
		{"no name", two, []string{"_chat.txt"}, "", whatsapp.Unknown},
		{"three who write", three, []string{"_chat.txt"}, "", whatsapp.Group},
		{"founded", founded, nil, "Late: turn", whatsapp.Group},
		{"somebody left", left, nil, "", whatsapp.Group},
		{"iOS group", ios, []string{"_chat.txt"}, "Late turn", whatsapp.Unknown},
		{"iOS contact", contact, []string{"_chat.txt"}, "Ann", whatsapp.OneToOne},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			c, err := survey(tt.chat, whatsapp.Options{Names: tt.names})
			if err != nil {
				t.Fatal(err)
			}
			if c.Title != tt.title || c.Kind != tt.kind {
				t.Errorf("%q, %s; want %q, %s", c.Title, c.Kind, tt.title, tt.kind)
			}
		})
	}
}

func TestUnknownMarker(t *testing.T) {
	t.Parallel()
	const chat = "[13/11/2025, 10:00:00] Ann: a\r\n[13/11/2025, 10:00:01] Ann: \u200eneka nepoznata rečenica\r\n" +
		"[13/11/2025, 10:00:02] Ann: image omitted\r\n[13/11/2025, 10:00:03] Ann: \u200eimage omitted\r\n"
	_, got, tally := read(t, chat, whatsapp.Options{})
	if got[1].Sender != "Ann" || got[1].Kind != "TEXT" || tally.Issues[0].Code != whatsapp.UnknownMarker {
		t.Errorf("an unknown sentence is read as %+v, issues %v", got[1], tally.Issues)
	}
	if got[2].Kind != "TEXT" || got[3].Kind != "MEDIA" {
		t.Errorf("typed by hand: %s; by the application: %s", got[2].Kind, got[3].Kind)
	}
}
