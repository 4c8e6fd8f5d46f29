package workspace

import (
	"fmt"
	"reflect"
	"strconv"
	"strings"
	"time"

	"parley/engine/check"
	"parley/engine/edit"
	"parley/engine/model"
	"parley/engine/schedule"
	"parley/ui/build/editor"
	"parley/ui/desk"
	"parley/ui/document"
	"parley/ui/kit/keys"
	"parley/ui/kit/styles"
	"parley/ui/want"
)

func itoa(n int) string { return strconv.Itoa(n) }

// facts are what was found out about the documents of a kind, for one state of
// the draft.
type facts struct {
	workspace *model.Workspace
	kind      string
	all       []check.Finding
	found     map[model.Path][]check.Finding // by document

	used   []model.Path // the places that name the document
	usedOf model.Path
	usedIn *model.Workspace
}

// many is from how many customers or objects on only the one that is typed in is
// checked with every key, and all of them when the text is left.
const many = 200

// crowded tells the kinds that grow long and do not refer to themselves.
func (k kind) crowded(n int) bool { return n >= many && (k.one == "Customer" || k.one == "Object") }

// learn checks the documents of a kind, unless they were.
func (f *facts) learn(d *desk.Desk, k kind) {
	w := d.Workspace()
	if f.workspace == w && f.kind == k.of.Name {
		return
	}
	f.workspace, f.kind, f.found = w, k.of.Name, map[model.Path][]check.Finding{}
	f.all = check.Documents(w, k.of.Name, d.Published)
	f.sort(k, f.all)
}

// glance checks one document by itself, while it is typed in.
func (f *facts) glance(d *desk.Desk, k kind, at model.Path) {
	_, id := split(at)
	slim := *d.Workspace()
	all := k.of.In(&slim)
	for i := range all.Len() {
		if idOf(all.Index(i)) == id {
			all.Set(all.Slice3(i, i+1, i+1))
			break
		}
	}
	f.workspace = nil
	delete(f.found, at)
	f.sort(k, check.Documents(&slim, k.of.Name, d.Published))
}

// sort puts findings to the documents they are about.
func (f *facts) sort(k kind, all []check.Finding) {
	for _, x := range all {
		at := model.Path(k.of.Key)
		if key, id := split(x.Path); key == k.of.Key && id != "" {
			at = at.At(id)
		}
		f.found[at] = append(f.found[at], x)
	}
}

// Findings are what check says of the kind that is shown.
func (s *Screen) Findings() []check.Finding { return s.facts.all }

// findings are those of a document, for the form.
func (f *facts) findings(at model.Path) []editor.Finding {
	var out []editor.Finding
	for _, x := range f.found[at] {
		out = append(out, editor.Finding{Path: x.Path, Severity: x.Severity.String(), Message: x.Message, Mend: x.Mend})
	}
	return out
}

// mark is how bad what was found in a document is, as one sign; "" for nothing.
func (f *facts) mark(look *styles.Styles, at model.Path) string {
	worst, any := check.Hint, false
	for _, x := range f.found[at] {
		worst, any = min(worst, x.Severity), true
	}
	switch {
	case !any:
		return ""
	case worst == check.Error:
		return look.Error.Render(look.Glyphs.Cross) + " "
	case worst == check.Warning:
		return look.Warning.Render(look.Glyphs.Warn) + " "
	}
	return look.Muted.Render(look.Glyphs.Dot) + " "
}

// uses are the places that name a document. While a text is typed what is known
// of another state of the draft does.
func (s *Screen) uses(at model.Path) []model.Path {
	f, w := &s.facts, s.desk.Workspace()
	if f.usedOf == at && (f.usedIn == w || s.form.Mode() == keys.Type) {
		return f.used
	}
	_, id := split(at)
	f.used, f.usedOf, f.usedIn = edit.References(w, s.kind().of.Name, id), at, w
	return f.used
}

// maxUses is how many places a document's form lists.
const maxUses = 12

