package access

// ParseRevoked reads a list of revoked sign-ins, for tests that would otherwise write a file for each.
var ParseRevoked = parseRevoked
