package node

import "testing"

func TestHiddenFromAll(t *testing.T) {
	t.Parallel()
	for stream, hidden := range map[string]bool{
		"$epoch-information":                         true,
		"$persistentsubscription-$all::g-checkpoint": true,
		"$persistentsubscription-$all::g-parked":     true,
		"$persistentsubscription-$all::g":            false,
		"$persistentsubscription-a-1::g-checkpoint":  false,
		"$$device-1": false,
		"device-1":   false,
		"":           false,
	} {
		if hiddenFromAll(stream) != hidden {
			t.Errorf("%q: hidden %t", stream, !hidden)
		}
	}
}
