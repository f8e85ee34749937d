package main

import (
	"runtime"
	"runtime/debug"
)

// versionCommand prints what this program was built from.
type versionCommand struct{}

// Run prints module version, Go version and, where the build knows it, the commit.
func (versionCommand) Run(t *terminal) error {
	b := readBuild()
	t.say("probity %s", b.version)
	t.say("go      %s %s/%s", runtime.Version(), runtime.GOOS, runtime.GOARCH)
	t.say("commit  %s", b.commit)
	return nil
}

// build is what the program knows about its own making.
type build struct{ version, commit string }

func readBuild() build {
	b := build{version: "(devel)", commit: "unknown (built outside a repository)"}
	info, ok := debug.ReadBuildInfo()
	if !ok {
		return b
	}
	if info.Main.Version != "" {
		b.version = info.Main.Version
	}
	settings := map[string]string{}
	for _, s := range info.Settings {
		settings[s.Key] = s.Value
	}
	if revision := settings["vcs.revision"]; revision != "" {
		b.commit = revision + " " + settings["vcs.time"]
		if settings["vcs.modified"] == "true" {
			b.commit += ", with changes that are not committed"
		}
	}
	return b
}
