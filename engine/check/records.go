package check

import (
	"fmt"
	"net/url"
	"regexp"
	"slices"
	"strings"

	"parley/engine/model"
	"parley/engine/schedule"
)

// schedules checks opening hours, and that one schedule is the default.
func (x *walk) schedules(*walk) {
	defaults := 0
	for _, s := range x.w.Schedules {
		at := model.Path("schedules").At(string(s.ID))
		if s.Default {
			if defaults++; defaults == 2 {
				f := x.report(at.Field("default"), Error, "twoDefaults", "there is another default schedule", "one schedule is the default")
				f.Fix = &Fix{Kind: FixClear, Label: "make it none", Path: f.Path}
			}
		}
		_, problems := schedule.Compile(s, x.w.Settings.TimeZone)
		for _, wrong := range problems {
			if wrong.Path != "timeZone" { // told with the field
				x.report(at.Field(string(wrong.Path)), Error, "scheduleShape", wrong.Message, wrong.Mend)
			}
		}
	}
	if len(x.w.Schedules) > 0 && defaults == 0 {
		at := model.Path("schedules").At(string(x.w.Schedules[0].ID))
		f := x.report(at.Field("default"), Error, "noDefault", "no schedule is the default", "mark one")
		f.Fix = &Fix{Kind: FixSet, Label: "make it this one", Path: f.Path, Value: true}
	}
}

// customers tells customers that cannot be told apart, and attributes nobody declared.
func (x *walk) customers(*walk) {
	emails, external := map[string]bool{}, map[string]bool{}
	for _, c := range x.w.Customers {
		at := model.Path("customers").At(string(c.ID))
		if e := strings.ToLower(c.Email); e != "" {
			if emails[e] {
				x.report(at.Field("email"), Warning, "duplicateCustomer", fmt.Sprintf("another customer has the e-mail address %s", c.Email), "merge them")
			}
			emails[e] = true
			if !addressFits(model.FollowUp{Channel: "email", Address: c.Email}) {
				x.report(at.Field("email"), Error, "addressShape", fmt.Sprintf("%q is no e-mail address", c.Email), "write it like name@example.com")
			}
		}
		if c.ExternalID != "" && external[c.ExternalID] {
			x.report(at.Field("externalId"), Error, "duplicateCustomer", fmt.Sprintf("another customer has the external id %s", c.ExternalID), "give one of them another")
		}
		external[c.ExternalID] = true
		x.valuesOf(c.Attributes, "customer", at.Field("attributes"))
	}
}

func (x *walk) objects(*walk) {
	for _, o := range x.w.Objects {
		at := model.Path("objects").At(string(o.ID))
		if isOfConversation(o.Klass) {
			x.report(at.Field("klass"), Error, "klassUnfit", fmt.Sprintf("%s has no objects of its own", o.Klass), "choose a Klass of your own, such as order")
		} else if x.w.Klass(o.Klass) != nil {
			x.valuesOf(o.Attributes, o.Klass, at.Field("attributes"))
		}
	}
}

// valuesOf checks values by bare name or full path against their Klass.
func (x *walk) valuesOf(values model.Map[model.Value], klass model.KlassID, at model.Path) {
	for _, p := range values {
		path := model.AttributePath(p.Key)
		if !strings.Contains(p.Key, ".") {
			path = model.AttributePath(string(klass) + "." + p.Key)
		}
		a, ok := x.attrs.Find(path)
		if !ok {
			f := x.report(at.At(p.Key), Error, "unknownAttribute", fmt.Sprintf("there is no attribute %s", path), "declare it in its Klass, or take it away")
			if best := nearest(string(path), x.attributePaths()); best != "" {
				f.Mend = fmt.Sprintf("did you mean %s?", best)
			}
			continue
		}
		if p.Value.IsSet() {
			x.updateValue(a, p.Value, at.At(p.Key), asValue)
		}
	}
}

// workflows checks the steps of workflows and what they lead to.
func (x *walk) workflows(*walk) {
	for _, w := range x.w.Workflows {
		at := model.Path("workflows").At(string(w.ID))
		ids := make([]string, len(w.Steps))
		for i, s := range w.Steps {
			ids[i] = s.ID
			if slices.Contains(ids[:i], s.ID) && s.ID != "" {
				x.report(at.Field("steps").Index(i), Error, "duplicateId", fmt.Sprintf("there are two steps %s", s.ID), "give one of them another id")
			}
		}
		for i, s := range w.Steps {
			p := at.Field("steps").At(s.ID)
			if s.ID == "" || slices.Index(ids, s.ID) != i {
				p = at.Field("steps").Index(i)
			}
			x.workflowStep(w, s, p, ids)
		}
		x.parametersTwice(w.Input, at.Field("input"))
		x.parametersTwice(w.Output, at.Field("output"))
	}
}

