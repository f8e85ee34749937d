// Package whatsapp reads the text export of a WhatsApp chat as it stands: who is shown to have written what, and when by the clock of the
// phone that made the export. It never guesses: where the file leaves two readings open, it asks.
//
// Such a file has no message ids, no time zone, no receipts, and anybody can edit it. What the reader notices is flagged for a person to
// look at; a flag is never a verdict. A header pasted into a message cannot be told from a real one in every case.
//
// Reading goes over the file more than once, with bounded memory each time: [Survey] fixes the form of the headers by the first of them
// and decides the order of the date over the whole file; [Chat.Read] then gives the messages one by one.
package whatsapp
