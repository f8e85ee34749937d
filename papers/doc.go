// Package papers writes the letters and notices that the procedure wants served, from what stands in the ledger, and keeps each as a
// recorded document.
//
// A letter says what the record says when it is made: who is concerned, what is alleged, which Standards are in question, which rules
// apply, and until when somebody may or must act. Nothing is typed that the record knows. What the record lacks stops the letter, with a
// word on what to enter first ([Issuer.Issue]). A name that an order withholds is not printed for anybody outside the force.
//
// Every letter is made from a [Template] with a version. A template that letters were made from is never changed: another wording is
// another version. The same record, day and words give the same bytes, so that the digest in the ledger proves the letter.
//
// Each letter has two forms that say the same: a page in HTML, into which every word of the record is escaped, and a PDF that is drawn
// from that page. The font is Go Regular (BSD licence), which has the Latin, Greek and Cyrillic letters; a character it lacks stands in
// the PDF as its number, such as [U+0627], and in the page as itself.
package papers
