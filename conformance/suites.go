package main

// suite is a peer's test suite and what is known of it.
type suite struct {
	name   string
	module string   // its version stands in go.mod
	pkg    string   // the folder of its tests
	run    []string // arguments for go test: which of its tests are run
	env    []string
	passes int // at least so many of its tests must pass, each case counted once
	// left names, for the parts that are not run, why.
	left map[string]string
	// skips says, for what skips itself, why: by a part of the test's name.
	skips map[string]string
	// failing names the tests that are known to fail, and why. One that passes after all is an error too.
	failing map[string]string
}

const dataSet = "wants a prepared data set, which comes in a container"

var suites = []suite{
	{
		name:   "EventStore-Client-Go",
		module: "github.com/EventStore/EventStore-Client-Go/v4",
		pkg:    "./esdb",
		run:    []string{"-run", "^(TestStreams|TestPersistentSubscriptions|TestMisc)$"},
		env:    []string{"CLUSTER=true", "EVENTSTORE_INSECURE=false"},
		passes: 51,
		skips: map[string]string{
			"readStreamEventsBackwardsFromEndPosition":           dataSet,
			"readStreamEventsForwardsFromZeroPosition":           dataSet,
			"allSubscriptionWithFilterDeliversCorrectEvents":     dataSet,
			"streamSubscriptionDeliversAllEventsInStreamAndList": dataSet,
			"subscriptionToStreamCaughtUpMessage":                dataSet,
			"subscriptionAllWithCredentialsOverride":             dataSet,
			"SubscriptionTests/connectionClosing":                dataSet,
			"testPersistentSubscriptionClosing":                  dataSet,
			"appendToSystemStreamWithIncorrectCredentials":       "wants a server in a container that is no cluster",
		},
		left: map[string]string{
			"TestProjections":  "projections are a JavaScript engine, which the node does not have",
			"TestExpectations": "wants a prepared data set in a container",
			"TestPlugins":      "wants the user certificates of a container",
		},
	},
	{
		name:   "KurrentDB-Client-Go",
		module: "github.com/kurrent-io/KurrentDB-Client-Go",
		pkg:    "./test",
		run:    []string{"-skip", "Projection"},
		passes: 184,
		skips: map[string]string{
			"TestMultiStreamAppend": "wants appends to several streams at once, which servers have from 25.0 on",
		},
		left: map[string]string{
			"TestProjectionSuite": "projections are a JavaScript engine, which the node does not have",
		},
	},
}
