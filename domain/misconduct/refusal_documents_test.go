package misconduct_test

import "github.com/probity-ledger/probity/domain/misconduct"

func documentRefusals() []refusal {
	return []refusal{{name: "not built", when: misconduct.RecordDocument{}, code: "NOT_BUILT"}}
}
