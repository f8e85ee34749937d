package messages

// MatchExpression and Excerpt are tested by themselves.
var (
	MatchExpression = matchExpression
	Excerpt         = excerpt
)
