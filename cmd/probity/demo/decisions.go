package demo

import (
	"context"
	"errors"
	"fmt"

	"github.com/probity-ledger/probity/domain"
	"github.com/probity-ledger/probity/domain/extraction"
	"github.com/probity-ledger/probity/domain/misconduct"
	"github.com/probity-ledger/probity/ledger"
	"github.com/probity-ledger/probity/ledger/wire"

	"github.com/probity-ledger/probity/ledger/eventlog"
)

// investigation is 12 June to 14 November 2025: assessments, notices, the review of the suspension, the report.
func (s *story) investigation() []step {
	assess := func(id domain.OfficerID, severity misconduct.Severity, form misconduct.Form, on domain.Date, reason string) door {
		return s.about(misconduct.AssessSeverity{Officer: id, Severity: severity, LikelyForm: form, DecidedBy: domain.DirectorGeneral,
			Reason: reason, On: on})
	}
	notice := func(id domain.OfficerID, severity misconduct.Severity, form misconduct.Form, on domain.Date) door {
		return s.about(misconduct.ServeNotice{Officer: id, Severity: severity, LikelyForm: form, On: on})
	}
	return []step{
		{name: "assess-thorne", as: authority, says: "12 June: the Director General assesses Thorne's conduct as gross misconduct if proved",
			give: assess(s.thorne, misconduct.GrossMisconduct, misconduct.Hearing, "2025-06-12",
				"Author of the messages; discrimination aggravates.")},
		{name: "notice-thorne", as: caseOfficer, says: "Thorne is served the written notice",
			give: notice(s.thorne, misconduct.GrossMisconduct, misconduct.Hearing, "2025-06-12")},
		{name: "policy-scope", as: caseOfficer, says: "a policy decision: only the group chat is read, citing DWH/1",
			give: s.about(misconduct.RecordDecision{Decision: decision("policy-scope"), Subject: "POLICY",
				Text:      "The review is limited to the group chat; one-to-one conversations stay unread.",
				Reasons:   "Proportionate to the allegations; the screenshots come from that group alone.",
				Evidence:  []misconduct.Citation{{Exhibit: "DWH/1", Note: "shows the group and its name"}},
				DecidedBy: domain.CaseOfficer, On: "2025-06-17"})},
		{name: "review-suspension", as: authority, says: "3 July: the suspension is reviewed; its conditions are met",
			give: s.about(misconduct.ReviewSuspension{Officer: s.thorne, ConditionsMet: true,
				Reason: "The public interest still requires it; no suitable restricted duty was found.", On: "2025-07-03"})},
		{name: "assess-calloway", as: authority, says: "9 July: Calloway's conduct is assessed as misconduct",
			give: assess(s.calloway, misconduct.Misconduct, misconduct.Meeting, "2025-07-09",
				"Present in the group throughout, a supervisor, no challenge and no report.")},
		{name: "notice-calloway", as: caseOfficer, says: "Calloway is served",
			give: notice(s.calloway, misconduct.Misconduct, misconduct.Meeting, "2025-07-09")},
		{name: "assess-winstead", as: authority, says: "Winstead's conduct is assessed as misconduct",
			give: assess(s.winstead, misconduct.Misconduct, misconduct.Meeting, "2025-07-09", "One approving reply.")},
		{name: "notice-winstead", as: caseOfficer, says: "Winstead is served",
			give: notice(s.winstead, misconduct.Misconduct, misconduct.Meeting, "2025-07-09")},
		{name: "report", as: caseOfficer, says: "10 October: the investigator's report is in",
			give: s.about(misconduct.SubmitReport{By: "dev|case-officer", On: "2025-10-10"})},
		{name: "no-charge", as: caseOfficer, says: "14 November: no charge; the misconduct case goes on",
			give: s.about(misconduct.ConcludeCriminalStrand{Officer: s.thorne, Offence: "Communications Act 2003 s127(1)",
				Outcome: "NO_CHARGE", On: "2025-11-14"})},
	}
}

