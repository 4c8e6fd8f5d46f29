package workspace

import (
	"fmt"
	"reflect"
	"strings"

	"parley/engine/model"
	"parley/engine/schedule"
	"parley/engine/text"
)

// about is the line below a document's name in the list.
func (s *Screen) about(v reflect.Value) string {
	dot := " " + s.styles.Glyphs.Dot + " "
	switch x := reflect.Indirect(v).Interface().(type) {
	case model.Team:
		online := 0
		for _, a := range x.Agents {
			if a.Online {
				online++
			}
		}
		if len(x.Agents) == 0 {
			return "no agents"
		}
		return plural(len(x.Agents), "agent") + fmt.Sprintf("%s%d online", dot, online)
	case model.Klass:
		return plural(len(x.Attributes), "attribute") + dot + string(x.ID)
	case model.Schedule:
		hours, _ := schedule.Compile(&x, s.desk.Workspace().Settings.TimeZone)
		word := "closed now"
		if hours.Open(s.desk.Now()) {
			word = "open now"
		}
		if x.Default {
			word += dot + "default"
		}
		return word
	case model.Snippet:
		if t, ok := text.Pick(x.Texts, s.desk.Workspace().DefaultLanguage()); ok {
			return string(t)
		}
		return "no text in " + string(s.desk.Workspace().DefaultLanguage())
	case model.Workflow:
		return signature(&x)
	case model.Customer:
		return joined(dot, x.Email, x.Company, map[bool]string{true: "VIP"}[x.VIP], string(x.Language))
	case model.Object:
		owner := string(x.Customer)
		if c := s.desk.Workspace().Customer(x.Customer); c != nil && c.Name != "" {
			owner = c.Name
		}
		return joined(dot, string(x.Klass), owner)
	case model.Profile:
		return plural(len(x.Prompts), "prompt")
	case model.Plan:
		return joined(dot, x.Meter, fmt.Sprintf("%d a month", x.Allowance))
	case model.Brand:
		if all := s.desk.Workspace().Brands; len(all) > 0 && all[0].ID == x.ID {
			return string(x.ID) + dot + "default"
		}
		return string(x.ID)
	}
	return idOf(v)
}

// joined puts what is not empty in one line.
func joined(between string, parts ...string) string {
	var out []string
	for _, p := range parts {
		if p != "" {
			out = append(out, p)
		}
	}
	return strings.Join(out, between)
}

// setting is the value of one of the settings, in a word or two.
func (s *Screen) setting(f *model.Field) string {
	v := f.Of(reflect.ValueOf(s.desk.Workspace().Settings))
	switch f.Role {
	case model.RoleList, model.RoleMap:
		if v.Len() == 0 {
			return "none"
		}
		if v.Len() <= 4 && f.Role == model.RoleList {
			var out []string
			for i := range v.Len() {
				out = append(out, v.Index(i).String())
			}
			return strings.Join(out, ", ")
		}
		return itoa(v.Len())
	case model.RoleGroup:
		if l, ok := v.Interface().(model.Leads); ok && l.Framework != "" {
			return l.Framework
		}
		return "BANT"
	}
	if v.IsZero() && f.Default == "" {
		return "none"
	}
	if v.IsZero() {
		return f.Default
	}
	return v.String()
}
