package overhttp_test

import (
	"encoding/json"
	"io"
	"net/http"
	"strings"
	"testing"
)

const (
	plain    = "application/json"
	response = "application/graphql-response+json"
	stream   = "text/event-stream"
)

// answerOf reads an answer's status, media type and first error code.
func answerOf(t *testing.T, res *http.Response) (status int, media, code, body string) {
	t.Helper()
	raw, err := io.ReadAll(res.Body)
	if err != nil {
		t.Fatal(err)
	}
	var parsed struct {
		Errors []struct {
			Message    string
			Extensions struct{ Code string }
		}
	}
	if err := json.Unmarshal(raw, &parsed); err != nil {
		t.Fatalf("the answer is not JSON: %v: %s", err, raw)
	}
	if len(parsed.Errors) > 0 {
		code = parsed.Errors[0].Extensions.Code
	}
	media, _, _ = strings.Cut(res.Header.Get("Content-Type"), ";")
	return res.StatusCode, media, code, string(raw)
}

func TestPost(t *testing.T) {
	t.Parallel()
	s, _ := serve(t, nil)
	type request struct {
		method, body, accept, contentType string
	}
	q := func(query string) string { b, _ := json.Marshal(map[string]any{"query": query}); return string(b) }
	for name, c := range map[string]struct {
		request
		status      int
		media, code string
	}{
		"answered":                      {request{"POST", q("{hello}"), "", plain}, 200, plain, ""},
		"answered to anything":          {request{"POST", q("{hello}"), "*/*", plain}, 200, plain, ""},
		"answered as asked":             {request{"POST", q("{hello}"), response, plain}, 200, response, ""},
		"the better liked":              {request{"POST", q("{hello}"), plain + ";q=0.5, " + response, plain}, 200, response, ""},
		"charset":                       {request{"POST", q("{hello}"), "", plain + "; charset=UTF-8"}, 200, plain, ""},
		"unknown keys":                  {request{"POST", `{"query":"{hello}","more":[1]}`, "", plain}, 200, plain, ""},
		"nulls":                         {request{"POST", `{"query":"{hello}","variables":null,"operationName":null,"extensions":null}`, "", plain}, 200, plain, ""},
		"parse error, old type":         {request{"POST", q("{"), plain, plain}, 200, plain, "GRAPHQL_PARSE_FAILED"},
		"parse error, new type":         {request{"POST", q("{"), response, plain}, 400, response, "GRAPHQL_PARSE_FAILED"},
		"validation error, new type":    {request{"POST", q("{nothing}"), response, plain}, 400, response, "GRAPHQL_VALIDATION_FAILED"},
		"two operations, no name":       {request{"POST", q("query a{hello} query b{hello}"), response, plain}, 400, response, "GRAPHQL_VALIDATION_FAILED"},
		"GET":                           {request{"GET", "", "", ""}, 405, plain, "METHOD_NOT_ALLOWED"},
		"PUT":                           {request{"PUT", q("{hello}"), response, plain}, 405, response, "METHOD_NOT_ALLOWED"},
		"OPTIONS":                       {request{"OPTIONS", "", "", ""}, 405, plain, "METHOD_NOT_ALLOWED"},
		"not acceptable":                {request{"POST", q("{hello}"), "image/png", plain}, 406, plain, "NOT_ACCEPTABLE"},
		"refused by weight":             {request{"POST", q("{hello}"), plain + ";q=0", plain}, 406, plain, "NOT_ACCEPTABLE"},
		"another charset wanted":        {request{"POST", q("{hello}"), plain + "; charset=latin1", plain}, 406, plain, "NOT_ACCEPTABLE"},
		"no content type":               {request{"POST", q("{hello}"), "", ""}, 415, plain, "UNSUPPORTED_MEDIA_TYPE"},
		"a form":                        {request{"POST", "query={hello}", "", "application/x-www-form-urlencoded"}, 415, plain, "UNSUPPORTED_MEDIA_TYPE"},
		"multipart":                     {request{"POST", "--x--", "", "multipart/form-data; boundary=x"}, 415, plain, "UNSUPPORTED_MEDIA_TYPE"},
		"GraphQL text":                  {request{"POST", "{hello}", "", "application/graphql"}, 415, plain, "UNSUPPORTED_MEDIA_TYPE"},
		"another charset":               {request{"POST", q("{hello}"), "", plain + "; charset=utf-16"}, 415, plain, "UNSUPPORTED_MEDIA_TYPE"},
		"empty":                         {request{"POST", "", "", plain}, 400, plain, "BAD_REQUEST"},
		"not JSON":                      {request{"POST", "{hello}", "", plain}, 400, plain, "BAD_REQUEST"},
		"null":                          {request{"POST", "null", "", plain}, 400, plain, "BAD_REQUEST"},
		"a batch":                       {request{"POST", " [" + q("{hello}") + "]", "", plain}, 400, plain, "BAD_REQUEST"},
		"two values":                    {request{"POST", q("{hello}") + q("{hello}"), "", plain}, 400, plain, "BAD_REQUEST"},
		"no query":                      {request{"POST", `{"notquery":"{hello}"}`, response, plain}, 400, response, "BAD_REQUEST"},
		"query in capitals":             {request{"POST", `{"QUERY":"{hello}"}`, "", plain}, 400, plain, "BAD_REQUEST"},
		"query no text":                 {request{"POST", `{"query":7}`, "", plain}, 400, plain, "BAD_REQUEST"},
		"operation name no text":        {request{"POST", `{"query":"{hello}","operationName":["a"]}`, "", plain}, 400, plain, "BAD_REQUEST"},
		"variables no object":           {request{"POST", `{"query":"{hello}","variables":"a"}`, "", plain}, 400, plain, "BAD_REQUEST"},
		"extensions no object":          {request{"POST", `{"query":"{hello}","extensions":0}`, "", plain}, 400, plain, "BAD_REQUEST"},
		"not UTF-8":                     {request{"POST", "{\"query\":\"{hello}\xff\"}", "", plain}, 400, plain, "BAD_REQUEST"},
		"too large":                     {request{"POST", q("{hello}" + strings.Repeat(" ", 64<<10)), "", plain}, 413, plain, "REQUEST_TOO_LARGE"},
		"a subscription without stream": {request{"POST", q("subscription{count}"), plain, plain}, 406, plain, "STREAM_ONLY"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			var headers []string
			if c.accept != "" {
				headers = append(headers, "Accept", c.accept)
			}
			if c.contentType != "" {
				headers = append(headers, "Content-Type", c.contentType)
			}
			status, media, code, body := answerOf(t, ask(t, s, c.method, c.body, headers...))
			if status != c.status || media != c.media || code != c.code {
				t.Errorf("got %d %s %q, want %d %s %q: %s", status, media, code, c.status, c.media, c.code, body)
			}
			if strings.Contains(body, `"data":null`) {
				t.Errorf("a request that was not carried out has data: %s", body)
			}
		})
	}
}