func (x *walk) parametersTwice(all []model.Parameter, at model.Path) {
	for i, p := range all {
		if p.Name != "" && slices.ContainsFunc(all[:i], func(o model.Parameter) bool { return o.Name == p.Name }) {
			f := x.report(at.Index(i), Error, "duplicateId", fmt.Sprintf("there are two parameters %q", p.Name), "take one away")
			f.Fix = &Fix{Kind: FixRemove, Label: "take it away", Path: at.Index(i)}
		}
	}
}

func (x *walk) workflowStep(w *model.Workflow, s model.WorkflowStep, at model.Path, ids []string) {
	acts := 0
	for _, is := range []bool{s.HTTPRequest != nil, s.Lookup != nil, len(s.Set) > 0, len(s.Branch) > 0, s.Note != "", len(s.Respond) > 0} {
		if is {
			acts++
		}
	}
	if acts != 1 {
		x.report(at, Error, "stepShape", fmt.Sprintf("the step does %d things", acts), "a step does one: httpRequest, lookup, set, branch, note or respond")
	}
	for _, ways := range []struct {
		key  string
		list []model.Transition
	}{{"branch", s.Branch}, {"next", s.Next}} {
		for i, t := range ways.list {
			if t.To != "" && !slices.Contains(ids, t.To) {
				f := x.report(at.Field(ways.key).Index(i).Field("to"), Error, "danglingRedirect", fmt.Sprintf("there is no step %q", t.To), "choose a step")
				x.suggest(f, t.To, ids)
			}
		}
	}
	if s.HTTPRequest != nil && !strings.Contains(string(s.HTTPRequest.URL), "{{") {
		x.host(string(s.HTTPRequest.URL), at.Field("httpRequest").Field("url"))
	}
	outputs := parameterNames(w.Output)
	for _, p := range s.Respond {
		if !slices.Contains(outputs, p.Key) {
			x.parameter(at.Field("respond").At(p.Key), "output", w, p.Key, outputs)
		}
	}
}

// host checks an address against the hosts that the workspace allows.
func (x *walk) host(address string, at model.Path) {
	u, err := url.Parse(address)
	if address == "" {
		return
	}
	if err != nil || u.Host == "" || u.Scheme != "https" && u.Scheme != "http" {
		x.report(at, Error, "urlShape", fmt.Sprintf("%q is no address", address), "write it like https://api.acme.example/orders")
		return
	}
	if !slices.Contains(x.w.Settings.AllowedHosts, u.Hostname()) && !slices.Contains(x.w.Settings.AllowedHosts, u.Host) {
		x.report(at, Error, "hostNotAllowed", fmt.Sprintf("the workspace does not allow the host %s", u.Host), "add it to the allowed hosts of the workspace")
	}
}

// patterns checks the regular expressions that tests compare messages with.
func (x *walk) patterns(steps []model.Step, at model.Path) {
	for i, s := range steps {
		for _, pattern := range s.Bot {
			if len(pattern) < 2 || pattern[0] != '/' || pattern[len(pattern)-1] != '/' {
				continue
			}
			if _, err := regexp.Compile(pattern[1 : len(pattern)-1]); err != nil {
				x.report(at.Index(i), Error, "patternShape", fmt.Sprintf("%s is no regular expression", pattern), "correct it, or write a text with * for what may differ")
			}
		}
	}
}

// tests checks what tests name of the assistant they play.
func (x *walk) tests(*walk) {
	for n, t := range x.w.Tests {
		base := model.Path("tests").At(t.ID)
		if t.ID == "" {
			base = model.Path("tests").Index(n)
		}
		a := x.w.Assistant(t.Assistant)
		for i, c := range t.Cases {
			at := base.Field("cases").Index(i)
			if slices.ContainsFunc(t.Cases[:i], func(o model.Case) bool { return o.Name == c.Name }) && c.Name != "" {
				x.report(at.Field("name"), Warning, "duplicateName", fmt.Sprintf("there are two cases %q", c.Name), "give one of them another name")
			}
			x.patterns(c.Steps, at.Field("steps"))
			for k, id := range c.Expectation.Path {
				if a != nil && a.Dialog(id) == nil {
					x.report(at.Field("expect").Field("path").Index(k), Error, "danglingRedirect", fmt.Sprintf("%s has no dialog %q", a.Name, id), "name one of its dialogs")
				}
			}
			for _, p := range c.Expectation.Attributes {
				if _, ok := x.attrs.Find(model.AttributePath(p.Key)); !ok {
					f := x.report(at.Field("expect").Field("attributes").At(p.Key), Error, "unknownAttribute", fmt.Sprintf("there is no attribute %s", p.Key), "name one that is declared")
					if best := nearest(p.Key, x.attributePaths()); best != "" {
						f.Mend = fmt.Sprintf("did you mean %s?", best)
					}
				}
			}
			for _, m := range c.Expectation.Counts {
				x.meter(at.Field("expect").Field("counts").At(m.Key), m.Key)
			}
		}
	}
}
