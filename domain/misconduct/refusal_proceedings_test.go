package misconduct_test

func proceedingsRefusals() []refusal {
	return []refusal{}
}
