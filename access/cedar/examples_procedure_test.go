package cedar

import "github.com/probity-ledger/probity/domain"

// procedural are examples of the commands from the investigation to the appeal: the force's decisions are its authority's alone, and
// what others did is recorded by those who run the case.
var procedural = map[string]example{
	"a matter finalised":                      {as(domain.AppropriateAuthority), "misconduct.Finalise", matter(), "permit.decide-on-matter"},
	"finalised by who investigates it":        {as(domain.CaseOfficer), "misconduct.Finalise", matter(assigned), nothingAllows},
	"left unrecorded by a supervisor":         {as(domain.PSDSupervisor), "misconduct.DeclineToRecord", matter(), nothingAllows},
	"special conditions determined":           {as(domain.AppropriateAuthority), "misconduct.DetermineSpecialConditions", matter(), "permit.decide-on-officer"},
	"determined by who stated them":           {as(domain.CaseOfficer), "misconduct.DetermineSpecialConditions", matter(assigned), nothingAllows},
	"the barred list told":                    {as(domain.AppropriateAuthority), "misconduct.ReportToList", matter(), "permit.decide-on-officer"},
	"a panel appointed":                       {as(domain.AppropriateAuthority), "misconduct.AppointPanel", matter(), "permit.arrange-proceedings"},
	"a panel that appoints itself":            {as(domain.HearingChair), "misconduct.AppointPanel", matter(panel), "forbid.readers-write-nothing"},
	"proceedings withdrawn by a supervisor":   {as(domain.PSDSupervisor), "misconduct.WithdrawProceedings", matter(), nothingAllows},
	"an interview held":                       {as(domain.CaseOfficer), "misconduct.HoldInterview", matter(assigned), "permit.record-investigation"},
	"an interview by exception":               {as(domain.CaseOfficer), "misconduct.HoldInterview", matter(excepted), "permit.record-investigation"},
	"an interview in somebody else's case":    {as(domain.CaseOfficer), "misconduct.HoldInterview", matter(othersWork), nothingAllows},
	"an interview held by an examiner":        {as(domain.DigitalExaminer), "misconduct.HoldInterview", matter(assigned), nothingAllows},
	"called in, in a restricted matter":       {as(domain.PSDSupervisor), "misconduct.CallIn", matter(restricted), "forbid.restricted-compartment"},
	"a complainant told":                      {as(domain.PSDSupervisor), "misconduct.TellComplainant", matter(), "permit.keep-informed"},
	"a complainant told by another force":     {as(domain.PSDSupervisor), "misconduct.TellComplainant", matter(elsewhere), "forbid.other-force"},
	"a reflective account received":           {as(domain.CaseOfficer), "misconduct.ReceiveReflectiveAccount", matter(assigned), "permit.record-reflective-review"},
	"a reflective account, by the examiner":   {as(domain.DigitalExaminer), "misconduct.ReceiveReflectiveAccount", matter(assigned), nothingAllows},
	"a finding recorded":                      {as(domain.CaseOfficer), "misconduct.MakeFinding", matter(assigned), "permit.record-proceedings"},
	"a finding recorded by the authority":     {as(domain.AppropriateAuthority), "misconduct.MakeFinding", matter(), "permit.record-proceedings"},
	"a finding entered by the chair":          {as(domain.HearingChair), "misconduct.MakeFinding", matter(panel), "forbid.readers-write-nothing"},
	"a finding on oneself":                    {as(domain.PSDSupervisor, officer), "misconduct.MakeFinding", matter(concerned), "forbid.officer-concerned-own-matter"},
	"an outcome in a linked matter":           {as(domain.AppropriateAuthority, officer), "misconduct.ImposeOutcome", matter(linked), "forbid.linked-matter"},
	"an appeal recorded":                      {as(domain.PSDSupervisor), "misconduct.LodgeAppeal", matter(), "permit.record-appeals"},
	"an appeal entered by the representative": {as(domain.DefenceReviewer), "misconduct.LodgeAppeal", matter(disclosed), "forbid.readers-write-nothing"},
	"a period made longer":                    {as(domain.PSDSupervisor), "misconduct.ExtendClock", matter(), "permit.change-periods"},
	"a period made longer by who must act":    {as(domain.CaseOfficer), "misconduct.ExtendClock", matter(assigned), nothingAllows},
	"a period changed by the ledger itself":   {as(domain.ProcessManager), "misconduct.ShortenClock", matter(), nothingAllows},
	"a document recorded":                     {as(domain.CaseOfficer), "misconduct.RecordDocument", matter(assigned), "permit.keep-documents"},
	"a document recorded in another's case":   {as(domain.CaseOfficer), "misconduct.RecordDocument", matter(), nothingAllows},
}
