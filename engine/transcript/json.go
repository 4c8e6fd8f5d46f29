package transcript

import (
	"bytes"
	"encoding/json"
	"time"

	"parley/engine/lead"
	"parley/engine/meter"
	"parley/engine/model"
	"parley/engine/script"
	"parley/engine/text"
)

// record is a transcript as JSON has it. Its events are those of play --json.
type record struct {
	ID            string                 `json:"id"`
	Source        string                 `json:"source"`
	Channel       string                 `json:"channel"`
	Assistant     model.AssistantID      `json:"assistant,omitempty"`
	Version       int                    `json:"version,omitempty"` // none: a draft
	Type          model.Type             `json:"type,omitempty"`
	Start         string                 `json:"start"`
	Last          string                 `json:"last"`
	Messages      int                    `json:"messages"`
	Status        string                 `json:"status"` // active, handed off or archived
	Now           string                 `json:"assistantStatus"`
	Done          bool                   `json:"done"`
	FollowUp      string                 `json:"followUp,omitempty"`
	Label         string                 `json:"label,omitempty"` // Smartsupp's
	Customer      person                 `json:"customer"`
	Score         int                    `json:"score"`
	Threshold     int                    `json:"threshold"`
	Signals       []signal               `json:"signals"`
	Qualification qualification          `json:"qualification"`
	Meters        []judged               `json:"meters"`
	Saved         model.Map[model.Value] `json:"saved"`
	Events        []json.RawMessage      `json:"events"`
}

type person struct {
	ID      model.CustomerID `json:"id,omitempty"`
	Name    string           `json:"name,omitempty"`
	Email   string           `json:"email,omitempty"`
	Phone   string           `json:"phone,omitempty"`
	Company string           `json:"company,omitempty"`
	Domain  string           `json:"domain,omitempty"`
	Persona string           `json:"persona,omitempty"`
}

type signal struct {
	Key    string `json:"key"`
	Name   string `json:"name"`
	Points int    `json:"points"`
	evidence
}

// evidence is where something was seen.
type evidence struct {
	Seq  int32  `json:"seq,omitempty"` // of the event
	At   string `json:"at,omitempty"`
	Text string `json:"evidence,omitempty"`
}

type qualification struct {
	Framework string  `json:"framework"`
	Fields    []field `json:"fields"`
}

type field struct {
	Key   string `json:"key"`
	Name  string `json:"name"`
	Value string `json:"value"` // "": not known
	evidence
}

type judged struct {
	Meter   meter.System `json:"meter"`
	Verdict string       `json:"verdict"` // counts, pending or excluded
	At      string       `json:"at"`
	Until   string       `json:"until,omitempty"` // of pending
	Reasons []because    `json:"reasons,omitempty"`
}

type because struct {
	Reason string `json:"reason"`
	Text   string `json:"text"`
	At     string `json:"at,omitempty"`
}

// instant is a moment in JSON: RFC 3339 in UTC; "" for none.
func instant(ms int64) string {
	if ms == 0 {
		return ""
	}
	return time.UnixMilli(ms).UTC().Format(time.RFC3339Nano)
}

// json writes it as one JSON value.
func (t *Transcript) json() string {
	s := &t.Summary
	r := record{ID: s.ID, Source: clean(string(s.Source)), Channel: clean(s.Channel), Assistant: s.Assistant, Version: s.Version, Type: s.Type, Start: instant(s.Start), Last: instant(s.Last),
		Messages: s.Messages, Status: string(s.Standing()), Now: s.Status.String(), Done: s.Done, FollowUp: clean(s.FollowUp), Label: t.Label,
		Customer: person{s.Customer, clean(s.Name), clean(s.Email), clean(s.Phone), clean(s.Company), clean(t.Lead.Domain), clean(t.Lead.Persona)},
		Score:    t.Lead.Score, Threshold: t.Lead.Threshold, Signals: []signal{}, Meters: []judged{}, Saved: model.Map[model.Value]{}, Events: []json.RawMessage{},
		Qualification: qualification{Framework: t.Lead.Framework, Fields: []field{}}}
	for _, x := range t.Lead.Signals {
		r.Signals = append(r.Signals, signal{x.Key, x.Name, x.Points, evidenceOf(x.Evidence)})
	}
	for _, f := range t.Lead.Fields {
		r.Qualification.Fields = append(r.Qualification.Fields, field{f.Key, f.Name, text.Clean(f.Value), evidenceOf(f.Evidence)})
	}
	for _, v := range t.Verdicts {
		r.Meters = append(r.Meters, judgedOf(v))
	}
	for _, a := range t.Saved {
		r.Saved = append(r.Saved, model.Pair[model.Value]{Key: string(a.Path), Value: a.Value})
	}
	for _, e := range t.events {
		r.Events = append(r.Events, bytes.TrimSpace(script.AppendEvent(nil, e)))
	}
	return r.String()
}

func evidenceOf(e lead.Evidence) evidence {
	return evidence{e.Seq, instant(e.At), text.Clean(e.Text)}
}

func judgedOf(v Verdict) judged {
	out := judged{Meter: v.System, Verdict: v.State.String(), At: instant(v.At), Until: instant(v.Until)}
	for _, b := range v.Reasons {
		out.Reasons = append(out.Reasons, because{b.Reason.Key(), b.Reason.String(), instant(b.At)})
	}
	return out
}

// String is the record in JSON; what a terminal would obey is escaped.
func (r *record) String() string {
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	if err := enc.Encode(r); err != nil {
		return ""
	}
	return text.EscapeJSON(b.String())
}
