package viewtest

import (
	"fmt"
	"time"

	"pgregory.net/rapid"

	"github.com/probity-ledger/probity/domain"
	"github.com/probity-ledger/probity/domain/device"
	"github.com/probity-ledger/probity/domain/extraction"
	"github.com/probity-ledger/probity/domain/misconduct"
	"github.com/probity-ledger/probity/domain/officer"
	"github.com/probity-ledger/probity/ledger/wire"
)

// The small world random histories play in. Everything in it collides often.
var (
	Matters     = ids("10000000-0000-4000-8000-00000000000", 3)
	Officers    = ids("20000000-0000-4000-8000-00000000000", 4)
	Devices     = ids("30000000-0000-4000-8000-00000000000", 3)
	Extractions = ids("40000000-0000-4000-8000-00000000000", 3)
	Forces      = []string{"northmoor", "eastvale"}
	sources     = []domain.SHA256{hash("a"), hash("b")}
)

func ids(prefix string, n int) []string {
	list := make([]string, n)
	for i := range list {
		list[i] = fmt.Sprintf("%s%d", prefix, i+1)
	}
	return list
}

func hash(digit string) domain.SHA256 {
	text := ""
	for range 64 {
		text += digit
	}
	return domain.SHA256(text)
}

// Grow appends random events to the log: mostly a sensible story, now and then one that no decider would have let through, or bytes that
// nobody can read. Read models must cope with all of it.
func Grow(t *rapid.T, log *Log, events int) {
	for range events {
		kind := rapid.IntRange(0, 99).Draw(t, "kind")
		switch {
		case kind < 15:
			log.Add("misconduct-"+pick(t, "matter", Matters), meta(t), procedureEvent(t))
		case kind < 45:
			log.Add("misconduct-"+pick(t, "matter", Matters), meta(t), matterEvent(t))
		case kind < 65:
			log.Add("device-"+pick(t, "device", Devices), meta(t), deviceEvent(t))
		case kind < 90:
			log.Add("extraction-"+pick(t, "extraction", Extractions), meta(t), extractionEvent(t))
		case kind < 92:
			log.Add("caseaccess-"+pick(t, "matter", Matters), meta(t), accessEvent(t))
		case kind < 97:
			log.Add("officer-"+pick(t, "officer", Officers), meta(t), officerEvent(t))
		case kind < 98:
			log.AddRaw("misconduct-"+Matters[0], "misconduct.from_the_future.v9", []byte(`{}`), []byte(`{}`))
		default:
			log.AddRaw("device-"+Devices[0], "device.sealed.v1", []byte(`{"seal":`), []byte(`{}`))
		}
	}
}

func pick[T any](t *rapid.T, label string, from []T) T { return rapid.SampledFrom(from).Draw(t, label) }

func meta(t *rapid.T) wire.Metadata {
	return wire.Metadata{
		Actor: "actor-1", Role: domain.CaseOfficer, Force: "northmoor", OccurredAt: Epoch,
		CommandID: fmt.Sprintf("c-%d", rapid.IntRange(1, 40).Draw(t, "command")), CommandHash: "h",
	}
}

func day(t *rapid.T) domain.Date {
	return domain.Date(fmt.Sprintf("2025-06-%02d", rapid.IntRange(1, 9).Draw(t, "day")))
}

func at(t *rapid.T) time.Time {
	return Epoch.Add(time.Duration(rapid.IntRange(0, 5000).Draw(t, "minute")) * time.Minute)
}

func officerID(t *rapid.T) domain.OfficerID { return domain.OfficerID(pick(t, "officer", Officers)) }

