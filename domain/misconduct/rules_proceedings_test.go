package misconduct_test

import (
	"testing"

	"github.com/probity-ledger/probity/domain"
	"github.com/probity-ledger/probity/domain/misconduct"
)

// history is a matter in proceedings of a form under a version of the rules, with a finding on the one allegation.
func history(regime string, f misconduct.Form, finding misconduct.Finding, former bool) []misconduct.Event {
	begun := map[misconduct.Form][]misconduct.Event{misconduct.Meeting: met, misconduct.Hearing: heard, misconduct.AcceleratedHearing: summary}[f]
	events := after(under(regime, begun), foundFor(thorne, finding))
	if former {
		events = after(events, leaving(true, "2026-02-01"))
	}
	return events
}

const (
	before2024 = "2020"
	before2025 = "2020+A24"
	today      = "2020+A24+A25"
)

// The table of the domain guide, section 1.8, under the rules as they changed.
func TestOutcomesThatCanFollow(t *testing.T) {
	t.Parallel()
	const none, warning, final, reduced, out, would, reflective = misconduct.NoAction, misconduct.WrittenWarning, misconduct.FinalWrittenWarning,
		misconduct.ReductionInRank, misconduct.Dismissal, misconduct.WouldHaveBeenDismissed, misconduct.ReferToReflective
	all := []misconduct.DisciplinaryAction{none, reflective, warning, final, reduced, out, would}
	type codes map[misconduct.DisciplinaryAction]string // "" is lawful; what is not named is OUTCOME_NOT_LAWFUL
	cases := []struct {
		name    string
		regime  string
		form    misconduct.Form
		finding misconduct.Finding
		former  bool
		want    codes
	}{
		{"neither at a meeting", today, misconduct.Meeting, misconduct.FoundNeither, false, codes{none: "", reflective: ""}},
		{"neither at a hearing", today, misconduct.Hearing, misconduct.FoundNeither, false, codes{none: "", reflective: ""}},
		{"misconduct at a meeting", today, misconduct.Meeting, misconduct.FoundMisconduct, false, codes{none: "", warning: "", final: ""}},
		{"misconduct at a hearing", today, misconduct.Hearing, misconduct.FoundMisconduct, false,
			codes{none: "", warning: "", final: "", reduced: "HISTORY_REQUIRED", out: "HISTORY_REQUIRED"}},
		{"misconduct at an accelerated hearing", today, misconduct.AcceleratedHearing, misconduct.FoundMisconduct, false, codes{none: "", warning: "", final: ""}},
		{"gross misconduct", today, misconduct.Hearing, misconduct.FoundGrossMisconduct, false,
			codes{final: "EXCEPTIONAL_REQUIRED", reduced: "EXCEPTIONAL_REQUIRED", out: ""}},
		{"gross misconduct, accelerated", today, misconduct.AcceleratedHearing, misconduct.FoundGrossMisconduct, false,
			codes{final: "EXCEPTIONAL_REQUIRED", reduced: "EXCEPTIONAL_REQUIRED", out: ""}},
		{"gross misconduct before 28 May 2025", before2025, misconduct.Hearing, misconduct.FoundGrossMisconduct, false, codes{final: "", reduced: "", out: ""}},
		{"a former officer, gross", today, misconduct.Hearing, misconduct.FoundGrossMisconduct, true, codes{would: "", none: ""}},
		{"a former officer, misconduct", today, misconduct.Hearing, misconduct.FoundMisconduct, true, codes{none: ""}},
		{"who left while the meeting went on", today, misconduct.Meeting, misconduct.FoundMisconduct, true, codes{none: ""}},
		{"a former officer, neither", before2024, misconduct.Hearing, misconduct.FoundNeither, true, codes{none: ""}},
	}
	for _, c := range cases {
		for _, action := range all {
			t.Run(c.name+", "+string(action), func(t *testing.T) {
				t.Parallel()
				story := given(t, history(c.regime, c.form, c.finding, c.former)...).When(impose(action, func(o *misconduct.ImposeOutcome) {
					if action == reduced {
						o.ToRank, o.Rank, o.OperationalImpact = "PC", "SERGEANT", "the team loses a supervisor"
					}
				}))
				code, lawful := c.want[action]
				switch {
				case !lawful:
					story.Refused("OUTCOME_NOT_LAWFUL")
				case code != "":
					story.Refused(code)
				default:
					if got := story.State().Officers[thorne].Action; got != action {
						t.Errorf("the outcome is %s", got)
					}
				}
			})
		}
	}
}

