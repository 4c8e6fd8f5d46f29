package workflow

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/url"
	"strings"

	"parley/engine/model"
)

// http sends a step's request and keeps the answer for the steps after it.
func (r *run) http(ctx context.Context, id string, h *model.HTTPRequest) error {
	req := Request{Method: h.Method, URL: r.filled(h.URL, inAddress), Body: r.fill(h.Body), Timeout: h.Timeout}
	if isJSON(h) {
		req.Body = r.filled(h.Body, inJSON)
	}
	if req.Method == "" {
		req.Method = "GET"
	}
	for _, p := range h.Headers {
		req.Headers = append(req.Headers, model.Pair[string]{Key: p.Key, Value: r.fill(p.Value)})
	}
	res, err := r.out.Do(ctx, req)
	if err != nil {
		return err
	}
	where := address(req.URL)
	r.values[id+".status"] = model.NumberOf(float64(res.Status))
	answer, err := read(res.Body)
	if err != nil {
		return fmt.Errorf("%s answered with status %d and no JSON", where, res.Status)
	}
	r.answer[id] = map[string]any{"status": float64(res.Status), "body": answer}
	if res.Status >= 400 {
		return fmt.Errorf("%s answered with status %d", where, res.Status)
	}
	r.result.Trace = append(r.result.Trace, fmt.Sprintf("%s: %s %s: status %d", id, req.Method, where, res.Status))
	return nil
}

// read reads an answer's JSON; an empty one is nothing.
func read(body []byte) (answer any, err error) {
	if len(bytes.TrimSpace(body)) == 0 {
		return nil, nil
	}
	d := json.NewDecoder(bytes.NewReader(body))
	d.UseNumber()
	if err := d.Decode(&answer); err != nil {
		return nil, err
	}
	if _, err := d.Token(); err != io.EOF {
		return nil, fmt.Errorf("something follows the JSON value")
	}
	return answer, nil
}

// numberOf is a number of an answer. A long number that a float would round, such
// as an id, stays the text it is.
func numberOf(n json.Number) model.Value {
	f, err := n.Float64()
	v := model.NumberOf(f)
	if whole := !strings.ContainsAny(n.String(), ".eE"); err != nil || whole && f != 0 && (f >= maxExact || f <= -maxExact) {
		return model.TextOf(n.String())
	}
	return v
}

// maxExact is the first whole number from which on floats leave some out.
const maxExact = 1 << 53

// inAddress is a value within an address: it cannot add a part of the path or
// a parameter, nor name another host. Only an address's beginning is taken as it is.
func inAddress(before, value string) string {
	switch {
	case before == "":
		return value
	case strings.Contains(before, "?"):
		return url.QueryEscape(value)
	case value == "." || value == "..":
		return strings.ReplaceAll(value, ".", "%2E")
	}
	return url.PathEscape(value)
}

// inJSON is a value within a JSON body: it cannot end the string it stands in.
func inJSON(_, value string) string {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	if e.Encode(value) != nil {
		return ""
	}
	return strings.TrimSuffix(strings.TrimPrefix(strings.TrimSuffix(b.String(), "\n"), `"`), `"`)
}

// isJSON tells a body that is JSON: one that is said to be, or looks like it.
func isJSON(h *model.HTTPRequest) bool {
	for _, p := range h.Headers {
		if strings.EqualFold(p.Key, "Content-Type") {
			return strings.Contains(strings.ToLower(string(p.Value)), "json")
		}
	}
	body := strings.TrimSpace(string(h.Body))
	return strings.HasPrefix(body, "{") && !strings.HasPrefix(body, "{{") || strings.HasPrefix(body, "[")
}

// address is where a request goes, without what it carries: parameters may hold secrets.
func address(full string) string {
	u, err := url.Parse(full)
	if err != nil {
		return "the address"
	}
	return u.Scheme + "://" + u.Host + u.EscapedPath()
}