// below are the places that use a document.
func (s *Screen) below(at model.Path) []editor.Line {
	if s.kind().of.One {
		return nil
	}
	look := s.styles
	all := s.uses(at)
	if len(all) == 0 {
		return []editor.Line{{Text: look.Muted.Render("Used by") + "  " + look.Placeholder.Render("nothing yet"), Gap: true}}
	}
	out := []editor.Line{{Text: look.Muted.Render(fmt.Sprintf("Used by %s", plural(len(all), "place"))), Gap: true}}
	seen := map[string]bool{}
	for _, p := range all {
		where := s.where(p)
		if seen[where] {
			continue
		}
		if seen[where] = true; len(seen) > maxUses {
			out = append(out, editor.Line{Text: "  " + look.Muted.Render("and more")})
			break
		}
		out = append(out, editor.Line{Text: "  " + look.Linked.Render(look.Glyphs.To) + " " + look.Text.Render(where),
			Do: func() []want.Want { return []want.Want{want.Visit{At: p}} }})
	}
	return out
}

// where names a place with the glyphs there are.
func (s *Screen) where(p model.Path) string {
	return document.Where(s.desk.Workspace(), p, s.styles.Glyphs.Name == "ascii")
}

func plural(n int, what string) string {
	if n == 1 {
		return "1 " + what
	}
	return fmt.Sprintf("%d %ss", n, what)
}

// above is what there is to know of a document before its fields.
func (s *Screen) above(v reflect.Value) []editor.Line {
	look := s.styles
	switch x := v.Interface().(type) {
	case model.Schedule:
		state, clock := s.opening(&x)
		return []editor.Line{{Text: state}, {Text: clock}}
	case model.Workflow:
		return []editor.Line{{Text: look.Accent.Render(look.Glyphs.Here+" try it") + "   " + look.Muted.Render(signature(&x)), Do: s.try}}
	case model.Klass:
		if known := builtIn(x.ID); known != "" {
			return []editor.Line{{Text: look.Muted.Render("Built in: " + known)}}
		}
	}
	return nil
}

// builtIn lists the attributes of a Klass that need no declaration.
func builtIn(id model.KlassID) string {
	var out []string
	for _, a := range model.AttributesOf(&model.Workspace{}).All() {
		if a.Path.Klass() == id {
			out = append(out, strings.TrimPrefix(string(a.Path), string(id)+"."))
		}
	}
	return strings.Join(out, ", ")
}

// opening tells whether a schedule is open now, and when that changes.
func (s *Screen) opening(x *model.Schedule) (state, clock string) {
	look, now := s.styles, s.desk.Now()
	hours, _ := schedule.Compile(x, s.desk.Workspace().Settings.TimeZone)
	zone := zoneOf(x, s.desk.Workspace())
	next, opens, ok := hours.Next(now)
	local := now.In(zone)
	clock = look.Muted.Render("  it is " + local.Format("Mon 15:04") + " in " + zone.String())
	if hours.Open(now) {
		state = look.Success.Render(look.Glyphs.On + " open now")
	} else {
		state = look.Warning.Render(look.Glyphs.Off + " closed now")
	}
	switch {
	case !ok && !hours.Open(now):
		return state + look.Muted.Render(", and for a year to come"), clock
	case !ok:
		return state + look.Muted.Render(", always"), clock
	}
	verb := "closes"
	if opens {
		verb = "opens"
	}
	return state + look.Text.Render(", "+verb+" "+day(next.In(zone), local)), clock
}

func zoneOf(x *model.Schedule, w *model.Workspace) *time.Location {
	name := x.TimeZone
	if name == "" {
		name = w.Settings.TimeZone
	}
	if zone, err := time.LoadLocation(string(name)); err == nil && name != "Local" {
		return zone
	}
	return time.UTC
}

// day tells a moment as seen from another one.
func day(at, now time.Time) string {
	midnight := time.Date(now.Year(), now.Month(), now.Day(), 0, 0, 0, 0, now.Location())
	switch days := int(at.Sub(midnight).Hours()) / 24; {
	case days == 0:
		return "today at " + at.Format("15:04")
	case days == 1:
		return "tomorrow at " + at.Format("15:04")
	case days < 7:
		return at.Format("Monday at 15:04")
	}
	return at.Format("Mon 2 Jan at 15:04")
}

// signature is what a workflow takes and returns, in one line.
func signature(f *model.Workflow) string {
	names := func(all []model.Parameter) string {
		var out []string
		for _, p := range all {
			name := p.Name
			if p.Required {
				name += "*"
			}
			out = append(out, name)
		}
		if len(out) == 0 {
			return "nothing"
		}
		return strings.Join(out, ", ")
	}
	return "takes " + names(f.Input) + ", returns " + names(f.Output)
}