func TestOutcomesUnderConditions(t *testing.T) {
	t.Parallel()
	final := misconduct.PastSanction{Matter: "m", Action: misconduct.FinalWrittenWarning, Months: 24, From: "2024-01-01", Until: "2025-12-31"}
	void := with(final, func(p *misconduct.PastSanction) { p.Void = true })
	over := with(final, func(p *misconduct.PastSanction) { p.Until = "2025-06-11" }) // assessed on 2025-06-12
	reduced := misconduct.PastSanction{Matter: "m", Action: misconduct.ReductionInRank, From: "2020-01-01"}
	hearing := func(f misconduct.Finding) []misconduct.Event { return history(today, misconduct.Hearing, f, false) }
	record := func(p ...misconduct.PastSanction) func(*misconduct.ImposeOutcome) {
		return func(c *misconduct.ImposeOutcome) { c.Record = p }
	}
	exceptional := func(c *misconduct.ImposeOutcome) { c.Exceptional = "acted to save a life" }
	down := func(c *misconduct.ImposeOutcome) {
		c.ToRank, c.Rank, c.OperationalImpact = "PC", "SERGEANT", "the team loses a supervisor"
	}
	unconnected := func(c *misconduct.ImposeOutcome) { c.Unconnected = true }
	months := func(n int) func(*misconduct.ImposeOutcome) {
		return func(c *misconduct.ImposeOutcome) { c.Months = n }
	}
	gross, simple := misconduct.FoundGrossMisconduct, misconduct.FoundMisconduct
	cases := []struct {
		name   string
		given  []misconduct.Event
		when   misconduct.ImposeOutcome
		code   string
		months int
	}{
		{"a final warning in exceptional circumstances", hearing(gross), impose(misconduct.FinalWrittenWarning, exceptional), "", 24},
		{"a final warning for up to five years", hearing(gross), impose(misconduct.FinalWrittenWarning, exceptional, months(60)), "", 60},
		{"a final warning for longer", hearing(gross), impose(misconduct.FinalWrittenWarning, exceptional, months(61)), "DURATION_NOT_LAWFUL", 0},
		{"a final warning for shorter", hearing(simple), impose(misconduct.FinalWrittenWarning, months(23)), "DURATION_NOT_LAWFUL", 0},
		{"a final warning at a meeting for longer", history(today, misconduct.Meeting, simple, false), impose(misconduct.FinalWrittenWarning, months(25)), "DURATION_NOT_LAWFUL", 0},
		{"a written warning", hearing(simple), impose(misconduct.WrittenWarning), "", 18},
		{"a written warning for longer", hearing(simple), impose(misconduct.WrittenWarning, months(24)), "DURATION_NOT_LAWFUL", 0},
		{"a dismissal with a length", hearing(gross), impose(misconduct.Dismissal, months(1)), "DURATION_NOT_LAWFUL", 0},
		{"a final warning on top of another", hearing(simple), impose(misconduct.FinalWrittenWarning, record(final)), "FINAL_WARNING_LIVE", 0},
		{"a final warning on top of one an appeal took away", hearing(simple), impose(misconduct.FinalWrittenWarning, record(void)), "", 24},
		{"a final warning on top of one that was over", hearing(simple), impose(misconduct.FinalWrittenWarning, record(over)), "", 24},
		{"a dismissal for misconduct after a final warning", hearing(simple), impose(misconduct.Dismissal, record(final)), "", 0},
		{"a dismissal for misconduct after one that was over", hearing(simple), impose(misconduct.Dismissal, record(over)), "HISTORY_REQUIRED", 0},
		{"a dismissal for unconnected incidents", hearing(simple), impose(misconduct.Dismissal, unconnected), "", 0},
		{"a reduction after a final warning", hearing(simple), impose(misconduct.ReductionInRank, record(final), down), "", 0},
		{"a second reduction", hearing(gross), impose(misconduct.ReductionInRank, record(reduced), down, exceptional), "SECOND_REDUCTION", 0},
		{"a reduction of a constable", hearing(gross), impose(misconduct.ReductionInRank, exceptional, down, func(c *misconduct.ImposeOutcome) { c.Rank = "" }), "RANK_NOT_LOWER", 0},
		{"a reduction without the authority's views", hearing(gross), impose(misconduct.ReductionInRank, exceptional, down, func(c *misconduct.ImposeOutcome) { c.OperationalImpact = "" }), "REQUIRED", 0},
		{"a warning that states a rank", hearing(simple), impose(misconduct.WrittenWarning, func(c *misconduct.ImposeOutcome) { c.ToRank = "PC" }), "RANK_NOT_LOWER", 0},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			story := given(t, c.given...).When(c.when)
			if c.code != "" {
				story.Refused(c.code)
				return
			}
			if got := story.State().Officers[thorne]; got.Months != c.months || got.Action != c.when.Action {
				t.Errorf("%s for %d months", got.Action, got.Months)
			}
		})
	}
}

