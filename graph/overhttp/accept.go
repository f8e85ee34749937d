package overhttp

import (
	"mime"
	"net/http"
	"strconv"
	"strings"
)

// The media types of answers.
const (
	mediaJSON     = "application/json"
	mediaResponse = "application/graphql-response+json"
	mediaStream   = "text/event-stream"
)

// negotiate chooses the media type of the answer from the Accept header; "" means that none is acceptable. A client that says nothing
// or takes anything gets application/json, as older clients expect.
func negotiate(h http.Header) string {
	accept := strings.Join(h.Values("Accept"), ",")
	if strings.TrimSpace(accept) == "" {
		return mediaJSON
	}
	best, bestQ := "", 0.0
	for part := range strings.SplitSeq(accept, ",") {
		media, q := offer(part)
		if q > bestQ {
			best, bestQ = media, q
		}
	}
	return best
}

// offer reads one part of an Accept header: which of our media types it asks for, and how much. Unreadable parts ask for nothing.
func offer(part string) (string, float64) {
	media, params, err := mime.ParseMediaType(strings.TrimSpace(part))
	if err != nil {
		return "", 0
	}
	q := 1.0
	if text, ok := params["q"]; ok {
		if q, err = strconv.ParseFloat(text, 64); err != nil || q < 0 || q > 1 {
			return "", 0
		}
	}
	if c, ok := params["charset"]; ok && !strings.EqualFold(c, "utf-8") {
		return "", 0
	}
	switch media {
	case mediaJSON, mediaResponse, mediaStream:
		return media, q
	case "*/*", "application/*":
		return mediaJSON, q
	}
	return "", 0
}

// isJSON says whether the body is declared as JSON in UTF-8.
func isJSON(h http.Header) bool {
	if len(h.Values("Content-Type")) != 1 || h.Get("Content-Encoding") != "" {
		return false
	}
	media, params, err := mime.ParseMediaType(h.Get("Content-Type"))
	if err != nil || media != mediaJSON {
		return false
	}
	c, ok := params["charset"]
	return !ok || strings.EqualFold(c, "utf-8")
}
