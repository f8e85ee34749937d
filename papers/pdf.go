package papers

import (
	"bytes"
	"errors"
	"fmt"
	"strconv"
	"strings"
	"time"

	"codeberg.org/go-pdf/fpdf"
	"golang.org/x/image/font/gofont/gobold"
	"golang.org/x/image/font/gofont/goregular"
	"golang.org/x/image/font/sfnt"
	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"github.com/probity-ledger/probity/domain"
)

// drawing is a PDF in the making. Lengths are in millimetres, type sizes in points.
type drawing struct {
	pdf    *fpdf.Fpdf
	glyphs *sfnt.Font
	buffer sfnt.Buffer
	marks  []int // of each list the drawing is in: the number of the next entry, 0 for one without numbers
}

// errTemplate says that a page holds what cannot be drawn: a fault of a template, never of a record.
var errTemplate = errors.New("the page holds an element that is not drawn")

const (
	margin  = 22
	indent  = 7
	leading = 5.2
	body    = 10.5
)

// draw makes a PDF of a page that was written here. The same page, day and footer give the same bytes.
func draw(page []byte, on domain.Date, title, footer string) ([]byte, error) {
	root, err := html.Parse(bytes.NewReader(page))
	if err != nil {
		return nil, fmt.Errorf("read the page: %w", err)
	}
	d, err := blank(on, title, footer)
	if err != nil {
		return nil, err
	}
	if err := d.children(root); err != nil {
		return nil, err
	}
	var out bytes.Buffer
	if err := d.pdf.Output(&out); err != nil {
		return nil, fmt.Errorf("draw the letter: %w", err)
	}
	return out.Bytes(), nil
}

func blank(on domain.Date, title, footer string) (*drawing, error) {
	glyphs, err := sfnt.Parse(goregular.TTF)
	if err != nil {
		return nil, fmt.Errorf("read the font: %w", err)
	}
	day, err := time.Parse(time.DateOnly, string(on))
	if err != nil {
		return nil, fmt.Errorf("the letter's day: %w", err)
	}
	p := fpdf.New("P", "mm", "A4", "")
	d := &drawing{pdf: p, glyphs: glyphs}
	p.SetCatalogSort(true)
	p.SetCreationDate(day)
	p.SetModificationDate(day)
	p.SetProducer("Probity", true)
	p.SetTitle(title, true)
	p.SetLang("en-GB")
	p.AddUTF8FontFromBytes("go", "", goregular.TTF)
	p.AddUTF8FontFromBytes("go", "B", gobold.TTF)
	p.SetMargins(margin, margin, margin)
	p.SetAutoPageBreak(true, margin)
	p.SetFooterFunc(func() {
		p.SetY(-15)
		p.SetFont("go", "", 7.5)
		p.CellFormat(0, 5, footer+" · page "+strconv.Itoa(p.PageNo()), "", 0, "C", false, 0, "")
	})
	p.AddPage()
	return d, nil
}

func (d *drawing) children(n *html.Node) error {
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		if err := d.element(c); err != nil {
			return err
		}
	}
	return nil
}

// element draws what letters are made of.
func (d *drawing) element(n *html.Node) error {
	if n.Type != html.ElementNode {
		if n.Type == html.TextNode && strings.TrimSpace(n.Data) != "" {
			return fmt.Errorf("%w: text outside a paragraph", errTemplate)
		}
		return nil
	}
	switch n.DataAtom {
	case atom.Head:
		return nil
	case atom.Html, atom.Body:
		return d.children(n)
	case atom.Dl:
		defer d.pdf.Ln(leading / 2)
		return d.children(n)
	case atom.Ul, atom.Ol:
		return d.list(n)
	case atom.H1:
		d.text(n, "B", 15, 0, leading)
	case atom.H2:
		d.text(n, "B", 11.5, 0, leading/3)
	case atom.P:
		d.text(n, "", body, 0, leading/2)
	case atom.Dt:
		d.text(n, "B", body, 0, 0)
	case atom.Dd:
		d.text(n, "", body, indent, leading/3)
	case atom.Li:
		d.entry(n)
	default:
		return fmt.Errorf("%w: %s", errTemplate, n.Data)
	}
	return nil
}

func (d *drawing) list(n *html.Node) error {
	first := 0
	if n.DataAtom == atom.Ol {
		first = 1
	}
	d.marks = append(d.marks, first)
	defer func() { d.marks = d.marks[:len(d.marks)-1]; d.pdf.Ln(leading / 3) }()
	return d.children(n)
}

func (d *drawing) entry(n *html.Node) {
	mark := "–"
	if last := len(d.marks) - 1; last >= 0 && d.marks[last] > 0 {
		mark = strconv.Itoa(d.marks[last]) + "."
		d.marks[last]++
	}
	d.pdf.SetFont("go", "", body)
	d.pdf.CellFormat(indent, leading, mark, "", 0, "L", false, 0, "")
	d.text(n, "", body, indent, leading/4)
}

// text draws the words of an element as one block, moved in, with space after it.
func (d *drawing) text(n *html.Node, style string, size, in, after float64) {
	d.pdf.SetFont("go", style, size)
	d.pdf.SetLeftMargin(margin + in)
	d.pdf.SetX(margin + in)
	d.pdf.MultiCell(0, leading*size/body, d.printable(words(n)), "", "L", false)
	d.pdf.SetLeftMargin(margin)
	d.pdf.Ln(after)
}

// words gathers the text of an element; the line breaks of the template are none of the letter.
func words(n *html.Node) string {
	var b strings.Builder
	for c := range n.Descendants() {
		if c.Type == html.TextNode {
			b.WriteString(c.Data)
		}
	}
	return strings.Join(strings.Fields(b.String()), " ")
}

// printable shows a character that the font lacks by its number, so that nothing is left out and nothing looks like another character.
func (d *drawing) printable(s string) string {
	var b strings.Builder
	for _, r := range s {
		if i, err := d.glyphs.GlyphIndex(&d.buffer, r); err != nil || i == 0 || r > 0xFFFF {
			b.WriteString(numbered(r))
			continue
		}
		b.WriteRune(r)
	}
	return b.String()
}
