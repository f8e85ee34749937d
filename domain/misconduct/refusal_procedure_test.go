package misconduct_test

func procedureRefusals() []refusal {
	return []refusal{}
}
