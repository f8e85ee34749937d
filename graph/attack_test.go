package graph_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/probity-ledger/probity/domain"
)

// attack is a question made to hurt: small to send, dear to answer.
type attack struct {
	query string
	code  string // of the refusal; "" where it is answered, and the answer is small
}

// mostAnswer is how large an answer to an attack may be.
const mostAnswer = 64 << 10

func attacks() map[string]attack {
	doubling := func(n int) string {
		var b strings.Builder
		b.WriteString("{...f0}")
		for i := range n {
			fmt.Fprintf(&b, " fragment f%d on Query{...f%d ...f%d}", i, i+1, i+1)
		}
		fmt.Fprintf(&b, " fragment f%d on Query{viewer{role}}", n)
		return b.String()
	}
	const tooLarge, tooDear, parse, invalid = "QUERY_TOO_LARGE", "COMPLEXITY_LIMIT_EXCEEDED", "GRAPHQL_PARSE_FAILED", "GRAPHQL_VALIDATION_FAILED"
	deep := func(times int) string {
		return "{cases(first:10){nodes{" + strings.Repeat("devices(first:10){nodes{case{", times) + "id" + strings.Repeat("}}}", times) + "}}}"
	}
	return map[string]attack{
		"20 fragments, each spreading the next twice": {doubling(20), tooLarge},
		"24 fragments, each spreading the next twice": {doubling(24), tooLarge},
		"26 fragments, each spreading the next twice": {doubling(26), tooLarge},
		"nested lists":                     {strings.ReplaceAll(deep(2), "10", "20"), tooDear},
		"deeper lists":                     {deep(3), tooLarge},
		"the largest page of large pages":  {"{cases(first:100){nodes{timeline(first:100){nodes{type}}}}}", tooDear},
		"a list by variable":               {"query($n:Int!=100){cases(first:$n){nodes{timeline(first:$n){nodes{type}}}}}", tooDear},
		"a negative page hides no cost":    {"{cases(first:-1){nodes{timeline(first:-1){nodes{type}}}}}", tooDear},
		"4000 times the same field":        {"{" + strings.Repeat("viewer{role} ", 4000) + "}", parse},
		"900 times the same field":         {"{viewer{" + strings.Repeat("role ", 900) + "}}", tooLarge},
		"700 times a field with arguments": {"{viewer{" + strings.Repeat("role ", 700) + "actor force}}", tooLarge},
		"20 000 aliases":                   {"{viewer{" + strings.Repeat("a:role ", 20_000) + "}}", "REQUEST_TOO_LARGE"},
		"400 aliases":                      {"{viewer{" + strings.Repeat("a:role ", 400) + "}}", tooLarge},
		"100 root fields":                  {"{" + strings.Repeat("viewer{role} ", 100) + "}", tooLarge},
		"50 000 unknown directives":        {"{viewer" + strings.Repeat("@x", 50_000) + "{role}}", "REQUEST_TOO_LARGE"},
		"700 unknown directives":           {"{viewer" + strings.Repeat("@x", 700) + "{role}}", invalid},
		"100 times the same field":         {"{viewer{" + strings.Repeat("role ", 99) + "}}", ""},
		"700 unknown fields":               {"{viewer{" + numbered("shoe", 700) + "}}", invalid},
		"the same field in fragments":      {"{viewer{" + strings.Repeat("...f ", 9) + "}} fragment f on Viewer{" + strings.Repeat("role ", 9) + "}", ""},
		"the same unknown field 99 times":  {"{viewer{" + strings.Repeat("shoe ", 99) + "}}", invalid},
		"300 unknown variables":            {"query(" + strings.Repeat("$a:X ", 300) + "){viewer{role}}", invalid},
		"a circle of fragments":            {"{...a} fragment a on Query{...b} fragment b on Query{...a}", invalid},
		"deep introspection":               {"{__schema{types{fields{type{fields{type{fields{type{fields{name}}}}}}}}}}", invalid},
		"full introspection":               {"{__schema{types{name fields{name args{name type{name}} type{name ofType{name}}}}}}", ""},
		"a deep list as a value":           {"{cases(filter:" + strings.Repeat("[", 700) + strings.Repeat("]", 700) + "){nodes{id}}}", invalid},
		"a long string":                    {`{officers(filter:{text:"` + strings.Repeat("a", 60_000) + `"}){nodes{id}}}`, "INVALID"},
		"a long name":                      {"{" + strings.Repeat("a", 60_000) + "}", invalid},
		"a long list":                      {"{messages(filter:{caseId:\"" + strings.Repeat("0", 36) + "\" kinds:[" + strings.Repeat("TEXT ", 1400) + "]}){nodes{id}}}", ""},
		"many operations":                  {strings.Repeat("query a{viewer{role}} ", 100), tooLarge},
		"skipped fields cost all the same": {"{cases(first:100){nodes{timeline(first:100)@skip(if:true){nodes{type}}}}}", tooDear},
		"fragments in fragments of lists":  {"{...a} fragment a on Query{cases(first:100){nodes{...b}}} fragment b on Case{timeline(first:100){nodes{type}}}", tooDear},
		"inline fragments without end":     {"{viewer{" + strings.Repeat("...on Viewer{", 300) + "role" + strings.Repeat("}", 300) + "}}", ""},
		"a hundred fragments of one field": {"{viewer{" + fragments(100) + "}}" + definitions(100), ""},
	}
}

