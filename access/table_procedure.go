package access

import "github.com/probity-ledger/probity/domain"

// recording are the roles that record what others did in a matter: the Director General, a chair, a tribunal, a complainant, an officer.
var recording = []domain.Role{domain.CaseOfficer, domain.PSDSupervisor, domain.AppropriateAuthority}

// procedureTable are the permissions for the procedure from the investigation to the appeal: what the force decides, its appropriate
// authority decides; what others decided, its people record.
var procedureTable = []Rule{
	{
		Name:  "permit.decide-on-matter",
		Text:  "The appropriate authority decides what becomes of a matter: whether it is recorded, how it is investigated, and when it ends (CR2).",
		Roles: []domain.Role{domain.AppropriateAuthority},
		Commands: []string{"misconduct.DeclineToRecord", "misconduct.HandleOutsideSchedule3", "misconduct.SetTermsOfReference",
			"misconduct.CombineInvestigations", "misconduct.SplitInvestigation", "misconduct.SuspendInvestigation",
			"misconduct.ResumeInvestigation", "misconduct.GiveAuthorityViews", "misconduct.DecideWithdrawal",
			"misconduct.Discontinue", "misconduct.Reopen", "misconduct.Finalise"},
	},
	{
		Name:  "permit.decide-on-officer",
		Text:  "The appropriate authority decides what becomes of an officer concerned: the route, the lists, and when nothing is left to do (CR2).",
		Roles: []domain.Role{domain.AppropriateAuthority},
		Commands: []string{"misconduct.DeferProceedings", "misconduct.ResumeProceedings", "misconduct.DetermineSpecialConditions",
			"misconduct.ReferElsewhere", "misconduct.DetermineConditionC", "misconduct.DetermineVetting", "misconduct.ReportToList",
			"misconduct.RemoveFromList", "misconduct.CloseInvolvement"},
	},
	{
		Name:     "permit.arrange-proceedings",
		Text:     "The appropriate authority appoints who conducts proceedings, decides on objections, and takes a case back before they begin.",
		Roles:    []domain.Role{domain.AppropriateAuthority},
		Commands: []string{"misconduct.AppointPanel", "misconduct.DecideObjection", "misconduct.WithdrawProceedings"},
	},
	{
		Name:  "permit.record-investigation",
		Text:  "Case officers, supervisors and the appropriate authority record how an investigation goes on, and what the Director General did in it.",
		Roles: recording,
		Commands: []string{"misconduct.CallIn", "misconduct.ApplySpecialProcedures", "misconduct.IssueDelayReport",
			"misconduct.HoldBackDelayReport", "misconduct.SeekAuthorityViews",
			"misconduct.ExplainDeterminationDelay", "misconduct.DirectReInvestigation", "misconduct.CorrectMatter",
			"misconduct.CorrectAllegation", "misconduct.DelayNotice", "misconduct.ReceiveRepresentations",
			"misconduct.ProvideTermsOfReference", "misconduct.WithholdTermsOfReference", "misconduct.ScheduleInterview",
			"misconduct.PostponeInterview", "misconduct.HoldInterview", "misconduct.TakeCriminalStep",
			"misconduct.SubmitSpecialConditionsStatement", "misconduct.NotifySuspensionReview", "misconduct.ConsultIOPCOnSuspension",
			"misconduct.RecordDeparture"},
	},
	{
		Name:  "permit.keep-informed",
		Text:  "Case officers, supervisors and the appropriate authority keep complainants and interested persons informed, and record what these ask for (CM34).",
		Roles: recording,
		Commands: []string{"misconduct.NameInterestedPerson", "misconduct.UpdateInterestedPersons", "misconduct.WithdrawComplaint",
			"misconduct.TellComplainant", "misconduct.RequestReview", "misconduct.ForwardReview", "misconduct.DetermineReview"},
	},
	{
		Name:  "permit.record-reflective-review",
		Text:  "Case officers, supervisors and the appropriate authority record a reflective practice review.",
		Roles: recording,
		Commands: []string{"misconduct.ServeReflectiveNotice", "misconduct.ReceiveReflectiveAccount", "misconduct.HoldReflectiveDiscussion",
			"misconduct.RetainReflectiveReport"},
	},
	{
		Name:  "permit.record-proceedings",
		Text:  "Case officers, supervisors and the appropriate authority record what the Director General, the officer, the chair and the panel did in proceedings.",
		Roles: recording,
		Commands: []string{"misconduct.DirectProceedings", "misconduct.TakeCasePresentation", "misconduct.ServeReferralNotice", "misconduct.Object",
			"misconduct.Respond", "misconduct.SupplyWitnessList", "misconduct.SupplyBundle", "misconduct.FixHearing",
			"misconduct.FixPreHearing", "misconduct.HoldPreHearing", "misconduct.RestrictReporting", "misconduct.PublishNotice",
			"misconduct.OpenProceedings", "misconduct.AdjournProceedings", "misconduct.MakeFinding", "misconduct.ImposeOutcome",
			"misconduct.SubmitOutcomeReport", "misconduct.NotifyOutcome", "misconduct.PublishOutcome", "misconduct.ExcludeLeave"},
	},
	{
		Name:  "permit.record-appeals",
		Text:  "Case officers, supervisors and the appropriate authority record an officer's appeal and what became of it.",
		Roles: recording,
		Commands: []string{"misconduct.LodgeAppeal", "misconduct.ReceiveAppealNotice", "misconduct.SubmitAppealPapers", "misconduct.DetermineAppeal",
			"misconduct.NotifyAppeal"},
	},
	{
		Name:     "permit.change-periods",
		Text:     "Supervisors and the appropriate authority record that a statutory period was made longer or shorter, and who did that.",
		Roles:    forceWide,
		Commands: []string{"misconduct.ExtendClock", "misconduct.ShortenClock"},
	},
	{
		Name:     "permit.keep-documents",
		Text:     "Case officers, supervisors and the appropriate authority enter documents in a matter.",
		Roles:    recording,
		Commands: []string{"misconduct.RecordDocument"},
	},
}