// Each of the four things that seriousness is made of is stated by itself, once the outcome is a warning or more.
func TestSeriousnessIsWeighedInFourParts(t *testing.T) {
	t.Parallel()
	parts := map[string]func(*misconduct.Seriousness){
		"seriousness.culpability": func(s *misconduct.Seriousness) { s.Culpability = "" }, "seriousness.harm": func(s *misconduct.Seriousness) { s.Harm = " " },
		"seriousness.aggravating": func(s *misconduct.Seriousness) { s.Aggravating = "" }, "seriousness.mitigating": func(s *misconduct.Seriousness) { s.Mitigating = "" }}
	for field, drop := range parts {
		missing := impose(misconduct.WrittenWarning, func(c *misconduct.ImposeOutcome) { drop(&c.Seriousness) })
		if e := given(t, history(today, misconduct.Hearing, misconduct.FoundMisconduct, false)...).When(missing).Refused("REQUIRED"); e.Field != field {
			t.Errorf("field %s, want %s", e.Field, field)
		}
	}
	none := impose(misconduct.NoAction, func(c *misconduct.ImposeOutcome) { c.Seriousness = misconduct.Seriousness{} })
	given(t, history(today, misconduct.Hearing, misconduct.FoundMisconduct, false)...).When(none).
		Then(with(imposed(thorne, misconduct.NoAction, 0, "2026-03-04"), func(e *misconduct.OutcomeImposed) { e.Seriousness = misconduct.Seriousness{} }))
}