func numbered(name string, n int) string {
	var b strings.Builder
	for i := range n {
		fmt.Fprintf(&b, "%s%d ", name, i)
	}
	return b.String()
}

func fragments(n int) string {
	var b strings.Builder
	for i := range n {
		fmt.Fprintf(&b, "...f%d ", i)
	}
	return b.String()
}

func definitions(n int) string {
	var b strings.Builder
	for i := range n {
		fmt.Fprintf(&b, " fragment f%d on Viewer{role}", i)
	}
	return b.String()
}

func TestAttacksAreRefusedOrAnsweredSmall(t *testing.T) {
	t.Parallel()
	p := open(t).as(domain.CaseOfficer)
	for name, a := range attacks() {
		r := p.try(a.query, nil)
		if r.size > mostAnswer {
			t.Errorf("%s: an answer of %d bytes", name, r.size)
		}
		if a.code != "" && r.code() != a.code {
			t.Errorf("%s: %q instead of %q %v", name, r.code(), a.code, r.Errors)
		}
		if a.code != "" && r.Data != nil && r.Data["cases"] != nil {
			t.Errorf("%s: answered with %v", name, r.Data)
		}
	}
}

// A batch is not taken; neither is anything that is no question.
func TestNothingSuggestsWhatExists(t *testing.T) {
	t.Parallel()
	p := open(t).as(domain.CaseOfficer)
	for _, query := range []string{`{ case { id } viewers { role } }`, `{ cases(frist: 3) { nodes { id } } }`, `{ ...on Cases { nodes { id } } }`,
		`{ caseCounts(by: KINDS) { count } }`, `{ cases(filter: {kinds: COMPLAINT}) { nodes { id } } }`, `{ viewer }`, `query($a: CaseFiltr) { viewer { role } }`} {
		for _, e := range p.try(query, nil).Errors {
			if strings.Contains(e.Message, "Did you mean") {
				t.Errorf("%s: %s", query, e.Message)
			}
		}
	}
}

// The largest questions that are answered, and the dearest that are refused: each must stay below 25 ms of processor time.
func BenchmarkAttacks(b *testing.B) {
	p := open(b).as(domain.CaseOfficer)
	for name, a := range attacks() {
		b.Run(strings.ReplaceAll(name, " ", "_"), func(b *testing.B) {
			n := 0
			for b.Loop() {
				n++
				// A new name each time, so that no answer comes from a cache.
				p.try(fmt.Sprintf("#%d\n%s", n, a.query), nil)
			}
		})
	}
}
