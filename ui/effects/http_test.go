package effects_test

import (
	"context"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
	"time"

	"parley/engine/model"
	"parley/engine/outside"
	"parley/engine/workflow"
	"parley/ui/effects"
)

// server answers on loopback, well and badly.
func server(t *testing.T) (*httptest.Server, string) {
	t.Helper()
	release := make(chan struct{})
	mux := http.NewServeMux()
	mux.HandleFunc("/good", func(w http.ResponseWriter, r *http.Request) {
		w.Write([]byte(`{"state":"shipped","method":"` + r.Method + `","auth":"` + r.Header.Get("Authorization") + `"}`))
	})
	mux.HandleFunc("/slow", func(w http.ResponseWriter, r *http.Request) {
		select {
		case <-release:
		case <-r.Context().Done():
		}
	})
	mux.HandleFunc("/huge", func(w http.ResponseWriter, r *http.Request) {
		w.Write([]byte(strings.Repeat("x", effects.MaxAnswer+1)))
	})
	mux.HandleFunc("/elsewhere", func(w http.ResponseWriter, r *http.Request) {
		http.Redirect(w, r, "http://127.0.0.2:1/", http.StatusFound)
	})
	mux.HandleFunc("/here", func(w http.ResponseWriter, r *http.Request) { http.Redirect(w, r, "/good", http.StatusFound) })
	mux.HandleFunc("/round", func(w http.ResponseWriter, r *http.Request) { http.Redirect(w, r, "/round", http.StatusFound) })
	mux.HandleFunc("/broken", func(w http.ResponseWriter, r *http.Request) { w.Write([]byte(`{"state":`)) })
	mux.HandleFunc("/no", func(w http.ResponseWriter, r *http.Request) { http.Error(w, "no", http.StatusTeapot) })
	mux.HandleFunc("/hostile", func(w http.ResponseWriter, r *http.Request) {
		w.Write([]byte(`{"state":"\u001b[31mre\u0007d\u001b]0;title\u0007\u202e","more":{"__proto__":"{{customer.email}}"}}`))
	})
	mux.HandleFunc("/deep", func(w http.ResponseWriter, r *http.Request) { w.Write([]byte(strings.Repeat(`{"state":`, 20_000))) })
	mux.HandleFunc("/page", func(w http.ResponseWriter, r *http.Request) { w.Write([]byte("<html>\x1b[2Jbusy</html>")) })
	mux.HandleFunc("/cut", func(w http.ResponseWriter, r *http.Request) { panic(http.ErrAbortHandler) })
	s := httptest.NewServer(mux)
	t.Cleanup(func() {
		close(release)
		s.Close()
	})
	u, err := url.Parse(s.URL)
	if err != nil {
		t.Fatal(err)
	}
	return s, u.Host
}

func TestAnAllowedHostAnswers(t *testing.T) {
	s, host := server(t)
	n := effects.NewNetwork([]string{host})
	for _, path := range []string{"/good", "/here"} {
		res, err := n.Do(context.Background(), workflow.Request{Method: "GET", URL: s.URL + path, Headers: model.Map[string]{{Key: "Authorization", Value: "Bearer x"}}})
		if err != nil || res.Status != 200 || !strings.Contains(string(res.Body), `"auth":"Bearer x"`) {
			t.Errorf("%s: %d %s %v", path, res.Status, res.Body, err)
		}
	}
}

func TestWhatIsRefusedOrBounded(t *testing.T) {
	s, host := server(t)
	n := effects.NewNetwork([]string{host})
	for name, c := range map[string]struct {
		url, want string
		timeout   model.Duration
	}{
		"not allowed":       {"http://127.0.0.1:1/x", "is not allowed", 0},
		"other port":        {"http://127.0.0.1/x", "is not allowed", 0},
		"file":              {"file:///etc/passwd", "no web address", 0},
		"password":          {"http://a:b@" + host + "/good", "name and password", 0},
		"no host":           {"http:///good", "no host", 0},
		"not an address":    {"http://[::1", "cannot be read", 0},
		"slow":              {s.URL + "/slow", "did not answer within 20ms", model.Duration(20 * time.Millisecond)},
		"huge":              {s.URL + "/huge", "more than 1 MB", 0},
		"elsewhere":         {s.URL + "/elsewhere", "redirects elsewhere", 0},
		"round and round":   {s.URL + "/round", "redirects", 0},
		"cut in the middle": {s.URL + "/cut", "ask " + host, 0},
	} {
		_, err := n.Do(context.Background(), workflow.Request{Method: "GET", URL: c.url, Timeout: c.timeout, Headers: model.Map[string]{{Key: "X-Key", Value: "hush"}}})
		if err == nil || !strings.Contains(err.Error(), c.want) || strings.ContainsAny(err.Error(), "\n") || strings.Contains(err.Error(), "hush") {
			t.Errorf("%s: %v, want %q", name, err, c.want)
		}
	}
}

// TestWorkflowsReadEvilAnswers runs a workflow on what the server answers: an
// error is one line, and what is read has no control characters.
func TestWorkflowsReadEvilAnswers(t *testing.T) {
	s, host := server(t)
	for path, want := range map[string]struct{ state, failure string }{
		"/good": {state: "shipped"}, "/hostile": {state: "red"},
		"/broken": {failure: "no JSON"}, "/deep": {failure: "no JSON"}, "/page": {failure: "no JSON"}, "/no": {failure: "status 418"},
		"/slow": {failure: "did not answer within 20ms"}, "/huge": {failure: "more than 1 MB"}, "/elsewhere": {failure: "redirects elsewhere"},
	} {
		f := &model.Workflow{ID: "f", Output: []model.Parameter{{Name: "state"}}, Steps: []model.WorkflowStep{
			{ID: "ask", HTTPRequest: &model.HTTPRequest{Method: "GET", URL: model.Text(s.URL + path)}},
			{ID: "tell", Respond: model.Map[model.Text]{{Key: "state", Value: "{{ask.body.state}}"}}}}}
		if path == "/slow" {
			f.Steps[0].HTTPRequest.Timeout = model.Duration(20 * time.Millisecond)
		}
		got := outside.Run(context.Background(), &model.Workspace{}, f, nil, effects.NewNetwork([]string{host}), false)
		state, _ := got.Output.Get("state")
		told := got.Error + strings.Join(got.Trace, "") + strings.Join(got.Notes, "")
		if state.Text() != want.state || !strings.Contains(got.Error, want.failure) || (got.Error == "") != (want.failure == "") || strings.ContainsAny(told, "\x1b\n\r\a") {
			t.Errorf("%s: %q, %q %q", path, state.Text(), got.Error, told)
		}
	}
}

func TestNothingIsAllowedUnlessNamed(t *testing.T) {
	s, _ := server(t)
	if _, err := effects.NewNetwork(nil).Do(context.Background(), workflow.Request{Method: "GET", URL: s.URL}); err == nil {
		t.Error("a request went out")
	}
}

func TestACancelledRequestEnds(t *testing.T) {
	s, host := server(t)
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if _, err := effects.NewNetwork([]string{host}).Do(ctx, workflow.Request{Method: "GET", URL: s.URL + "/slow"}); err == nil || !strings.Contains(err.Error(), "cancelled") {
		t.Errorf("got %v", err)
	}
}
