package misconduct_test

func clockPeriodRefusals() []refusal {
	return []refusal{}
}
