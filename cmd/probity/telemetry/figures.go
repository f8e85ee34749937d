package telemetry

import "github.com/prometheus/client_golang/prometheus"

// figures shows numbers that a part of the program keeps about itself; read is called once for each look at them.
type figures[S any] struct {
	read func() S
	all  []figure[S]
}

type figure[S any] struct {
	desc  *prometheus.Desc
	kind  prometheus.ValueType
	value func(S) float64
}

func gauge[S any](name, help string, value func(S) float64) figure[S] {
	return figure[S]{prometheus.NewDesc(namespace+"_"+name, help, nil, nil), prometheus.GaugeValue, value}
}

func total[S any](name, help string, value func(S) float64) figure[S] {
	return figure[S]{prometheus.NewDesc(namespace+"_"+name, help, nil, nil), prometheus.CounterValue, value}
}

// Describe names the figures.
func (f figures[S]) Describe(out chan<- *prometheus.Desc) {
	for _, one := range f.all {
		out <- one.desc
	}
}

// Collect reads them all from one reading.
func (f figures[S]) Collect(out chan<- prometheus.Metric) {
	s := f.read()
	for _, one := range f.all {
		out <- prometheus.MustNewConstMetric(one.desc, one.kind, one.value(s))
	}
}

func truth(b bool) float64 {
	if b {
		return 1
	}
	return 0
}
