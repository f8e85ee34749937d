package projections

// FactsOfMatters is the statement of Resources, for a look at its plan.
const FactsOfMatters = factsOfMatters
