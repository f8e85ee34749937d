package policyset

// Event is the closed set of facts about the rules of access.
//
//sumtype:decl
type Event interface{ isPolicySet() }

// Activated says that from here on access is decided by these rules.
type Activated struct {
	Hash     string   `json:"hash"`     // Sum of the files
	Release  string   `json:"release"`  // the build that brought them, as it names itself
	Policies []string `json:"policies"` // their names, in order
	Files    []File   `json:"files"`    // the rules as they are written, in order of their names
}

// File is one file of rules.
type File struct {
	Name string `json:"name"`
	Text string `json:"text"`
}

func (Activated) isPolicySet() {}

// State is which rules are in force.
type State struct{ Hash string }

// Evolve never fails and never judges: the event has already happened.
func Evolve(s State, e Event) State {
	if e, ok := e.(Activated); ok {
		s.Hash = e.Hash
	}
	return s
}
