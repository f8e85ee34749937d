package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"

	"github.com/google/uuid"
)

// registerCommand registers the complaints of a list through a running ledger.
type registerCommand struct {
	File      string `required:"" type:"existingfile" placeholder:"FILE" help:"The list: CSV with a header, or a JSON array of objects, in UTF-8."`
	Format    string `enum:",CSV,JSON" default:"" help:"How the list is written (CSV or JSON), where the file's name does not say it."`
	DryRun    bool   `help:"Write nothing: say of every row what would become of it."`
	Force     string `placeholder:"FORCE" help:"The police force whose complaints they are; the caller's own when absent."`
	TokenFile string `type:"path" placeholder:"FILE" help:"The file with the access token, readable by its owner only; a shell's <(probity token …) will do."`
	calling
}

// complaintPage is what the server answers about a page of rows.
type complaintPage struct {
	UserErrors userErrors `json:"userErrors"`
	Rows       []struct {
		Row       int    `json:"row"`
		Reference string `json:"reference"`
		State     string `json:"state"`
		Errors    []struct {
			Field   string `json:"field"`
			Code    string `json:"code"`
			Message string `json:"message"`
		} `json:"errors"`
	} `json:"rows"`
	Last int  `json:"last"`
	More bool `json:"more"`
}

// pageRows is how many rows are asked for at a time: few enough to be answered soon.
const pageRows = 50

// errRowsRefused says that the list was dealt with and some of its rows were not registered.
var errRowsRefused = errors.New("some rows were refused; put them right and give the same list again")

// Run uploads the list and has it dealt with page by page. Given again, it goes on where it was cut off.
func (c registerCommand) Run(ctx context.Context, t *terminal) error {
	if c.Server == "" {
		return usagef("--server is missing: give the address of a running ledger")
	}
	format, err := c.format()
	if err != nil {
		return err
	}
	client, err := c.client()
	if err != nil {
		return err
	}
	r := &remote{server: c.base(), path: "/graphql", client: client}
	if c.TokenFile != "" {
		if r.token, err = readSecret(c.TokenFile, "the access token"); err != nil {
			return err
		}
	}
	if c.Force == "" {
		if c.Force, err = ownForce(ctx, r); err != nil {
			return err
		}
	}
	upload, err := c.upload(ctx, r)
	if err != nil {
		return err
	}
	return c.throughout(ctx, t, r, map[string]any{"force": c.Force, "format": format, "uploadId": upload, "dryRun": c.DryRun, "first": pageRows})
}

func (c registerCommand) format() (string, error) {
	if c.Format != "" {
		return c.Format, nil
	}
	switch ending := strings.ToUpper(strings.TrimPrefix(filepath.Ext(c.File), ".")); ending {
	case "CSV", "JSON":
		return ending, nil
	}
	return "", usagef("--format is missing: the name of %s does not say whether it is CSV or JSON", filepath.Base(c.File))
}

func ownForce(ctx context.Context, r *remote) (string, error) {
	var found struct {
		Viewer struct {
			Force string `json:"force"`
		} `json:"viewer"`
	}
	if _, err := r.query(ctx, ownDocument("own_force"), nil, &found); err != nil {
		return "", fmt.Errorf("ask whose token it is: %w", err)
	}
	if found.Viewer.Force == "" {
		return "", usagef("--force is missing: the token is of no police force")
	}
	return found.Viewer.Force, nil
}

// upload sends the list and returns the id the server gave it.
func (c registerCommand) upload(ctx context.Context, r *remote) (_ string, err error) {
	f, err := os.Open(c.File)
	if err != nil {
		return "", fmt.Errorf("open the list: %w", err)
	}
	defer func() { err = errors.Join(err, f.Close()) }()
	info, err := f.Stat()
	if err != nil {
		return "", fmt.Errorf("open the list: %w", err)
	}
	answer, err := r.post(ctx, "/uploads", "application/octet-stream", io.LimitReader(f, info.Size()), info.Size())
	if err != nil {
		return "", fmt.Errorf("upload the list: %w", err)
	}
	var up struct {
		UploadID string `json:"uploadId"`
	}
	if err := json.Unmarshal(answer, &up); err != nil {
		return "", fmt.Errorf("read the answer to the upload: %w", err)
	}
	return up.UploadID, nil
}

// throughout asks for page after page, and says what became of each row.
func (c registerCommand) throughout(ctx context.Context, t *terminal, r *remote, input map[string]any) error {
	counts := map[string]int{}
	for more, last := true, 0; more; {
		input["commandId"], input["after"] = uuid.NewString(), last
		var answer struct {
			Page complaintPage `json:"complaintsRegister"`
		}
		if _, err := r.query(ctx, ownDocument("register_complaints"), map[string]any{"in": input}, &answer); err != nil {
			return fmt.Errorf("register the rows after %d: %w", last, err)
		}
		for _, row := range answer.Page.Rows {
			counts[row.State]++
			for _, e := range row.Errors {
				t.say("row %d  %s  %s  %s", row.Row, visible(row.Reference), e.Code, strings.TrimPrefix(e.Field+": "+visible(e.Message), ": "))
			}
		}
		if err := answer.Page.UserErrors.err(); err != nil {
			return fmt.Errorf("register the rows after %d: %w", answer.Page.Last, err)
		}
		more, last = answer.Page.More && answer.Page.Last > last, answer.Page.Last
	}
	t.say("%d would be registered, %d registered, %d already registered, %d refused",
		counts["WOULD_REGISTER"], counts["REGISTERED"], counts["ALREADY"], counts["REFUSED"])
	if counts["REFUSED"] > 0 {
		return &adviceError{err: errRowsRefused, code: exitRefused}
	}
	return nil
}

// visible is text of a file as a terminal may show it: on one line and without commands to the terminal.
func visible(s string) string { return strings.Trim(fmt.Sprintf("%q", s), `"`) }