func TestPostNamesTheMethodItTakes(t *testing.T) {
	t.Parallel()
	s, _ := serve(t, nil)
	if got := ask(t, s, "GET", "").Header.Get("Allow"); got != "POST" {
		t.Fatalf("Allow is %q", got)
	}
}

func TestPostWritesDataAsItIs(t *testing.T) {
	t.Parallel()
	s, _ := serve(t, nil)
	_, _, _, body := answerOf(t, ask(t, s, "POST", `{"query":"{hello}"}`, "Content-Type", plain))
	if body != `{"data":{"hello":"wörld"}}` {
		t.Fatal(body)
	}
}

// What came in never goes out again, neither the body nor a header.
func TestPostEchoesNothing(t *testing.T) {
	t.Parallel()
	s, _ := serve(t, nil)
	const secret = "s3cr3t-t0k3n"
	for name, body := range map[string]string{
		"broken JSON": `{"query": "` + secret, "a batch": `["` + secret + `"]`, "wrong kind": `{"query":{"` + secret + `":1}}`,
		"form": secret + "=1",
	} {
		_, _, _, answer := answerOf(t, ask(t, s, "POST", body, "Content-Type", plain, "Authorization", "Bearer "+secret))
		if strings.Contains(answer, secret) {
			t.Errorf("%s: the answer repeats the request: %s", name, answer)
		}
	}
}

func TestPostRefusesTwoContentTypes(t *testing.T) {
	t.Parallel()
	s, _ := serve(t, nil)
	res := ask(t, s, "POST", `{"query":"{hello}"}`, "Content-Type", plain, "Content-Type", "text/plain")
	if res.StatusCode != http.StatusUnsupportedMediaType {
		t.Fatalf("got %d", res.StatusCode)
	}
}

func TestPostGivesSlowFieldsMoreTime(t *testing.T) {
	t.Parallel()
	s, _ := serve(t, nil)
	for query, want := range map[string]string{
		"mutation{slow}": "1m0s",
		"mutation{...f} fragment f on Mutation{slow}": "1m0s",
		"mutation{__typename}":                        "5s",
	} {
		b, _ := json.Marshal(map[string]any{"query": query})
		_, _, _, body := answerOf(t, ask(t, s, "POST", string(b), "Content-Type", plain))
		if body != `{"data":{"slow":"`+want+`"}}` {
			t.Errorf("%s: %s", query, body)
		}
	}
}

// Ten mistakes are shown at most, so that a document full of them makes no large answer.
func TestPostShowsFewErrors(t *testing.T) {
	t.Parallel()
	s, _ := serve(t, nil)
	b, _ := json.Marshal(map[string]any{"query": "{" + strings.Repeat("nothing ", 500) + "}"})
	_, _, _, body := answerOf(t, ask(t, s, "POST", string(b), "Content-Type", plain))
	if n := strings.Count(body, `"message"`); n != 10 {
		t.Fatalf("%d errors are shown", n)
	}
}

func FuzzPost(f *testing.F) {
	s, _ := serve(f, nil)
	f.Add([]byte(`{"query":"{hello}","variables":{"a":1}}`))
	f.Add([]byte(`[{}]`))
	f.Fuzz(func(t *testing.T, body []byte) {
		res := ask(t, s, "POST", string(body), "Content-Type", plain)
		raw, err := io.ReadAll(res.Body)
		if err != nil || !json.Valid(raw) {
			t.Fatalf("%d: %v: %s", res.StatusCode, err, raw)
		}
	})
}