func TestWhoMayConductProceedings(t *testing.T) {
	t.Parallel()
	staff := func(m *misconduct.PanelMember) { m.Rank, m.Standing = "POLICE_STAFF", misconduct.SeniorStaff }
	lawyer := []misconduct.PanelMember{{Person: "Ms Gray", Capacity: misconduct.Chair, Standing: misconduct.LegallyQualifiedChair},
		{Person: "Supt Lowe", Capacity: misconduct.PoliceMember, Rank: "SUPERINTENDENT"}, member("Ms Hale", misconduct.IndependentMember)}
	chiefInspector := append([]misconduct.PanelMember{lawyer[0], {Person: "CI Lowe", Capacity: misconduct.PoliceMember, Rank: "CHIEF_INSPECTOR"}}, lawyer[2])
	former := func(left domain.Date) func(*misconduct.PanelMember) {
		return func(m *misconduct.PanelMember) { m.Standing, m.LeftOn = misconduct.FormerSenior, left }
	}
	elsewhere := func(force string) func(*misconduct.PanelMember) {
		return func(m *misconduct.PanelMember) { m.Standing, m.Force = misconduct.SeniorOfOtherForce, force }
	}
	inspectorate := func(m *misconduct.PanelMember) { m.Standing = misconduct.Inspectorate }
	one := func(m misconduct.PanelMember) []misconduct.PanelMember { return []misconduct.PanelMember{m} }
	cases := []struct {
		name        string
		regime      string
		form        misconduct.Form
		rank        string
		members     []misconduct.PanelMember
		operational bool
		code        string
	}{
		{"a meeting by an inspector", today, misconduct.Meeting, "SERGEANT", one(inspector()), false, ""},
		{"a meeting by somebody of the same rank", today, misconduct.Meeting, "INSPECTOR", one(inspector()), false, "RANK_TOO_LOW"},
		{"a meeting by senior staff", today, misconduct.Meeting, "SERGEANT", one(with(inspector(), staff)), false, ""},
		{"a meeting by staff about operational policing", today, misconduct.Meeting, "SERGEANT", one(with(inspector(), staff)), true, "OPERATIONAL_POLICING"},
		{"a special's meeting by a sergeant", today, misconduct.Meeting, "SPECIAL_CONSTABLE", one(with(inspector(), func(m *misconduct.PanelMember) { m.Rank = "SERGEANT" })), false, ""},
		{"a special's meeting by a constable", today, misconduct.Meeting, "SPECIAL_CONSTABLE", one(with(inspector(), func(m *misconduct.PanelMember) { m.Rank = "PC" })), false, "RANK_TOO_LOW"},
		{"a hearing chaired by a chief officer", today, misconduct.Hearing, "PC", hearingPanel(), false, ""},
		{"a hearing chaired by a superintendent", today, misconduct.Hearing, "PC", hearingPanel(func(m *misconduct.PanelMember) { m.Rank = "SUPERINTENDENT" }), false, "RANK_TOO_LOW"},
		{"a hearing chaired by senior staff", today, misconduct.Hearing, "PC", hearingPanel(staff), false, ""},
		{"a hearing chaired by staff about operational policing", today, misconduct.Hearing, "PC", hearingPanel(staff), true, "OPERATIONAL_POLICING"},
		{"a hearing chaired by one who left within five years", today, misconduct.Hearing, "PC", hearingPanel(former("2020-12-09")), false, ""},
		{"a hearing chaired by one who left five years ago", today, misconduct.Hearing, "PC", hearingPanel(former("2020-12-08")), false, "FORMER_TOO_LONG"},
		{"a hearing without a lawyer's advice", today, misconduct.Hearing, "PC", hearingPanel()[:3], false, "PANEL_NOT_COMPLETE"},
		{"a hearing with one independent member", today, misconduct.Hearing, "PC", append(hearingPanel()[:2], hearingPanel()[3]), false, "PANEL_NOT_COMPLETE"},
		{"a hearing with a police member since 2024", today, misconduct.Hearing, "PC", append(hearingPanel(), lawyer[1]), false, "PANEL_NOT_COMPLETE"},
		{"a hearing chaired by a lawyer since 2024", today, misconduct.Hearing, "PC", hearingPanel(func(m *misconduct.PanelMember) { m.Standing = misconduct.LegallyQualifiedChair }), false, "CHAIR_NOT_LAWFUL"},
		{"a hearing chaired by a lawyer before", before2024, misconduct.Hearing, "PC", lawyer, false, ""},
		{"a lawyer's hearing with a chief inspector", before2024, misconduct.Hearing, "PC", chiefInspector, false, "RANK_TOO_LOW"},
		{"a hearing chaired by a chief officer before 2024", before2024, misconduct.Hearing, "PC", append(one(chair()), lawyer[1:]...), false, "CHAIR_NOT_LAWFUL"},
		{"a senior officer's hearing chaired from another force", today, misconduct.Hearing, "COMMANDER", hearingPanel(elsewhere("southmoor")), false, ""},
		{"a senior officer's hearing chaired at home", today, misconduct.Hearing, "COMMANDER", hearingPanel(elsewhere("northmoor")), false, "CHAIR_NOT_LAWFUL"},
		{"a senior officer's hearing chaired by a chief officer", today, misconduct.Hearing, "COMMANDER", hearingPanel(), false, "CHAIR_NOT_LAWFUL"},
		{"a chief constable's hearing", today, misconduct.Hearing, "CHIEF_CONSTABLE", hearingPanel(inspectorate), false, ""},
		{"a chief constable's hearing chaired from another force", today, misconduct.Hearing, "CHIEF_CONSTABLE", hearingPanel(elsewhere("southmoor")), false, "CHAIR_NOT_LAWFUL"},
		{"an accelerated hearing by a delegate", today, misconduct.AcceleratedHearing, "PC", acceleratedPanel(func(m *misconduct.PanelMember) { m.Standing = misconduct.DelegatedSenior }), false, ""},
		{"an accelerated hearing by a delegate before 2024", before2024, misconduct.AcceleratedHearing, "PC", acceleratedPanel(func(m *misconduct.PanelMember) { m.Standing = misconduct.DelegatedSenior }), false, "CHAIR_NOT_LAWFUL"},
	}
	told := map[misconduct.Form][]misconduct.Event{misconduct.Meeting: meetingTold, misconduct.Hearing: hearingTold, misconduct.AcceleratedHearing: acceleratedTold}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			story := given(t, under(c.regime, told[c.form])...).When(appoint(c.form, c.members, func(a *misconduct.AppointPanel) {
				a.Operational, a.Ranks = c.operational, map[domain.OfficerID]string{thorne: c.rank}
			}))
			if c.code != "" {
				story.Refused(c.code)
				return
			}
			if got := story.State().Officers[thorne].Panel; len(got) != len(c.members) {
				t.Errorf("panel %+v", got)
			}
		})
	}
}

