package storetest

import (
	"embed"
	"errors"
	"fmt"
	"io/fs"
	"slices"
	"strings"
)

//go:embed tables/*.txt
var tables embed.FS

// row is one question: commands that follow one another, with the answers they must get.
type row struct {
	place   string // file and line
	table   string // the file's name without its ending
	clause  string
	name    string
	because string
	needs   []string
	steps   []step
}

// step is one command of a row.
type step struct {
	place      string
	text       string
	verb       string
	args       []string
	want       []string // any of these; none: the command is only to succeed
	eventually bool
}

// capabilities are the words that "needs" may be followed by.
var capabilities = []string{"batch", "groups", "size", "auth"}

// everyRow reads all tables.
func everyRow() ([]row, error) {
	files, err := fs.Glob(tables, "tables/*.txt")
	if err != nil {
		return nil, err
	}
	var all []row
	for _, file := range files {
		text, err := tables.ReadFile(file)
		if err != nil {
			return nil, err
		}
		rows, err := parseTable(strings.TrimPrefix(file, "tables/"), string(text))
		if err != nil {
			return nil, err
		}
		all = append(all, rows...)
	}
	return all, nil
}

func parseTable(file, text string) ([]row, error) {
	var rows []row
	for i, line := range strings.Split(text, "\n") {
		place := fmt.Sprintf("%s:%d", file, i+1)
		line = strings.TrimSpace(line)
		head, isHead := strings.CutPrefix(line, "== ")
		var err error
		switch {
		case line == "" || strings.HasPrefix(line, "#"):
		case isHead:
			clause, name, _ := strings.Cut(head, " ")
			rows = append(rows, row{place: place, table: strings.TrimSuffix(file, ".txt"), clause: clause, name: name})
		case len(rows) == 0:
			err = errors.New("a command before the first row")
		default:
			err = rows[len(rows)-1].add(place, line)
		}
		if err != nil {
			return nil, fmt.Errorf("%s: %w", place, err)
		}
	}
	return rows, checkRows(rows)
}

func (r *row) add(place, line string) error {
	word, rest, _ := strings.Cut(line, " ")
	switch word {
	case "needs":
		r.needs = append(r.needs, strings.Fields(rest)...)
		return nil
	case "because":
		r.because = strings.TrimSpace(r.because + " " + rest)
		return nil
	}
	command, answer, answered := strings.Cut(line, "=>")
	s := step{place: place, text: line}
	words := strings.Fields(command)
	if words[0] == "eventually" && len(words) > 1 {
		s.eventually, words = true, words[1:]
	}
	s.verb, s.args = words[0], words[1:]
	if commandFor(s.verb) == nil {
		return fmt.Errorf("no command is called %s", s.verb)
	}
	if answered {
		for a := range strings.SplitSeq(answer, " | ") {
			s.want = append(s.want, strings.Join(strings.Fields(a), " "))
		}
	}
	r.steps = append(r.steps, s)
	return nil
}

// checkRows refuses tables that say less than they seem to.
func checkRows(rows []row) error {
	seen := map[string]bool{}
	for _, r := range rows {
		asks := slices.ContainsFunc(r.steps, func(s step) bool { return len(s.want) > 0 })
		lenient := slices.ContainsFunc(r.steps, func(s step) bool { return len(s.want) > 1 })
		unknown := slices.ContainsFunc(r.needs, func(n string) bool { return !slices.Contains(capabilities, n) })
		switch {
		case r.name == "" || r.clause == "":
			return fmt.Errorf("%s: a row needs a clause and a name", r.place)
		case seen[r.name]:
			return fmt.Errorf("%s: another row has the same name", r.place)
		case !asks:
			return fmt.Errorf("%s: the row asks nothing", r.place)
		case lenient && r.because == "":
			return fmt.Errorf("%s: the row accepts more than one answer and does not say why", r.place)
		case unknown:
			return fmt.Errorf("%s: the row needs something unheard of: %v", r.place, r.needs)
		}
		seen[r.name] = true
	}
	return nil
}
