package intake

import (
	"bytes"
	"errors"
	"fmt"
	"io"

	"github.com/probity-ledger/probity/intake/whatsapp"
)

// sniffed is how much of a file is looked at to tell what it is.
const sniffed = 4096

// kinds of file that are certainly no chat, by their first bytes.
var kinds = []struct{ magic, name string }{
	{"SQLite format 3\x00", "an SQLite database"},
	{"%PDF-", "a PDF document"},
	{"\xFF\xD8\xFF", "a JPEG picture"},
	{"\x89PNG\r\n\x1A\n", "a PNG picture"},
	{"GIF8", "a GIF picture"},
	{"\x1F\x8B", "a gzip archive"},
	{"7z\xBC\xAF\x27\x1C", "a 7z archive"},
	{"Rar!\x1A\x07", "a RAR archive"},
	{"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", "an older Office document"},
	{"{\\rtf", "an RTF document"},
	{"bplist00", "an Apple property list"},
	{"<?xml", "an XML document"},
	{"<!DOCTYPE", "an HTML document"},
	{"<html", "an HTML document"},
	{"OggS", "an audio file"},
	{"ID3", "an audio file"},
	{"\x7FELF", "a program"},
	{"MZ", "a program"},
	{"\xFF\xFE", "text in UTF-16"},
	{"\xFE\xFF", "text in UTF-16"},
}

const encryptedAdvice = "its key is on the phone; hand in an extraction made with it, or the chat exported from the application"

// recognise says whether a file is a zip, and refuses what is certainly no chat.
func recognise(r io.ReaderAt) (isZip bool, err error) {
	head := make([]byte, sniffed)
	n, err := r.ReadAt(head, 0)
	if err != nil && !errors.Is(err, io.EOF) {
		return false, fmt.Errorf("read the beginning of the file: %w", err)
	}
	head = head[:n]
	switch {
	case n == 0:
		return false, notAChat("an empty file", "")
	case bytes.HasPrefix(head, []byte("PK\x03\x04")), bytes.HasPrefix(head, []byte("PK\x05\x06")):
		return true, nil
	}
	if version := crypt(head); version != "" {
		return false, notAChat("an encrypted WhatsApp backup ("+version+")", encryptedAdvice)
	}
	for _, k := range kinds {
		if bytes.HasPrefix(head, []byte(k.magic)) {
			return false, notAChat(k.name, "")
		}
	}
	if len(head) > 8 && string(head[4:8]) == "ftyp" {
		return false, notAChat("a video or audio file", "")
	}
	if first := bytes.TrimSpace(head); len(first) > 0 && first[0] == '{' {
		return false, notAChat("a JSON document", "")
	}
	return false, nil
}

func notAChat(found, advice string) error {
	return &NotAChatError{Expected: whatsapp.Expected, Found: found, Advice: advice}
}

// crypt recognises WhatsApp's encrypted backups by their unencrypted beginning. crypt14 and crypt15 begin with the length of a protobuf
// message, in some versions a byte 1, and that message: field 2 holds what the key is found by in crypt14, field 3 in crypt15. crypt12
// begins with the bytes 0, 1 and the version of the key.
func crypt(head []byte) string {
	if len(head) > 100 && head[0] == 0 && head[1] == 1 && head[2] >= 1 && head[2] <= 4 {
		return "crypt12"
	}
	if len(head) < 32 || head[0] < 16 {
		return ""
	}
	for _, from := range []int{1, 2} {
		if from == 2 && head[1] != 1 || from+int(head[0]) > len(head) {
			continue
		}
		fields, ok := messageFields(head[from : from+int(head[0])])
		switch {
		case ok && fields[3]:
			return "crypt15"
		case ok && fields[2]:
			return "crypt14"
		}
	}
	return ""
}

// messageFields walks over a protobuf message and tells which of its fields 1 to 15 hold bytes; false when it is none.
func messageFields(b []byte) (fields [16]bool, ok bool) {
	for len(b) > 0 {
		key := b[0]
		b = b[1:]
		number := key >> 3
		if number == 0 || number > 15 || len(b) == 0 {
			return fields, false
		}
		switch key & 7 {
		case 0: // a number of up to ten bytes
			for len(b) > 0 && b[0] >= 0x80 {
				b = b[1:]
			}
			if len(b) == 0 {
				return fields, false
			}
			b = b[1:]
		case 2: // bytes; none is longer than 127 here
			if int(b[0]) >= len(b) {
				return fields, false
			}
			fields[number] = true
			b = b[1+int(b[0]):]
		default:
			return fields, false
		}
	}
	return fields, true
}
