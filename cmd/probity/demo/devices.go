package demo

import (
	"time"

	"github.com/probity-ledger/probity/domain/device"
	"github.com/probity-ledger/probity/domain/misconduct"
)

// The people who handle the phones, as they sign labels: initials of the exhibit references.
const (
	mistry = "DC K. L. Mistry" // KLM, seizes
	osei   = "exhibits store, J. Osei"
	renner = "P. Q. Renner" // PQR, digital examiner
	vance  = "DS T. Vance"  // witness
	ashby  = "DI N. Ashby"  // authorises
)

// Bag numbers. The second one is misread once; that is the gap in continuity the story needs.
const (
	workBag    = "NMP0031877"
	ownBag     = "NMP0031902"
	ownMisread = "NMP0031920"
	reBag      = "NMP0032215"
)

var (
	workPhone = device.Description{Type: "smartphone", Make: "Samsung", Model: "Galaxy XCover 6", Colour: "black",
		Serial: "R5CT31XQ7NM", IMEIs: []string{"350000000000417"}}
	ownPhone = device.Description{Type: "smartphone", Make: "Apple", Model: "iPhone 14", Colour: "blue",
		Serial: "G7QW2NDEMO14", IMEIs: []string{"350000000000904", "350000000000912"}, MSISDN: "+447700900417"}
)

// clock reads a wall clock of June 2025, which in England is one hour ahead of UTC.
func clock(text string) time.Time {
	t, err := time.ParseInLocation("2006-01-02 15:04", text, time.FixedZone("BST", 3600))
	if err != nil {
		return time.Time{} // the ledger refuses a time that is missing, and a test plays every step
	}
	return t
}

// seizures is Friday 6 and Monday 9 June 2025: what may be taken on which power, and what may not.
func (s *story) seizures() []step {
	return []step{
		{name: "seize-work-phone", as: caseOfficer, says: "Thorne's work phone is taken as the force's property: KLM/1",
			give: s.phone(s.workPhone, device.Seize{Matter: s.matter, Exhibit: "KLM/1", Power: device.ForceProperty, Authoriser: ashby,
				Grounds:   "Work-issued; the group chat may have been used on it. Surrendered on a lawful order.",
				Ownership: device.WorkIssued, Description: workPhone, Condition: device.Condition{Power: "ON", Lock: "UNLOCKED",
					Isolation: "flight mode", Photographed: true, ReceiptGiven: true, ClockOffset: "+00:00:01"},
				At: clock("2025-06-06 10:20"), Place: "Harbour Street police station", FromWhom: "PC 4417NM",
				SeizingOfficer: mistry, Witness: vance})},
		{name: "seal-work-phone", as: caseOfficer, says: "it is sealed",
			give: s.phone(s.workPhone, device.Seal{Seal: workBag, By: mistry, At: clock("2025-06-06 10:34")})},
		{name: "attempt-s37", as: caseOfficer, refusal: "POWER_NOT_LAWFUL",
			says: "attempt: his personal phone under section 37 PCSC Act, with no crime suspected",
			give: s.seizeOwn(device.PCSCS37, "2025-06-06 10:40", "Asked to hand over the phone for the misconduct investigation.")},
		{name: "open-strand", as: caseOfficer, says: "9 June: a criminal strand is opened (section 127, summary only)",
			give: s.about(misconduct.OpenCriminalStrand{Officer: s.thorne, Offence: "Communications Act 2003 s127(1)", Indictable: false,
				On: "2025-06-09"})},
		{name: "attempt-s8", as: caseOfficer, refusal: "POWER_NOT_LAWFUL",
			says: "attempt: his personal phone under a section 8 PACE warrant, for a summary offence",
			give: s.seizeOwn(device.PACES8, "2025-06-09 06:45", "Warrant sought for the home address.")},
		{name: "seize-own-phone", as: caseOfficer, says: "on arrest his personal phone is seized under section 32 PACE: KLM/2",
			give: s.seizeOwn(device.PACES32, "2025-06-09 07:05", "Arrested for an offence under section 127; the phone is where the messages were sent.")},
		{name: "seal-own-phone", as: caseOfficer, says: "it is sealed",
			give: s.phone(s.ownPhone, device.Seal{Seal: ownBag, By: mistry, At: clock("2025-06-09 07:18")})},
	}
}

func (s *story) seizeOwn(power device.Power, at, grounds string) door {
	return s.phone(s.ownPhone, device.Seize{Matter: s.matter, Exhibit: "KLM/2", Power: power, Authoriser: ashby, Grounds: grounds,
		Ownership: device.Personal, Description: ownPhone, Condition: device.Condition{Power: "ON", Lock: "LOCKED",
			Isolation: "Faraday bag", Photographed: true, ReceiptGiven: true},
		At: clock(at), Place: "home address of PC 4417NM", FromWhom: "PC 4417NM", SeizingOfficer: mistry, Witness: vance})
}

// custody is how both phones came to the store, and the personal one to the examiner; one seal is misread on the way.
func (s *story) custody() []step {
	move := func(from, to, at, place, purpose, given, received string) device.Transfer {
		return device.Transfer{From: from, To: to, At: clock(at), Place: place, Purpose: purpose, SealGiven: given,
			SealReceived: received, Intact: true, Store: "bay 3, shelf 12"}
	}
	const store = "exhibits store, Northmoor House"
	return []step{
		{name: "store-work-phone", as: exhibits, says: "the exhibits store takes KLM/1",
			give: s.phone(s.workPhone, move(mistry, osei, "2025-06-06 15:10", store, "storage", workBag, workBag))},
		{name: "store-own-phone", as: exhibits, says: "the store takes KLM/2 and reads another seal number: a discrepancy",
			give: s.phone(s.ownPhone, move(mistry, osei, "2025-06-09 11:25", store, "storage", ownBag, ownMisread))},
		{name: "explain-seal", as: supervisor, says: "a supervisor looks at the bag and explains it",
			give: s.phone(s.ownPhone, device.ExplainDiscrepancy{Number: 1,
				Explanation: "Two digits were read the wrong way round in the store. I have seen the bag: it bears the number on the seizure record and is intact."})},
		{name: "hand-to-examiner", as: exhibits, says: "KLM/2 goes to the digital examiner",
			give: s.phone(s.ownPhone, move(osei, renner, "2025-06-16 08:50", "digital forensics unit", "extraction", ownBag, ownBag))},
		{name: "break-seal", as: examiner, says: "the examiner opens the bag",
			give: s.phone(s.ownPhone, device.BreakSeal{Seal: ownBag, Reason: "extraction authorised for this case", By: renner,
				At: clock("2025-06-16 09:02")})},
	}
}
