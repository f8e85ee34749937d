package papers

import (
	"bytes"
	"embed"
	"fmt"
	"html/template"
	"reflect"
	"strings"
)

//go:embed templates/*.html
var files embed.FS

// maxPage bounds a finished page. Prose in the ledger is bounded, and so is the number of allegations that can be read; a letter above
// this is not one that anybody reads.
const maxPage = 4 << 20

// page writes a letter as HTML. Every word of the record is escaped for where it stands.
func page(t Template, l letter) ([]byte, error) {
	parsed, err := template.New("layout.1.html").Option("missingkey=error").ParseFS(files, "templates/layout.1.html", "templates/"+t.file())
	if err != nil {
		return nil, fmt.Errorf("read the template %s: %w", t.ID(), err)
	}
	var b bytes.Buffer
	if err := parsed.Execute(&b, tame(l)); err != nil {
		return nil, fmt.Errorf("fill the template %s: %w", t.ID(), err)
	}
	return append(bytes.TrimSpace(b.Bytes()), '\n'), nil
}

// tame makes characters visible that would turn the direction of the text around them, so that no name can rewrite the sentence it
// stands in.
func tame(l letter) letter {
	tameValue(reflect.ValueOf(&l).Elem())
	return l
}

func tameValue(v reflect.Value) {
	switch v.Kind() {
	case reflect.String:
		v.SetString(turning.Replace(v.String()))
	case reflect.Struct:
		for i := range v.NumField() {
			tameValue(v.Field(i))
		}
	case reflect.Slice:
		for i := range v.Len() {
			tameValue(v.Index(i))
		}
	}
}

// turning are the characters that control the direction of text (Unicode Standard Annex 9).
var turning = func() *strings.Replacer {
	var pairs []string
	for _, r := range "\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069" {
		pairs = append(pairs, string(r), numbered(r))
	}
	return strings.NewReplacer(pairs...)
}()

// numbered shows a character by its number.
func numbered(r rune) string { return fmt.Sprintf("[U+%04X]", r) }