func matterEvent(t *rapid.T) any {
	o, on := officerID(t), day(t)
	severity := pick(t, "severity", []misconduct.Severity{misconduct.GrossMisconduct, misconduct.Misconduct, misconduct.NotAny})
	return pick(t, "event", []func() any{
		func() any {
			return misconduct.MatterReceived{
				Reference: "R/" + string(on), Operation: "Larkfield", Force: pick(t, "force", Forces), CameToAttentionOn: on, Summary: "s",
			}
		},
		func() any { return misconduct.MatterRecorded{Kind: misconduct.RecordableConductMatter, On: on} },
		func() any { return misconduct.OfficerConcernedIdentified{Officer: o, RankAtConduct: "PC", On: on} },
		func() any {
			return misconduct.OfficerConcernedIdentified{Officer: o, RankAtConduct: "SERGEANT", On: on}
		},
		func() any {
			return misconduct.AllegationAdded{Allegation: "a", Officers: []domain.OfficerID{o}, Standards: []int{1}, Text: "t"}
		},
		func() any { return misconduct.MatterReferredToIOPC{Mandatory: true, On: on, CriteriaMetOn: on} },
		func() any { return misconduct.MatterReferredBack{On: on} },
		func() any { return clockEvent(t) },
		func() any { return clockEvent(t) },
		func() any { return clockEvent(t) },
		func() any { return misconduct.ModeOfInvestigationDetermined{Mode: misconduct.Directed, On: on} },
		func() any { return misconduct.InvestigatorAppointed{Investigator: "i", On: on} },
		func() any { return misconduct.SeverityAssessed{Officer: o, Severity: severity, On: on} },
		func() any { return misconduct.WrittenNoticeServed{Officer: o, Severity: severity, On: on} },
		func() any { return misconduct.DutyStatusChanged{Officer: o, Status: misconduct.Suspended, On: on} },
		func() any { return misconduct.SuspensionReviewed{Officer: o, ConditionsMet: true, On: on} },
		func() any { return misconduct.CriminalStrandOpened{Officer: o, Offence: "s127", On: on} },
		func() any {
			return misconduct.CriminalStrandConcluded{Officer: o, Offence: "s127", Outcome: "NO_CHARGE", On: on}
		},
		func() any {
			return misconduct.ExhibitRegistered{Exhibit: domain.ExhibitRef(fmt.Sprintf("KLM/%d", rapid.IntRange(1, 30).Draw(t, "n"))), Device: domain.DeviceID(Devices[0])}
		},
		func() any { return misconduct.InvestigationReportSubmitted{By: "i", On: on} },
		func() any {
			return misconduct.MattersLinked{Other: domain.MatterID(pick(t, "other", Matters)), Reason: "one group"}
		},
		func() any {
			return misconduct.CaseToAnswerDetermined{Officer: o, Finding: misconduct.NoCaseToAnswer, On: on}
		},
		func() any {
			return misconduct.DecisionRecorded{Decision: "d", Subject: "POLICY", Evidence: []misconduct.Citation{{Exhibit: "KLM/1"}}, On: on}
		},
	})()
}

func deviceEvent(t *rapid.T) any {
	moment, seal := at(t), fmt.Sprintf("N%d", rapid.IntRange(1, 3).Draw(t, "seal"))
	n := rapid.IntRange(1, 3).Draw(t, "gap")
	return pick(t, "event", []func() any{
		func() any {
			return device.Issued{Officer: officerID(t), From: day(t), Description: device.Description{Make: "M"}}
		},
		func() any {
			return device.Seized{Matter: domain.MatterID(pick(t, "matter", Matters)), Exhibit: "KLM/1", Power: "PACE_S19", SeizingOfficer: "KLM", At: moment}
		},
		func() any {
			return device.Seized{Matter: domain.MatterID(pick(t, "matter", Matters)), Exhibit: "KLM/2", Power: "PACE_S32", SeizingOfficer: "STV", At: moment}
		},
		func() any { return device.SeizureBasisChanged{Power: "PACE_S19", At: moment} },
		func() any { return device.Sealed{Seal: seal, By: "KLM", At: moment} },
		func() any { return device.SealBroken{Seal: seal, By: "KLM", Reason: "r", At: moment} },
		func() any {
			return device.Transferred{From: "KLM", To: "PQR", SealGiven: seal, SealReceived: "N9", Intact: n == 1, At: moment}
		},
		func() any {
			return device.ContinuityDiscrepancyRaised{Number: n, Kind: device.SealMismatch, At: moment}
		},
		func() any { return device.ContinuityDiscrepancyExplained{Number: n, Explanation: "e", By: "s"} },
		func() any { return device.Returned{To: "owner", At: moment} },
	})()
}

