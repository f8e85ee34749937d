package misconduct

import (
	"slices"
	"strings"

	"github.com/probity-ledger/probity/domain"
)

// CodeSet is a version of the allegation categories. The same letter meant another thing before February 2020, so a letter means
// nothing without the set it is from.
type CodeSet struct {
	Version    string
	Source     string
	Confirmed  bool // names read, letters recalled: false until the current letters were seen
	Categories []AllegationCategory
}

// AllegationCategory is one category with its sub-categories.
type AllegationCategory struct {
	Code string // a letter
	Name string
	Subs []SubCategory
}

// SubCategory is one sub-category; only some bear a code of their own.
type SubCategory struct {
	Code string // e.g. "D2", or ""
	Name string
}

// CodeSets returns every set an allegation can be coded in.
func CodeSets() []CodeSet {
	return []CodeSet{{Version: "iopc-2021", Source: "IOPC capture guidance, January 2021; IOPC tables 2024/25", Categories: []AllegationCategory{
		numbered("A", "Delivery of duties and service", "Police action following contact", "Decisions", "Information", "General level of service"),
		numbered("B", "Police powers, policies and procedures", "Stops, and stop and search", "Searches of premises and seizure of property",
			"Power to arrest and detain", "Use of force", "Detention in police custody", "Bail, identification and interview procedures",
			"Evidential procedures", "Out of court disposals", "Other policies and procedures"),
		named("C", "Handling of or damage to property/premises"),
		numbered("D", "Access and/or disclosure of information", "Use of police systems", "Disclosure of information",
			"Handling of information", "Accessing and handling of information from other sources"),
		named("E", "Use of police vehicles"),
		named("F", "Discriminatory behaviour", "age", "disability", "gender reassignment", "marriage and civil partnership",
			"pregnancy and maternity", "race", "religion or belief", "sex", "sexual orientation", "other"),
		named("G", "Abuse of position/corruption", "for financial purpose", "for sexual purpose",
			"for pursuing an inappropriate emotional relationship", "for other purpose", "obstruction of justice", "organisational corruption"),
		named("H", "Individual behaviours", "impolite language/tone", "impolite and intolerant actions",
			"unprofessional attitude and disrespect", "lack of fairness and impartiality", "overbearing or harassing behaviours"),
		named("J", "Sexual conduct", "sexual assault", "sexual harassment", "other sexual conduct"),
		named("K", "Discreditable conduct"),
		named("L", "Other"),
	}}}
}

func numbered(code, name string, subs ...string) AllegationCategory {
	c := named(code, name, subs...)
	for i := range c.Subs {
		c.Subs[i].Code = code + string(rune('1'+i))
	}
	return c
}

func named(code, name string, subs ...string) AllegationCategory {
	c := AllegationCategory{Code: code, Name: name}
	for _, s := range subs {
		c.Subs = append(c.Subs, SubCategory{Name: s})
	}
	return c
}

// classify checks a category and returns the sub-category as the set spells it. "No sub-category recorded" is a lawful answer.
// Codes CODE_SET_REQUIRED, UNKNOWN_CODE_SET, UNKNOWN_CATEGORY, UNKNOWN_SUB_CATEGORY.
func classify(set, code, sub string) (string, error) {
	if set == "" {
		return "", domain.Errorf(domain.Invalid, "CODE_SET_REQUIRED",
			"a category means nothing without the version of its code set; state it, such as iopc-2021").On("codeSet").Under("domain guide 3.2")
	}
	i := slices.IndexFunc(CodeSets(), func(s CodeSet) bool { return s.Version == set })
	if i < 0 {
		return "", domain.Errorf(domain.Invalid, "UNKNOWN_CODE_SET", "the code set is not known here; state one that is, such as iopc-2021").On("codeSet")
	}
	return CodeSets()[i].find(code, sub)
}

func (s CodeSet) find(code, sub string) (string, error) {
	for _, c := range s.Categories {
		if c.Code == code {
			return c.sub(sub)
		}
		for _, coded := range c.Subs {
			if coded.Code != "" && coded.Code == code {
				return AllegationCategory{Code: code, Subs: []SubCategory{coded}}.sub(sub)
			}
		}
	}
	return "", domain.Errorf(domain.Invalid, "UNKNOWN_CATEGORY", "the category stands not in %s; state a letter or a code such as D2", s.Version).On("category")
}

func (c AllegationCategory) sub(name string) (string, error) {
	if name == "" {
		return "", nil
	}
	for _, s := range c.Subs {
		if plain(s.Name) == plain(name) || s.Code != "" && s.Code == name {
			return s.Name, nil
		}
	}
	return "", domain.Errorf(domain.Invalid, "UNKNOWN_SUB_CATEGORY", "category %s has no such sub-category; state one of its own, or none", c.Code).On("subCategory")
}

// plain takes "GENDER_REASSIGNMENT" and "gender reassignment" for the same name.
func plain(s string) string { return strings.ToLower(strings.ReplaceAll(s, "_", " ")) }

// lastStandard is the number of the last Standard of Professional Behaviour (CR Schedule 2).
const lastStandard = 10

// Standards returns the Standards of Professional Behaviour (CR Schedule 2), standard 1 at index 0.
func Standards() [lastStandard]string {
	return [lastStandard]string{"Honesty and Integrity", "Authority, Respect and Courtesy", "Equality and Diversity", "Use of Force",
		"Orders and Instructions", "Duties and Responsibilities", "Confidentiality", "Fitness for Duty", "Discreditable Conduct",
		"Challenging and Reporting Improper Conduct"}
}
