package check

import (
	"fmt"
	"slices"
	"strings"

	"parley/engine/model"
)

// facts are what is known of one dialog by itself.
type facts struct {
	source  *model.Dialog
	flow    *model.Flow
	found   []placed
	ids     []string // of its interactions
	orders  []int    // per link of the flow: where it stands
	menu    bool     // its end is a choice of three or more
	says    bool     // something in it is said without waiting
	saysEnd bool     // the last thing before its end is
	final   bool     // its end hands over to an agent

	reads      []linkAt // interactions that understand intents
	savesEmail bool     // a question saves the customer's e-mail address
	readsEmail []linkAt // conditions that read it

	index   *index // of the targets
	targets []int32
}

// lastOrder is after everything in a dialog.
const lastOrder = 1 << 30

// dialog checks one dialog by itself. The walk is used for one dialog after the other.
func (x *walk) dialog(d *model.Dialog) *facts {
	*x = walk{scope: x.scope, steps: x.steps[:0], links: x.links[:0], ids: x.ids[:0], opts: x.opts[:0]}
	base := d.PathOf(x.assistant)
	x.definition(d, base)
	f := &facts{source: d, flow: model.FlowOf(d), ids: slices.Clone(x.ids)}
	f.align(x.links, base)
	f.look(d)
	f.says = x.says
	f.reads, f.savesEmail, f.readsEmail = x.reads, x.savesEmail, x.readsEmail
	x.steps = x.steps[:0]
	x.ends(d, base)
	x.dead(f, base)
	x.manySteps(d, base)
	f.found = x.found
	slices.SortStableFunc(f.found, byOrder)
	namePlaces(x.assistant, d, f.found)
	return f
}

func byOrder(a, b placed) int {
	if a.order != b.order {
		return a.order - b.order
	}
	return int(a.Severity) - int(b.Severity)
}

// align finds where the links of the flow stand; both lists are in document order.
func (f *facts) align(met []linkAt, base model.Path) {
	if len(f.flow.Links) == 0 {
		return
	}
	f.orders = make([]int, len(f.flow.Links))
	at := 0
	for i, l := range f.flow.Links {
		for k := at; k < len(met); k++ {
			if p := met[k].path; len(p) == len(base)+1+len(l.Path) && strings.HasSuffix(string(p), string(l.Path)) {
				f.orders[i], at = met[k].order, k+1
				break
			}
		}
	}
}

// look takes down what the graph's rules ask of a dialog.
func (f *facts) look(d *model.Dialog) {
	f.menu = d.End != nil && isMenu(d.End)
	f.final = d.End != nil && handsOver(d.End.Kind())
	if n := len(d.Interactions); n > 0 {
		f.saysEnd = isSaid(d.Interactions[n-1].Kind())
	}
}

// isSaid tells a kind that says something and goes straight on.
func isSaid(k *model.Kind) bool {
	return k != nil && !k.Waits && !k.End && slices.ContainsFunc(k.Fields(), func(f *model.Field) bool { return f.Role == model.RoleText && f.Required })
}

// handsOver tells a kind that gives the conversation to a team.
func handsOver(k *model.Kind) bool {
	return k != nil && k.Final && slices.ContainsFunc(k.Fields(), func(f *model.Field) bool { return f.Has("team") })
}

// reportAt is report at a place the walk has passed.
func (x *walk) reportAt(d *model.Dialog, base, at model.Path, s Severity, code, message, mend string) *Finding {
	x.order = orderIn(d, base, at)
	return x.report(at, s, code, message, mend)
}

// orderIn is the place of a path among all places of a dialog; what is not there comes last.
func orderIn(d *model.Dialog, base, at model.Path) int {
	if at == base {
		return 0
	}
	order, found := 0, lastOrder
	model.Visit(d, base, func(p model.Place) bool {
		order++
		if p.Path == at && found == lastOrder {
			found = order
		}
		return found == lastOrder
	})
	return found
}

