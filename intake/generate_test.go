package intake_test

import (
	"bytes"
	"os"
	"testing"

	"github.com/probity-ledger/probity/intake"
)

func TestGenSample(t *testing.T) {
	for _, android := range []bool{false, true} {
		var b bytes.Buffer
		if err := intake.GenerateGroupChat(&b, intake.GroupChat{Seed: 1, Messages: 40, Members: []string{"Ann Example", "Ben Sample", "Cy Instance"}, Android: android}); err != nil {
			t.Fatal(err)
		}
		os.Stdout.Write(b.Bytes())
	}
}
