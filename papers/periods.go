package papers

// periods returns the times the letter tells, in the order of its template.
func (f *filling) periods() []period { return nil }
