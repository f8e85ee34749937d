package domain_test

import (
	"errors"
	"strconv"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/probity-ledger/probity/domain"
)

// weighing is an aggregate of one event that changed its shape once: the first version had the weight in a text.
type weighing interface{ isWeighing() }

type weighed struct {
	Grams int    `json:"grams"`
	Scale string `json:"scale"`
}

func (weighed) isWeighing() {}

type weighedV1 struct {
	Weight string `json:"weight"`
}

// liftWeighedV1 is one pure step from the first shape to the second. What the first did not record stays visibly unknown.
func liftWeighedV1(old weighedV1) weighing {
	grams, err := strconv.Atoi(old.Weight)
	if err != nil {
		grams = -1
	}
	return weighed{Grams: grams, Scale: "unknown"}
}

func scales() *domain.Codec[weighing] {
	return domain.NewCodec(
		domain.Before[weighing, weighedV1]("scales.weighed.v1", liftWeighedV1),
		domain.Today[weighing, weighed]("scales.weighed.v2"),
	)
}

func TestOlderShapeIsLiftedAndNeverWrittenAgain(t *testing.T) {
	t.Parallel()
	e, err := scales().Decode("scales.weighed.v1", []byte(`{"weight":"250"}`))
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(weighing(weighed{Grams: 250, Scale: "unknown"}), e); diff != "" {
		t.Errorf("lifted (-want +got):\n%s", diff)
	}
	name, data, err := scales().Encode(e)
	if err != nil || name != "scales.weighed.v2" || string(data) != `{"grams":250,"scale":"unknown"}` {
		t.Errorf("written as %s %s, %v", name, data, err)
	}
}

func TestDecodeRefuses(t *testing.T) {
	t.Parallel()
	for _, data := range []string{"", " ", "null", "[]", `"x"`, `{`, `{"grams":"x"}`, `{"grams":1}{"grams":2}`, `{"grams":1} x`} {
		if e, err := scales().Decode("scales.weighed.v2", []byte(data)); err == nil {
			t.Errorf("%q was decoded to %v", data, e)
		}
	}
	var unknown *domain.UnknownEventError
	if _, err := scales().Decode("scales.weighed.v3", []byte(`{}`)); !errors.As(err, &unknown) || unknown.Name != "scales.weighed.v3" {
		t.Errorf("error %v", err)
	}
}

func TestEncodeRefusesWhatStandsInNoTable(t *testing.T) {
	t.Parallel()
	empty := domain.NewCodec[weighing]()
	if name, _, err := empty.Encode(weighed{}); err == nil {
		t.Errorf("written as %s", name)
	}
}

func TestCodecTable(t *testing.T) {
	t.Parallel()
	if diff := cmp.Diff([]string{"scales.weighed.v1", "scales.weighed.v2"}, scales().Names()); diff != "" {
		t.Errorf("names (-want +got):\n%s", diff)
	}
	if diff := cmp.Diff(any(weighedV1{}), scales().Zero("scales.weighed.v1")); diff != "" {
		t.Errorf("zero (-want +got):\n%s", diff)
	}
	if got := scales().Zero("scales.weighed.v3"); got != nil {
		t.Errorf("zero of an unknown name: %v", got)
	}
}

func TestOneNameTwiceStopsTheProgram(t *testing.T) {
	t.Parallel()
	defer func() {
		if recover() == nil {
			t.Error("a table with one name twice was taken")
		}
	}()
	domain.NewCodec(domain.Today[weighing, weighed]("scales.weighed.v2"), domain.Today[weighing, weighed]("scales.weighed.v2"))
}
