// Package logtest lets tests work on the real embedded event store instead of an imitation: it starts one in a folder of its own, stops
// and restarts it at will, and puts a proxy in front of it that loses requests or answers on purpose.
package logtest
