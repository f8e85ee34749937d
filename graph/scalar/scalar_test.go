package scalar_test

import (
	"bytes"
	"context"
	"encoding/json"
	"strings"
	"testing"
	"time"

	"github.com/99designs/gqlgen/graphql"

	"github.com/probity-ledger/probity/graph/scalar"
)

// reader adapts one Unmarshal function for the table; it also writes the value back.
func reader[T any](read func(any) (T, error), write func(T) graphql.Marshaler) func(any) (string, error) {
	return func(v any) (string, error) {
		t, err := read(v)
		if err != nil {
			return "", err
		}
		var b bytes.Buffer
		write(t).MarshalGQL(&b)
		return b.String(), nil
	}
}

const id = "8f14e45f-ceea-467f-a0e6-9a3f1b2c3d4e"

var (
	digest  = strings.Repeat("0a", 32)
	readers = map[string]func(any) (string, error){
		"UUID":          reader(scalar.UnmarshalUUID, scalar.MarshalUUID),
		"BinaryUUID":    reader(scalar.UnmarshalBinaryUUID, scalar.MarshalBinaryUUID),
		"MatterID":      reader(scalar.UnmarshalMatterID, scalar.MarshalMatterID),
		"SHA256":        reader(scalar.UnmarshalSHA256, scalar.MarshalSHA256),
		"Date":          reader(scalar.UnmarshalDate, scalar.MarshalDate),
		"DateTime":      reader(scalar.UnmarshalDateTime, scalar.MarshalDateTime),
		"LocalDateTime": reader(scalar.UnmarshalLocalDateTime, scalar.MarshalLocalDateTime),
		"Position":      reader(scalar.UnmarshalPosition, scalar.MarshalPosition),
		"Revision":      reader(scalar.UnmarshalRevision, scalar.MarshalRevision),
		"ByteCount":     reader(scalar.UnmarshalByteCount, scalar.MarshalByteCount),
		"ExhibitRef":    reader(scalar.UnmarshalExhibitRef, scalar.MarshalExhibitRef),
		"ActorID":       reader(scalar.UnmarshalActorID, scalar.MarshalActorID),
		"Int":           reader(scalar.UnmarshalInt, scalar.MarshalInt),
	}
)

func TestOneSpellingGoesInAndComesOut(t *testing.T) {
	t.Parallel()
	for name, in := range map[string]string{
		"UUID": id, "BinaryUUID": id, "MatterID": id, "SHA256": digest, "Date": "2025-06-06", "DateTime": "2025-06-06T08:15:00+01:00",
		"LocalDateTime": "2025-06-06T08:15:00", "Position": "123/120", "Revision": "18446744073709551615", "ByteCount": "9000000000",
		"ExhibitRef": "KLM/1", "ActorID": "sub-1",
	} {
		out, err := readers[name](in)
		if err != nil || out != `"`+in+`"` {
			t.Errorf("%s: %s came out as %s, %v", name, in, out, err)
		}
	}
}

func TestOtherSpellingsAreRefused(t *testing.T) {
	t.Parallel()
	for name, ins := range map[string][]any{
		"UUID":          {"", "x", strings.ToUpper(id), "{" + id + "}", "urn:uuid:" + id, strings.ReplaceAll(id, "-", ""), 7},
		"BinaryUUID":    {"", strings.ToUpper(id)},
		"MatterID":      {"", "misconduct-" + id, true},
		"SHA256":        {"", digest[:63], strings.ToUpper(digest), digest + "00", "zz" + digest[2:]},
		"Date":          {"", "2025-02-30", "2025-6-6", "06/06/2025", "2025-06-06T00:00:00Z", "0001-01-01", "9999-01-01"},
		"DateTime":      {"", "2025-06-06", "2025-06-06T08:15:00", "0001-01-01T00:00:00Z", "2025-06-06 08:15:00Z"},
		"LocalDateTime": {"", "2025-06-06T08:15:00Z", "2025-06-06"},
		"Position":      {"", "-1", "+1", "01", "1/2", "5/5", "x"},
		"Revision":      {"", "-1", "01", "18446744073709551616"},
		"ByteCount":     {"", "-1", "1e3"},
		"ExhibitRef":    {"", strings.Repeat("x", 33), "\xff"},
		"ActorID":       {"", strings.Repeat("x", 201)},
		"Int":           {json.Number("2147483648"), json.Number("1.5"), "7", int64(1) << 40, true},
	} {
		for _, in := range ins {
			if out, err := readers[name](in); err == nil {
				t.Errorf("%s: %v was taken as %s", name, in, out)
			}
		}
	}
}

// A null only arrives where the schema allows it, and then means absent.
func TestNullIsAbsent(t *testing.T) {
	t.Parallel()
	for name, read := range readers {
		if _, err := read(nil); err != nil {
			t.Errorf("%s: null was refused: %v", name, err)
		}
	}
	if s, err := scalar.UnmarshalString(context.Background(), nil); s != "" || err != nil {
		t.Errorf("String: null became %q, %v", s, err)
	}
}

func TestWhatHasNoEmptySpellingIsNull(t *testing.T) {
	t.Parallel()
	for name, m := range map[string]graphql.Marshaler{
		"MatterID": scalar.MarshalMatterID(""), "Rank": scalar.MarshalRank(""), "Date": scalar.MarshalDate(""),
		"DateTime": scalar.MarshalDateTime(time.Time{}), "ByteCount": scalar.MarshalByteCount(-1), "Int": scalar.MarshalInt(1 << 40),
	} {
		if m != graphql.Null {
			t.Errorf("%s: an empty value is not null", name)
		}
	}
}

func TestTextIsBounded(t *testing.T) {
	t.Parallel()
	for name, in := range map[string]string{"long": strings.Repeat("x", scalar.MaxText+1), "NUL": "a\x00b", "not UTF-8": "\xc3\x28"} {
		if _, err := scalar.UnmarshalString(context.Background(), in); err == nil {
			t.Errorf("%s text was taken", name)
		}
	}
}

func FuzzScalars(f *testing.F) {
	f.Add(id)
	f.Add("2025-06-06T08:15:00+01:00")
	f.Fuzz(func(t *testing.T, in string) {
		for name, read := range readers {
			out, err := read(in)
			if err == nil && name != "Int" && name != "DateTime" && !strings.EqualFold(out, quoted(in)) {
				t.Fatalf("%s: %q came out as %s", name, in, out)
			}
		}
	})
}

func quoted(s string) string {
	var b bytes.Buffer
	graphql.MarshalString(s).MarshalGQL(&b)
	return b.String()
}
