package ledger_test

import (
	"testing"

	"github.com/google/uuid"

	"github.com/probity-ledger/probity/access"
	"github.com/probity-ledger/probity/domain"
	"github.com/probity-ledger/probity/domain/extraction"
)

// Who may not give a command hears it before anything is looked at for them, in the words the command would be answered with.
func TestMayExtractAnswersLikeTheCommand(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	nowhere := domain.ExtractionID(uuid.NewString())
	for name, who := range map[string]func(*access.Principal){
		"an examiner, of what does not exist": func(*access.Principal) {},
		"an auditor":                          func(p *access.Principal) { p.Role = domain.Auditor },
		"nobody":                              func(p *access.Principal) { p.Actor = "" },
	} {
		ctx := as(domain.DigitalExaminer, who)
		asked := w.ledger.MayExtract(ctx, uuid.NewString(), nowhere, extraction.RegisterSource{})
		_, given := w.ledger.Extraction(ctx, uuid.NewString(), nowhere, extraction.RegisterSource{})
		if asked == nil || given == nil || asked.Error() != given.Error() {
			t.Errorf("%s: asked %v, given %v", name, asked, given)
		}
	}
	if err := w.ledger.MayExtract(as(domain.DigitalExaminer), "no id", nowhere, extraction.RegisterSource{}); err == nil {
		t.Error("a malformed command id is taken")
	}
	if err := w.ledger.MayExtract(as(domain.DigitalExaminer), uuid.NewString(), "no id", extraction.RegisterSource{}); err == nil {
		t.Error("a malformed id is taken")
	}
}
