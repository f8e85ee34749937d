package graph_test

import (
	"github.com/probity-ledger/probity/domain"
)

// story is a small case played through the API: one officer concerned, referred, a phone seized, an extraction begun.
type story struct {
	*house
	officer, matter, phone, extraction string
	message, conversation              string // told alone knows them
	last                               string // position of the last command
}

const (
	received = "2025-06-03"
	seizedAt = "2025-06-09T07:05:00+01:00"
)

func play(h *house) *story {
	s := &story{house: h}
	keeper, authority := h.as(domain.CaseOfficer), h.as(domain.AppropriateAuthority)
	s.officer = keeper.done("officerRegister", "officer { id }", vars{"name": "Adam Thorne", "collarNumber": "4417NM", "force": "northmoor",
		"kind": "OFFICER", "rank": "PC", "unit": "Harbour Street", "from": "2017-09-04"}).text("officer", "id")
	s.matter = keeper.done("caseReceive", "case { id reference state }", vars{"reference": "NMP/2025/0417", "operation": "Larkfield",
		"force": "northmoor", "cameToAttentionOn": received, "summary": "Screenshots of a group chat.", "reportedBy": "COLLEAGUE"}).text("case", "id")
	h.engage(s.matter, domain.DigitalExaminer, domain.ExhibitsOfficer)
	about := func(more vars) vars { more["caseId"] = s.matter; return more }
	keeper.done("caseIdentifyOfficer", "", about(vars{"officerId": s.officer, "rankAtConduct": "PC", "subjectKind": "OFFICER", "on": received}))
	authority.done("caseRecord", "", about(vars{"kind": "RECORDABLE_CONDUCT_MATTER", "grounds": []string{"DISCRIMINATION_AGGRAVATED"}, "on": received}))
	keeper.done("caseAddAllegation", "", about(vars{"officerIds": []string{s.officer}, "standards": []int{2, 3}, "codeSet": "iopc-2021",
		"category": "F", "text": "Sent messages to a group of colleagues."}))
	authority.done("caseRefer", "", about(vars{"mandatory": true, "grounds": []string{"DISCRIMINATION_AGGRAVATED"}, "criteriaMetOn": received, "on": "2025-06-04"}))
	keeper.done("caseDetermineMode", "", about(vars{"mode": "DIRECTED", "on": "2025-06-06", "reason": "Seriousness and public confidence."}))
	keeper.done("caseOpenCriminalStrand", "", about(vars{"officerId": s.officer, "offence": "Communications Act 2003 s127(1)", "indictable": false, "on": "2025-06-09"}))
	s.phone = keeper.done("deviceSeize", "device { id }", about(vars{"exhibit": "KLM/2", "power": "PACE_S32", "authoriser": "DI N. Ashby",
		"grounds": "Arrested for an offence.", "ownership": "PERSONAL", "description": vars{"type": "smartphone", "make": "Apple", "imeis": []string{"350000000000904"}},
		"at": seizedAt, "place": "home address", "fromWhom": "PC 4417NM", "seizingOfficer": "DC K. L. Mistry"})).text("device", "id")
	s.last = keeper.done("deviceSeal", "", vars{"deviceId": s.phone, "seal": "NMP0031902", "by": "DC K. L. Mistry", "at": "2025-06-09T07:18:00+01:00"}).
		text("receipt", "position")
	return s
}

// extract goes on with an extraction that has started.
func (s *story) extract() {
	s.extraction = s.as(domain.PSDSupervisor).done("extractionAuthorise", "extraction { id status }", vars{"caseId": s.matter, "deviceId": s.phone,
		"exhibit": "KLM/2", "level": "FULL_FILE_SYSTEM", "scope": vars{"applications": []string{"WhatsApp"}, "from": "2024-10-01", "to": "2025-06-09"},
		"authoriser": "DCI S. Okafor", "reason": "The group chat of nine."}).text("extraction", "id")
	s.last = s.as(domain.DigitalExaminer).done("extractionStart", "", vars{"extractionId": s.extraction,
		"tool": vars{"name": "Extractor", "version": "1.0.0"}, "operator": "P. Q. Renner", "method": "DFU-M-014", "deviceState": "AFU",
		"at": "2025-06-16T09:15:00+01:00"}).text("receipt", "position")
}