func officerEvent(t *rapid.T) any {
	from, d := day(t), domain.DeviceID(pick(t, "device", Devices))
	return pick(t, "event", []func() any{
		func() any {
			return officer.Registered{
				Person: officer.Person{Name: "N", CollarNumber: "77"}, Force: pick(t, "force", Forces), Kind: officer.PoliceOfficer, Rank: officer.Constable, Unit: "A", From: from,
			}
		},
		func() any { return officer.Posted{Unit: "B", From: from} },
		func() any { return officer.RankChanged{Rank: officer.Sergeant, From: from} },
		func() any { return officer.DeviceIssued{Device: d, From: from} },
		func() any { return officer.DeviceHandedBack{Device: d, On: from} },
		func() any { return officer.Left{On: from, How: "RESIGNED"} },
	})()
}

func extractionEvent(t *rapid.T) any {
	moment, source := at(t), pick(t, "source", sources)
	return pick(t, "event", []func() any{
		func() any {
			return extraction.Authorised{Matter: domain.MatterID(pick(t, "matter", Matters)), Device: domain.DeviceID(Devices[0]), Exhibit: "KLM/1", Level: extraction.Logical}
		},
		func() any { return extraction.Started{Operator: "PQR", At: moment} },
		func() any { return extraction.SourceRegistered{Source: extraction.Source{SHA256: source}, At: moment} },
		func() any { return Batch(t, source) },
		func() any { return Batch(t, source) },
		func() any { return Batch(t, source) },
		func() any {
			return extraction.SourceRecorded{Source: source, CountedIn: 1, CountedOut: 1, Complete: true, RecordedAt: moment}
		},
		func() any {
			return extraction.Completed{Exhibit: "PQR/1", Result: "COMPLETE", LegacyHashes: map[string]string{"md5": "x", "sha1": "y"}, At: moment}
		},
		func() any {
			return extraction.HashVerified{Copy: extraction.Master, Purpose: extraction.CopyToMaster, At: moment}
		},
		func() any {
			return extraction.IntegrityFailed{Copy: extraction.Master, Purpose: extraction.Audit, At: moment}
		},
	})()
}

// Batch draws a batch of messages from a world of few words, senders, minutes and ids, so that messages meet each other again.
func Batch(t *rapid.T, source domain.SHA256) extraction.MessagesRecorded {
	ev := extraction.MessagesRecorded{Source: source}
	for _, key := range []string{"g1", "g2"} {
		ev.Content.Threads = append(ev.Content.Threads, extraction.Thread{Key: key, Platform: "WHATSAPP", Title: "Title " + key, Kind: "GROUP"})
	}
	for range rapid.IntRange(1, 8).Draw(t, "messages") {
		ev.Content.Messages = append(ev.Content.Messages, message(t))
	}
	return ev
}

func message(t *rapid.T) extraction.Message {
	m := extraction.Message{
		ID:      domain.MessageID(fmt.Sprintf("50000000-0000-4000-8000-%012d", rapid.IntRange(0, 500).Draw(t, "id"))),
		Locator: "line 1", Thread: pick(t, "thread", []string{"g1", "g2"}), Sender: pick(t, "sender", []string{"", "Adam", "Rhea"}), Kind: extraction.Text,
		Body: pick(t, "body", []string{"", "ok", "delete the photos", "see you at the yard"}), BodyState: extraction.BodyPresent, TZBasis: "UNKNOWN",
		Deleted: rapid.IntRange(0, 9).Draw(t, "deleted") == 0,
	}
	if minute := rapid.IntRange(0, 6).Draw(t, "minute"); minute > 0 {
		moment := Epoch.Add(time.Duration(minute) * time.Minute)
		m.SentLocal = moment.Format("2006-01-02T15:04:05")
		if minute == 3 {
			m.Sent, m.TZBasis = &moment, "UTC_EPOCH"
		}
	}
	if native := rapid.IntRange(0, 20).Draw(t, "native"); native > 10 {
		m.NativeID = fmt.Sprint(native)
	}
	if rapid.IntRange(0, 9).Draw(t, "attached") == 0 {
		m.Attachments = []extraction.Attachment{{Name: "p.jpg", State: extraction.Omitted}}
		m.Flags = []extraction.Flag{extraction.OutOfOrder, extraction.UnseenSender}
	}
	return m
}
