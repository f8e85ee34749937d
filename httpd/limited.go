package httpd

import (
	"errors"
	"net/http"
	"net/netip"
	"slices"
	"strconv"
	"strings"

	"github.com/prometheus/client_golang/prometheus"

	"github.com/probity-ledger/probity/access"
	"github.com/probity-ledger/probity/access/quota"
)

// refuseExceeded answers that a quota is used up, and says whether err was that.
func refuseExceeded(w http.ResponseWriter, err error) bool {
	var e *quota.ExceededError
	if !errors.As(err, &e) {
		return false
	}
	w.Header().Set("Retry-After", strconv.Itoa(e.Seconds()))
	refuseWith(w, http.StatusTooManyRequests, e.Error(), map[string]string{"code": "RATE_LIMITED", "reason": e.What})
	return true
}

// withinUploads takes an upload from the caller's quota.
func (s *Server) withinUploads(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		who, _ := access.From(r.Context())
		if !refuseExceeded(w, s.cfg.Quota.Take(quota.Uploads, string(who.Actor), 1)) {
			next.ServeHTTP(w, r)
		}
	})
}

// peer is the address that asks: the other end of the connection, or whom the last of our own proxies names. Of an IPv6 address it is the
// network of 64 bits, which one customer has to themselves. It counts refused sign-ins and is written nowhere.
func (s *Server) peer(r *http.Request) string {
	from, err := netip.ParseAddrPort(r.RemoteAddr)
	if err != nil {
		return "unknown"
	}
	address := from.Addr().Unmap()
	if s.isProxy(address) {
		hops := strings.Split(strings.Join(r.Header.Values("X-Forwarded-For"), ","), ",")
		for _, hop := range slices.Backward(hops) {
			next, err := netip.ParseAddr(strings.TrimSpace(hop))
			if err != nil {
				break // what no proxy of ours wrote
			}
			if address = next.Unmap(); !s.isProxy(address) {
				break
			}
		}
	}
	if address.Is6() {
		if network, err := address.Prefix(64); err == nil {
			return network.String()
		}
	}
	return address.String()
}

func (s *Server) isProxy(a netip.Addr) bool {
	return slices.ContainsFunc(s.cfg.Proxies, func(p netip.Prefix) bool { return p.Contains(a) })
}

// ParseProxy reads the address of a proxy, or of a network of them (10.1.0.0/16).
func ParseProxy(text string) (netip.Prefix, error) {
	if strings.Contains(text, "/") {
		p, err := netip.ParsePrefix(text)
		return p.Masked(), err
	}
	a, err := netip.ParseAddr(text)
	if err != nil {
		return netip.Prefix{}, err
	}
	return a.Unmap().Prefix(a.Unmap().BitLen())
}

// limited shows how often each quota was used up.
type limited struct{ quota *quota.Quota }

var limitedDesc = prometheus.NewDesc("probity_rate_limited_total", "Requests refused because the caller asked too much, by quota.", []string{"quota"}, nil)

// Describe names the figure.
func (limited) Describe(out chan<- *prometheus.Desc) { out <- limitedDesc }

// Collect reads the counts.
func (l limited) Collect(out chan<- prometheus.Metric) {
	for what, n := range l.quota.Exceeded() {
		out <- prometheus.MustNewConstMetric(limitedDesc, prometheus.CounterValue, float64(n), what)
	}
}