func TestRecordDecidesBetweenMeetingAndHearing(t *testing.T) {
	t.Parallel()
	lesser := after(filedAll, assessed(thorne, misconduct.Misconduct, misconduct.Meeting), noticed(thorne, misconduct.Misconduct, misconduct.Meeting))
	final := misconduct.PastSanction{Matter: "m", Action: misconduct.FinalWrittenWarning, From: "2024-01-01", Until: "2025-06-12"} // assessed that day
	reduced := misconduct.PastSanction{Matter: "m", Action: misconduct.ReductionInRank, From: "2023-06-13"}
	for _, c := range []struct {
		name   string
		route  misconduct.Form
		record []misconduct.PastSanction
		why    string
		code   string
	}{
		{"a meeting with a clean record", misconduct.Meeting, nil, "", ""},
		{"a hearing with a clean record", misconduct.Hearing, nil, "", "MUST_BE_MEETING"},
		{"a hearing for repeated cases", misconduct.Hearing, nil, "the third of its kind", ""},
		{"a meeting with a final warning that lived", misconduct.Meeting, []misconduct.PastSanction{final}, "", "MUST_BE_HEARING"},
		{"a hearing with a final warning that lived", misconduct.Hearing, []misconduct.PastSanction{final}, "", ""},
		{"a meeting with a final warning of the day before", misconduct.Meeting, []misconduct.PastSanction{with(final, func(p *misconduct.PastSanction) { p.Until = "2025-06-11" })}, "", ""},
		{"a meeting within two years of a reduction", misconduct.Meeting, []misconduct.PastSanction{reduced}, "", "MUST_BE_HEARING"},
		{"a meeting two years after a reduction", misconduct.Meeting, []misconduct.PastSanction{with(reduced, func(p *misconduct.PastSanction) { p.From = "2023-06-12" })}, "", ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			story := given(t, lesser...).When(determine(func(d *misconduct.DetermineCaseToAnswer) {
				d.Finding, d.Route, d.Record, d.WhyHearing = misconduct.CaseForMisconduct, c.route, c.record, c.why
			}))
			if c.code != "" {
				story.Refused(c.code)
				return
			}
			if got := story.State().Officers[thorne].Route; got != c.route {
				t.Errorf("goes to %s", got)
			}
		})
	}
}

func TestDeterminationWithoutTheAuthoritysViewsIsFlagged(t *testing.T) {
	t.Parallel()
	sought := misconduct.AuthorityViewsSought{Dated: on("2025-10-10")}
	for _, c := range []struct {
		name  string
		given []misconduct.Event
		day   domain.Date
		want  bool
	}{
		{"never sought", reportIn, "2025-12-01", true},
		{"on the last day for them", after(reportIn, sought), "2025-11-07", true},
		{"after the time for them", after(reportIn, sought), "2025-11-08", false},
		{"once given", after(reportIn, sought, misconduct.AuthorityViewsGiven{Dated: on("2025-10-20")}), "2025-10-21", false},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			d := determine(func(d *misconduct.DetermineCaseToAnswer) { d.On = c.day })
			given(t, c.given...).When(d).Then(
				misconduct.DecisionRecorded{Decision: d.Decision, Subject: misconduct.SubjectCaseToAnswer, Officer: thorne, Text: d.Text, Reasons: d.Reasons,
					Evidence: d.Evidence, DecidedBy: d.DecidedBy, On: c.day},
				misconduct.CaseToAnswerDetermined{Decision: d.Decision, Officer: thorne, Finding: d.Finding, Route: d.Route, DecidedBy: d.DecidedBy,
					WithoutViews: c.want, On: c.day})
		})
	}
}