// decisions is Monday 1 December 2025: three officers, three different answers, each citing evidence.
func (s *story) decisions() []step {
	return []step{
		{name: "answer-thorne", as: authority, says: "1 December: Thorne has a case to answer for gross misconduct, at a hearing",
			give: s.answer(s.thorne, misconduct.CaseForGrossMisconduct, misconduct.Hearing, "answer-thorne",
				"Case to answer for gross misconduct.",
				"A panel could reasonably find that the messages were his, that they are racist, and that this is gross misconduct.",
				[]domain.ExhibitRef{"KLM/2", "PQR/1"}, []int{0})},
		{name: "answer-calloway", as: authority, says: "Calloway has a case to answer for misconduct, at a meeting",
			give: s.answer(s.calloway, misconduct.CaseForMisconduct, misconduct.Meeting, "answer-calloway",
				"Case to answer for misconduct.",
				"She read the group and wrote in it after these messages; as a sergeant she had to challenge and report.",
				[]domain.ExhibitRef{"PQR/1"}, []int{1})},
		{name: "answer-winstead", as: authority, says: "Winstead has no case to answer; reflective practice",
			give: s.answer(s.winstead, misconduct.NoCaseToAnswer, misconduct.RPRP, "answer-winstead",
				"No case to answer; practice requiring improvement.",
				"One reply, in context not approving; better dealt with by reflective practice.",
				[]domain.ExhibitRef{"DWH/1", "PQR/1"}, []int{2})},
	}
}

func decision(step string) string { return ledger.NewID(commandID(step), "decision") }

// answer gives a determination that cites exhibits and some of the three messages picked from the import.
func (s *story) answer(id domain.OfficerID, finding misconduct.CaseToAnswer, route misconduct.Form, name, text, reasons string,
	exhibits []domain.ExhibitRef, messages []int) door {
	return func(ctx context.Context, commandID string) (ledger.Receipt, error) {
		if err := s.pick(ctx); err != nil {
			return ledger.Receipt{}, fmt.Errorf("find the messages to cite: %w", err)
		}
		return s.p.Ledger.Matter(ctx, commandID, s.matter, misconduct.DetermineCaseToAnswer{
			Decision: decision(name), Officer: id, Finding: finding, Route: route, DecidedBy: domain.DirectorGeneral,
			Text: text, Reasons: reasons, Evidence: s.evidence(exhibits, messages), On: "2025-12-01"})
	}
}

func (s *story) evidence(exhibits []domain.ExhibitRef, messages []int) []misconduct.Citation {
	var evidence []misconduct.Citation
	for _, e := range exhibits {
		evidence = append(evidence, misconduct.Citation{Exhibit: e})
	}
	for _, m := range messages {
		evidence = append(evidence, misconduct.Citation{Message: &s.cited[m], Note: "message relied on"})
	}
	return evidence
}

// errPicked ends the reading of the extraction once all cited messages are found.
var errPicked = errors.New("all found")

// picked are the places of the cited messages in the chat, counted from 0.
var picked = []int{thornesRemark, callowaysLine, winsteadsAnswer}

// pick reads the extraction's stream up to the last cited message. Citations point into the log and not into a read model, so they
// can be checked for ever.
func (s *story) pick(ctx context.Context) error {
	if len(s.cited) == len(picked) {
		return nil
	}
	s.cited = nil
	before := 0
	err := s.p.Log.Read(ctx, extraction.Category+"-"+string(s.extracted), 0, func(r eventlog.Recorded) error {
		decoded, err := wire.Decode(r)
		if err != nil {
			return err
		}
		batch, ok := decoded.Event.(extraction.MessagesRecorded)
		if !ok {
			return nil
		}
		for len(s.cited) < len(picked) && picked[len(s.cited)] < before+len(batch.Content.Messages) {
			message := batch.Content.Messages[picked[len(s.cited)]-before]
			s.cited = append(s.cited, misconduct.MessageRef{Extraction: s.extracted, Revision: r.Revision, Message: message.ID})
		}
		if before += len(batch.Content.Messages); len(s.cited) == len(picked) {
			return errPicked
		}
		return nil
	})
	if errors.Is(err, errPicked) {
		return nil
	}
	if err == nil {
		err = fmt.Errorf("the chat has %d messages, fewer than the story cites", before)
	}
	return err
}
