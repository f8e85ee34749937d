package httpd_test

import (
	"os"
	"os/exec"
	"strings"
	"testing"
)

// The audits of the graphql-http project run against the whole server. They need Node and npm, which fetches them once, so they are
// only run when asked for: PROBITY_AUDITS=1 go test ./httpd -run Audits -v
func TestGraphQLOverHTTPAudits(t *testing.T) {
	if os.Getenv("PROBITY_AUDITS") == "" {
		t.Skip("the audits run where PROBITY_AUDITS is set; they need Node and npm")
	}
	d := open(t)
	cmd := exec.CommandContext(t.Context(), "../bench/graphql-http/run.sh", "--if-present", d.url+"/analytics/graphql")
	cmd.Env = append(os.Environ(), "PROBITY_TOKEN=CASE_ANALYST")
	out, err := cmd.CombinedOutput()
	t.Logf("%s", out)
	if err != nil {
		t.Fatal(err)
	}
	if text := string(out); !strings.Contains(text, "not run:") && !strings.Contains(text, "warn 0, error 0") {
		t.Error("there are warnings or errors")
	}
}
