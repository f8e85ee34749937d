package access_test

import (
	"reflect"
	"testing"

	"github.com/probity-ledger/probity/access"
	"github.com/probity-ledger/probity/domain"
)

// TestRelation_knows_every_part_of_a_resource fills each field with the one who asks, so that a part added to Resource and forgotten in the
// relation, which is what decisions are remembered by, is found here. The id of a thing is no part of it, except in the register.
func TestRelation_knows_every_part_of_a_resource(t *testing.T) {
	t.Parallel()
	who := access.Principal{Actor: "somebody", Officer: "entry", Role: domain.CaseOfficer, Force: force}
	nothing := access.RelationOf(who, access.Resource{})
	for field := range reflect.TypeFor[access.Resource]().Fields() {
		var r access.Resource
		fill(t, reflect.ValueOf(&r).Elem().FieldByIndex(field.Index))
		if same := access.RelationOf(who, r) == nothing; same != (field.Name == "ID") {
			t.Errorf("%s: the relation is the same: %t", field.Name, same)
		}
	}
	if access.RelationOf(who, access.Resource{Kind: "officer", ID: "a"}) == access.RelationOf(who, access.Resource{Kind: "officer", ID: "b"}) {
		t.Error("two entries of the register are one to the relation")
	}
}

func fill(t *testing.T, v reflect.Value) {
	t.Helper()
	switch {
	case v.Kind() == reflect.Bool:
		v.SetBool(true)
	case v.Kind() == reflect.String:
		v.SetString("somebody")
	case v.Type() == reflect.TypeFor[[]domain.ActorID]():
		v.Set(reflect.ValueOf([]domain.ActorID{"another", "somebody"}))
	case v.Type() == reflect.TypeFor[[]domain.OfficerID]():
		v.Set(reflect.ValueOf([]domain.OfficerID{"another", "entry"}))
	default:
		t.Fatalf("a field of type %s: say how to fill it", v.Type())
	}
}
