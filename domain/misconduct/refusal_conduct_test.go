package misconduct_test

func conductRefusals() []refusal {
	return []refusal{}
}
