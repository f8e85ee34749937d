package model

import "time"

// PolicySet is the written rules of access the server decides by.
type PolicySet struct {
	Hash        string
	ActivatedAt time.Time
	Release     string
	Policies    []Policy
}

// Policy is one of them.
type Policy struct{ ID, Text, Code string }