func TestFormerOfficersArePresumedToGoToAnAcceleratedHearing(t *testing.T) {
	t.Parallel()
	left := after(reportIn, leaving(true, "2025-11-01"))
	why := func(d *misconduct.DetermineCaseToAnswer) { d.WhyHearing = "they opted for a hearing" }
	given(t, left...).When(determine()).Refused("HEARING_NEEDS_REASON")
	if s := given(t, left...).When(determine(why)).State(); s.Officers[thorne].Route != misconduct.Hearing {
		t.Errorf("goes to %s", s.Officers[thorne].Route)
	}
	given(t, under(before2025, left)...).When(determine()).State()
	given(t, left...).When(determine(func(d *misconduct.DetermineCaseToAnswer) { d.Route = misconduct.AcceleratedHearing })).State()
}

// The tables are law: each cell has one row, and each row says where it comes from.

func TestEveryFormHasOnePanelForEveryRankUnderEveryVersionOfTheRules(t *testing.T) {
	t.Parallel()
	table := misconduct.Panels()
	for _, r := range table.Rows {
		if r.Source == "" || len(r.Seats) == 0 {
			t.Errorf("row %+v", r)
		}
	}
	for _, regime := range misconduct.Regimes() {
		for _, f := range []misconduct.Form{misconduct.Meeting, misconduct.Hearing, misconduct.AcceleratedHearing} {
			for _, class := range []misconduct.RankClass{misconduct.OrdinaryRanks, misconduct.Specials, misconduct.SeniorRanks, misconduct.ChiefRanks} {
				n := 0
				for _, r := range table.Rows {
					if r.Form == f && r.Class == class && (r.With == "" || misconduct.Has(regime.Version, r.With)) && (r.Without == "" || !misconduct.Has(regime.Version, r.Without)) {
						n++
					}
				}
				if n != 1 {
					t.Errorf("%s for %s under %s has %d rows", f, class, regime.Version, n)
				}
			}
		}
	}
}

func TestEveryFindingHasAnOutcomeUnderEveryVersionOfTheRules(t *testing.T) {
	t.Parallel()
	for _, r := range misconduct.Outcomes().Rows {
		if r.Source == "" || r.Most < r.Months {
			t.Errorf("row %+v", r)
		}
	}
	for _, regime := range misconduct.Regimes() {
		for _, f := range []misconduct.Form{misconduct.Meeting, misconduct.Hearing, misconduct.AcceleratedHearing} {
			for _, level := range []misconduct.Finding{misconduct.FoundGrossMisconduct, misconduct.FoundMisconduct, misconduct.FoundNeither} {
				for _, former := range []bool{false, true} {
					rows := misconduct.Outcomes().Lawful(regime.Version, level, f, former)
					seen := map[misconduct.DisciplinaryAction]bool{}
					for _, r := range rows {
						if seen[r.Action] {
							t.Errorf("%s twice after %s at %s under %s", r.Action, level, f, regime.Version)
						}
						seen[r.Action] = true
					}
					never := f == misconduct.Meeting && level == misconduct.FoundGrossMisconduct
					if never != (len(rows) == 0) {
						t.Errorf("%d outcomes after %s at %s (former %v) under %s", len(rows), level, f, former, regime.Version)
					}
				}
			}
		}
	}
}

func TestEveryAppealAndListSaysWhereItComesFrom(t *testing.T) {
	t.Parallel()
	for _, r := range misconduct.AppealRules().Rows {
		if r.Source == "" || len(r.Grounds) == 0 || len(r.Results) == 0 || r.Confirmed && r.Period == "" {
			t.Errorf("row %+v", r)
		}
	}
	for _, r := range misconduct.Lists().Rows {
		if r.Source == "" || r.Review == "" {
			t.Errorf("row %+v", r)
		}
	}
	for version, source := range map[string]string{misconduct.Records().Version: misconduct.Records().Source, misconduct.FormerOfficers().Version: misconduct.FormerOfficers().Source} {
		if version == "" || source == "" {
			t.Errorf("a table %q from %q", version, source)
		}
	}
}