// ends tells end interactions among the others, and others at the end.
func (x *walk) ends(d *model.Dialog, base model.Path) {
	for n := range d.Interactions {
		i := &d.Interactions[n]
		k := i.Kind()
		if k == nil || !k.End {
			continue
		}
		at := stepPath(base.Field("interactions"), i.ID, n)
		if d.End == nil && n == len(d.Interactions)-1 {
			f := x.reportAt(d, base, at, Error, "endAmongSteps", k.Name+" can only be the dialog's end interaction", "make it the end interaction")
			moved := *d
			moved.Interactions, moved.End = slices.Clone(d.Interactions[:n]), i
			f.Interaction, f.Fix = i.ID, &Fix{Kind: FixSet, Label: "make it the end interaction", Path: base, Value: &moved}
			continue
		}
		f := x.reportAt(d, base, at, Error, "moreThanOneEnd", k.Name+" is one end interaction too many: a dialog has one, at its end", "delete it, or move it to a dialog of its own")
		f.Interaction = i.ID
		x.removal(f, at)
	}
	if d.End == nil {
		return
	}
	if k := d.End.Kind(); k != nil && !k.End {
		f := x.reportAt(d, base, base.Field("end"), Error, "notAnEnd", k.Name+" neither redirects nor ends: it cannot be the end interaction", "put it among the interactions and choose another end")
		f.Interaction = d.End.ID
		moved := *d
		moved.Interactions, moved.End = append(slices.Clone(d.Interactions), *d.End), nil
		f.Fix = &Fix{Kind: FixSet, Label: "put it among the interactions", Path: base, Value: &moved}
	}
}

// dead tells what stands after something that redirects on every path.
func (x *walk) dead(f *facts, base model.Path) {
	for _, p := range f.flow.Dead {
		at := base.Field(string(p))
		if p == "end" {
			wrong := x.reportAt(f.source, base, at, Error, "afterRedirect", "the end interaction can never be reached: what comes before it redirects on every path", "delete it")
			wrong.Interaction, wrong.Fix = f.source.End.ID, &Fix{Kind: FixClear, Label: "delete the end interaction", Path: at}
			continue
		}
		wrong := x.reportAt(f.source, base, at, Error, "afterRedirect", "nothing can reach this: what comes before it redirects on every path", "delete it, or let one of the paths go on")
		if v, err := model.Get(f.source, p); err == nil {
			if i, ok := v.Interface().(model.Interaction); ok {
				wrong.Interaction = i.ID
				x.removal(wrong, at)
			}
		}
	}
}

// manySteps hints at a dialog with too much in it.
func (x *walk) manySteps(d *model.Dialog, base model.Path) {
	if x.count > model.MaxDialogSteps {
		x.reportAt(d, base, base, Hint, "manySteps", fmt.Sprintf("%d interactions in one dialog", x.count), "split it in two and redirect from one to the other")
	}
}

// namePlaces completes findings with where they are, for people.
func namePlaces(a *model.Assistant, d *model.Dialog, found []placed) {
	if len(found) == 0 {
		return
	}
	where := title(a.Name, a.ID) + " › " + title(d.Name, d.ID)
	steps := stepNames(d)
	for i := range found {
		f := &found[i].Finding
		f.Assistant, f.Dialog, f.Place = a.ID, d.ID, where
		rest := strings.TrimPrefix(string(f.Path), string(d.PathOf(a)))
		longest := 0
		for _, s := range steps {
			if len(s.path) > longest && model.Path(rest).Below("."+s.path) {
				f.Place, longest = where+" › "+s.name, len(s.path)
				if f.Interaction == "" {
					f.Interaction = s.id
				}
			}
		}
	}
}

// title is a name, or the id of what has none.
func title[ID ~string](name string, id ID) string {
	switch {
	case strings.TrimSpace(name) != "":
		return name
	case id != "":
		return string(id)
	}
	return "(unnamed)"
}

type stepName struct {
	path model.Path
	name string
	id   string
}

// stepNames names the interactions of a dialog as people count them.
func stepNames(d *model.Dialog) []stepName {
	var out []stepName
	var below func(list []model.Interaction, at model.Path, before string)
	add := func(i *model.Interaction, at model.Path, name string) {
		if k := i.Kind(); k != nil {
			name += " " + k.Name
		} else {
			name += " (no kind)"
		}
		out = append(out, stepName{at, name, i.ID})
		for _, run := range model.Nested(i) {
			below(run.Steps, at.Field(string(run.Path)), name+" › "+run.Label+" › ")
		}
	}
	below = func(list []model.Interaction, at model.Path, before string) {
		for n := range list {
			add(&list[n], stepPath(at, list[n].ID, n), before+itoa(n+1))
		}
	}
	below(d.Interactions, "interactions", "")
	if d.End != nil {
		add(d.End, "end", "End")
	}
	return out
}
