// Package effects does what sessions ask of the outside: requests of workflows,
// and answers that a model words. Both reach the hosts a workspace allows and no
// others, with limits on time and size.
package effects

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/url"
	"strings"
	"time"

	"parley/engine/model"
	"parley/engine/workflow"
)

// Limits of a request.
const (
	DefaultTimeout = 10 * time.Second
	MaxTimeout     = 60 * time.Second
	MaxAnswer      = 1 << 20 // bytes of an answer
	maxRedirects   = 5
)

// Network sends HTTP requests to the hosts that are allowed.
type Network struct {
	allowed map[string]bool
	client  *http.Client
}

// NewNetwork makes a network that reaches the hosts given and no others: a name
// such as api.example.com allows its usual ports, name:8080 that port only.
func NewNetwork(hosts []string) *Network {
	n := &Network{allowed: map[string]bool{}}
	for _, h := range hosts {
		n.allowed[strings.ToLower(strings.TrimSpace(h))] = true
	}
	transport := &http.Transport{Proxy: nil, DisableKeepAlives: true, MaxResponseHeaderBytes: 64 << 10, TLSHandshakeTimeout: DefaultTimeout,
		DialContext: (&net.Dialer{Timeout: DefaultTimeout}).DialContext}
	n.client = &http.Client{Transport: transport, CheckRedirect: n.redirect}
	return n
}

// allows says why a request may not be sent, nil where it may.
func (n *Network) allows(u *url.URL) error {
	switch {
	case u.Scheme != "http" && u.Scheme != "https":
		return fmt.Errorf("%q is no web address: write it with https://", u.Scheme)
	case u.User != nil:
		return errors.New("an address must not hold a name and password: send a header")
	case u.Hostname() == "":
		return errors.New("the address has no host")
	}
	host := strings.ToLower(u.Host)
	usual := u.Port() == "" || u.Scheme == "https" && u.Port() == "443" || u.Scheme == "http" && u.Port() == "80"
	if n.allowed[host] || usual && n.allowed[strings.ToLower(u.Hostname())] {
		return nil
	}
	return fmt.Errorf("the host %s is not allowed: add it to the workspace's allowedHosts", host)
}

// redirect follows within the same host only, and never from https to http.
func (n *Network) redirect(req *http.Request, via []*http.Request) error {
	first := via[0].URL
	switch {
	case len(via) > maxRedirects:
		return fmt.Errorf("more than %d redirects", maxRedirects)
	case !strings.EqualFold(req.URL.Host, first.Host) || first.Scheme == "https" && req.URL.Scheme != "https":
		return fmt.Errorf("it redirects elsewhere, to %s, which is not followed", req.URL.Host)
	}
	return n.allows(req.URL)
}

// Do implements [workflow.Outside] for requests. Errors are one line and hold
// neither headers nor bodies.
func (n *Network) Do(ctx context.Context, r workflow.Request) (workflow.Response, error) {
	u, err := url.Parse(r.URL)
	if err != nil {
		return workflow.Response{}, errors.New("the address cannot be read")
	}
	if err := n.allows(u); err != nil {
		return workflow.Response{}, err
	}
	timeout := min(time.Duration(r.Timeout.Or(workflowTimeout)), MaxTimeout)
	ctx, cancel := context.WithTimeout(ctx, timeout)
	defer cancel()
	req, err := http.NewRequestWithContext(ctx, r.Method, u.String(), strings.NewReader(r.Body))
	if err != nil {
		return workflow.Response{}, errors.New("the request cannot be made: look at its method and address")
	}
	req.Header.Set("Accept", "application/json")
	if r.Body != "" {
		req.Header.Set("Content-Type", "application/json")
	}
	for _, h := range r.Headers {
		req.Header.Set(h.Key, strings.NewReplacer("\r", "", "\n", "").Replace(h.Value))
	}
	res, err := n.client.Do(req)
	if err != nil {
		return workflow.Response{}, n.reason(ctx, u, timeout, err)
	}
	defer res.Body.Close()
	body, err := io.ReadAll(io.LimitReader(res.Body, MaxAnswer+1))
	switch {
	case err != nil:
		return workflow.Response{}, n.reason(ctx, u, timeout, err)
	case len(body) > MaxAnswer:
		return workflow.Response{}, fmt.Errorf("%s answered with more than %d MB", u.Host, MaxAnswer>>20)
	}
	return workflow.Response{Status: res.StatusCode, Body: body}, nil
}

// workflowTimeout is the time limit of a request that names none.
const workflowTimeout = model.Duration(DefaultTimeout)

// reason words why a request failed without what was sent.
func (n *Network) reason(ctx context.Context, u *url.URL, timeout time.Duration, err error) error {
	var wrapped *url.Error
	switch {
	case errors.Is(ctx.Err(), context.DeadlineExceeded):
		return fmt.Errorf("%s did not answer within %s", u.Host, timeout)
	case errors.Is(ctx.Err(), context.Canceled):
		return errors.New("it was cancelled")
	case errors.As(err, &wrapped):
		err = wrapped.Err
	}
	return fmt.Errorf("ask %s: %s", u.Host, strings.Join(strings.Fields(err.Error()), " "))
}
