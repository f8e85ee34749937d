// Package messages answers what was said, by whom, in which conversation, and in which copies of it the words stand.
//
// # One message, many observations
//
// The same message found on three phones is one Message with three Observations. What counts as the same is decided inside one
// matter, in one of two ways, and every message says in which (MatchedBy):
//
//   - NATIVE_ID: the application's own id of the message is in the source. Two rows are the same message when platform,
//     conversation key, native id and sender are equal.
//   - CONTENT: the source has no ids (a text export). Two rows are the same message when platform, conversation key, wall clock cut
//     to the minute, sender, body and their ordinal are equal. The key of a conversation in a text export is made from its title.
//     The ordinal counts equal rows within one source in file order, so that "ok", sent twice in one minute, stays two messages in
//     each copy and pairs up first with first, second with second.
//
// Neither depends on which copy was read first. A row matched by native id is never joined with one matched by content: that would
// be a guess. Copies may differ (one deleted, one edited, one cut short): that is evidence, so every observation keeps its own
// values, a message knows whether its observations differ, and search finds the text of every copy.
//
// # Order
//
// Messages are ordered by the time they were sent: UTC where the source gives it, else the wall clock as shown, without inventing a
// zone. The integer key of a row is (matter, second, counter), so the newest messages of a matter are found by walking one range of
// keys backwards, in the table and in the full-text index alike, and no other matter's words are ever touched by a search.
//
// Every query takes the viewer and joins the visibility condition of the projections package.
package messages
