package whatsapp

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
)

const (
	// maxLine is the longest line that is read whole, in bytes. Of a longer one only the beginning is kept; the rest is passed over.
	maxLine = 1 << 20
	// longLineKept is how much of a longer line is kept: more than a body may have.
	longLineKept = 2 * maxBody
)

// line is one line of the file. Its text is good until the next line is read.
type line struct {
	number     int    // counted from 1
	text       []byte // without what ended it
	crlf       bool   // ended by CR LF
	terminated bool   // ended by anything but the end of the file
	long       bool   // text is only the beginning of it
}

// lines cuts a stream into lines with bounded memory. A line ends with LF or CR LF; a bare CR is part of the text, unless the file has
// no LF at all (lineEnd).
type lines struct {
	r      *bufio.Reader
	end    byte
	number int
	kept   []byte // the beginning of a long line
}

var byteOrderMark = []byte("\uFEFF")

func newLines(ctx context.Context, r io.Reader) (*lines, error) {
	l := &lines{r: bufio.NewReaderSize(ctxReader{ctx, r}, maxLine)}
	head, err := l.r.Peek(maxLine / 4)
	if err != nil && !errors.Is(err, io.EOF) {
		return nil, fmt.Errorf("read chat: %w", err)
	}
	l.end = lineEnd(head, err != nil)
	if bytes.HasPrefix(head, byteOrderMark) {
		_, err = l.r.Discard(len(byteOrderMark))
	}
	if errors.Is(err, io.EOF) {
		err = nil
	}
	return l, err
}

// lineEnd is LF, or CR for a short text, seen whole, that has CRs and not one LF, as very old systems wrote it.
func lineEnd(head []byte, whole bool) byte {
	if whole && bytes.IndexByte(head, '\r') >= 0 && bytes.IndexByte(head, '\n') < 0 {
		return '\r'
	}
	return '\n'
}

// next returns the next line, or io.EOF after the last.
func (l *lines) next() (line, error) {
	text, err := l.r.ReadSlice(l.end)
	if errors.Is(err, bufio.ErrBufferFull) {
		return l.passOver(text)
	}
	if err != nil && !errors.Is(err, io.EOF) {
		return line{}, fmt.Errorf("read chat after line %d: %w", l.number, err)
	}
	if len(text) == 0 {
		return line{}, io.EOF
	}
	l.number++
	return l.trim(line{number: l.number, text: text}), nil
}

func (l *lines) trim(n line) line {
	if last := len(n.text) - 1; n.text[last] == l.end {
		n.text, n.terminated = n.text[:last], true
	}
	if last := len(n.text) - 1; n.terminated && l.end == '\n' && last >= 0 && n.text[last] == '\r' {
		n.text, n.crlf = n.text[:last], true
	}
	return n
}

// passOver keeps the beginning of a line that is too long and reads on to its end.
func (l *lines) passOver(text []byte) (line, error) {
	l.kept = append(l.kept[:0], text[:longLineKept]...)
	n := line{text: l.kept, long: true}
	var err error
	for err = bufio.ErrBufferFull; errors.Is(err, bufio.ErrBufferFull); {
		text, err = l.r.ReadSlice(l.end)
		if err == nil {
			n.terminated, n.crlf = true, l.end == '\n' && len(text) > 1 && text[len(text)-2] == '\r'
		}
	}
	if err != nil && !errors.Is(err, io.EOF) {
		return line{}, fmt.Errorf("read chat after line %d: %w", l.number, err)
	}
	l.number++
	n.number = l.number
	return n, nil
}

// ctxReader ends reading when the context ends.
type ctxReader struct {
	ctx context.Context
	r   io.Reader
}

func (c ctxReader) Read(p []byte) (int, error) {
	if c.ctx.Err() != nil {
		return 0, context.Cause(c.ctx)
	}
	return c.r.Read(p)
}
