package misconduct

import "github.com/probity-ledger/probity/domain"

// notBuilt refuses a command whose part of the procedure is still to come.
func notBuilt() error {
	return domain.Errorf(domain.Refused, "NOT_BUILT", "this command is not built yet")
}
