package check

import (
	"fmt"
	"slices"
	"strings"

	"parley/engine/model"
	"parley/engine/text"
)

// graph is how the dialogs of an assistant hang together.
type graph struct {
	w       *model.Workspace
	a       *model.Assistant
	m       *memory
	facts   []*facts
	reached []bool
	escapes []bool     // from here the conversation can come to wait or to end
	hears   bool       // a conversation can come to an interaction that understands intents
	extra   [][]placed // findings by dialog
}

func newGraph(w *model.Workspace, m *memory) *graph {
	n := len(m.facts)
	return &graph{w: w, a: m.a, m: m, facts: m.facts, reached: make([]bool, n), escapes: make([]bool, n), extra: make([][]placed, n)}
}

func (g *graph) findings() [][]placed {
	g.reach()
	g.escape()
	for i, f := range g.facts {
		g.dangling(i, f)
		g.noEnd(i, f)
		if !g.reached[i] && f.source.ID != model.CompleteID && !g.unheard(f) {
			g.report(i, 0, "", Warning, "unreachable", "nobody can reach this dialog", "lead to it from another dialog, give it an intent, or delete it")
		}
	}
	g.loops()
	g.intents()
	g.duplicates()
	g.menus()
	g.handOvers()
	g.disclosure()
	g.feedback()
	g.proactive()
	g.addresses()
	return g.extra
}

// report adds a finding at a path below a dialog.
func (g *graph) report(dialog, order int, below model.Path, s Severity, code, message, mend string) *Finding {
	at := g.facts[dialog].source.PathOf(g.a)
	if below != "" {
		at = at.Field(string(below))
	}
	g.extra[dialog] = append(g.extra[dialog], placed{Finding{Severity: s, Code: code, Path: at, Message: message, Mend: mend}, order})
	return &g.extra[dialog][len(g.extra[dialog])-1].Finding
}

// starts lists where conversations can begin or jump to, besides for an intent.
func (g *graph) starts() []int32 {
	out := []int32{0}
	add := func(id model.DialogID) {
		if at, ok := g.m.index.at[id]; ok {
			out = append(out, at)
		}
	}
	for _, r := range g.w.Rules {
		if r.Assistant == g.a.ID {
			add(r.Dialog)
		}
	}
	for i, f := range g.facts {
		d := f.source
		mailbox := g.a.Channel == model.Voice && d.End != nil && d.End.Kind() != nil && d.End.Kind().Final && !handsOver(d.End.Kind())
		if mailbox {
			out = append(out, int32(i))
		}
	}
	return out
}

func (g *graph) reach() {
	if len(g.facts) == 0 {
		return
	}
	g.reachFrom(g.starts())
	if g.hears = g.hearing(); g.hears {
		g.reachFrom(g.heard())
	}
}

func (g *graph) reachFrom(queue []int32) {
	for len(queue) > 0 {
		at := queue[len(queue)-1]
		queue = queue[:len(queue)-1]
		if g.reached[at] {
			continue
		}
		g.reached[at] = true
		f := g.facts[at]
		for k, to := range f.targets {
			if to >= 0 && !f.flow.Links[k].Dead && !g.reached[to] {
				queue = append(queue, to)
			}
		}
	}
}

// escape finds the dialogs from which a conversation can come to wait or to end.
func (g *graph) escape() {
	from := make([][]int32, len(g.facts))
	var queue []int32
	for i, f := range g.facts {
		free := f.flow.Waits || f.flow.Stops
		for k, to := range f.targets {
			switch {
			case f.flow.Links[k].Dead:
			case to < 0:
				free = true
			default:
				from[to] = append(from[to], int32(i))
			}
		}
		if free {
			g.escapes[i] = true
			queue = append(queue, int32(i))
		}
	}
	for len(queue) > 0 {
		at := queue[len(queue)-1]
		queue = queue[:len(queue)-1]
		for _, i := range from[at] {
			if !g.escapes[i] {
				g.escapes[i] = true
				queue = append(queue, i)
			}
		}
	}
}

// dangling tells links that lead nowhere.
func (g *graph) dangling(i int, f *facts) {
	for k, to := range f.targets {
		if to >= 0 {
			continue
		}
		l := f.flow.Links[k]
		severity := Error
		if !g.reached[i] {
			severity = Warning
		}
		message := fmt.Sprintf("%s leads nowhere", leader(l))
		if l.To != "" {
			message = fmt.Sprintf("%s leads to %q, and there is no such dialog", leader(l), l.To)
		}
		wrong := g.report(i, f.orders[k], l.Path, severity, "danglingRedirect", message, "choose a dialog")
		wrong.Interaction = l.Step
		if best := g.nearestDialog(l.To); best != nil {
			wrong.Mend = fmt.Sprintf("did you mean %s?", best.Name)
			wrong.Fix = &Fix{Kind: FixSet, Label: "lead to " + best.Name, Path: wrong.Path, Value: string(best.ID)}
		}
	}
}

// leader names what leads on.
func leader(l model.Link) string {
	switch l.Label {
	case "Dialog", "Then go to":
		return l.Kind.Name
	case "Redirect to dialog":
		return "the redirect"
	}
	return fmt.Sprintf("%q", l.Label)
}

// nearestDialog is the dialog whose id was most likely meant; nil for none.
func (g *graph) nearestDialog(id model.DialogID) *model.Dialog {
	if id == "" {
		return nil
	}
	if at := g.m.index.nearest(id); at >= 0 {
		return g.facts[at].source
	}
	return nil
}

// noEnd tells dialogs that stop without an end interaction.
func (g *graph) noEnd(i int, f *facts) {
	d := f.source
	if d.End != nil || f.flow.Ends {
		return
	}
	severity := Error
	if !g.reached[i] {
		severity = Warning
	}
	wrong := g.report(i, lastOrder, "end", severity, "noEnd", "there is no end interaction: the conversation would go to an agent", "redirect to a dialog, or end it")
	end := model.Interaction{ID: model.UniqueSlug("end", func(id string) bool { return g.m.ids[id] > 0 }), Settings: &model.Redirect{Dialog: model.CompleteID}}
	label := "redirect to " + model.CompleteName
	if _, there := g.m.index.at[model.CompleteID]; !there || d.ID == model.CompleteID {
		end.Settings, label = &model.Transfer{}, "transfer to an agent"
	}
	wrong.Fix = &Fix{Kind: FixSet, Label: label, Path: wrong.Path, Value: &end}
}

// duplicates tells ids that two dialogs or two interactions have.
func (g *graph) duplicates() {
	for i, f := range g.facts {
		if at, ok := g.m.index.at[f.source.ID]; ok && int(at) != i {
			wrong := g.report(i, 0, "", Error, "duplicateId", fmt.Sprintf("there are two dialogs with the id %s", f.source.ID), "give one of them another id")
			wrong.Path = g.a.PathOf().Field("dialogs").Index(i)
		}
	}
	if g.m.twice == 0 {
		return
	}
	seen := map[string]string{}
	for i, f := range g.facts {
		d := f.source
		base := d.PathOf(g.a)
		d.Steps(base, func(index string, p model.Path, step *model.Interaction) {
			if step.ID == "" {
				return
			}
			where, known := seen[step.ID]
			if !known {
				seen[step.ID] = d.Name
				return
			}
			below := model.Path(strings.TrimPrefix(string(p), string(base)+"."))
			wrong := g.report(i, orderIn(d, base, p), below, Error, "duplicateId",
				fmt.Sprintf("an interaction of %s has the id %s too", where, step.ID), "give one of them another id")
			wrong.Interaction = step.ID
		})
	}
}

// menus hints at menus too deep to find the way.
func (g *graph) menus() {
	if len(g.facts) == 0 {
		return
	}
	const far = 1 << 20
	level := make([]int, len(g.facts))
	for i := range level {
		level[i] = far
	}
	level[0] = 0
	now, next := []int32{0}, []int32(nil)
	for len(now) > 0 {
		at := now[len(now)-1]
		now = now[:len(now)-1]
		f := g.facts[at]
		for k, to := range f.targets {
			l := f.flow.Links[k]
			if to < 0 || l.Dead {
				continue
			}
			if f.menu && strings.HasPrefix(string(l.Path), "end") {
				if level[to] > level[at]+1 {
					level[to] = level[at] + 1
					next = append(next, to)
				}
			} else if level[to] > level[at] {
				level[to] = level[at]
				now = append(now, to)
			}
		}
		if len(now) == 0 {
			now, next = next, nil
		}
	}
	for i, f := range g.facts {
		if f.menu && level[i] >= model.MaxMenuLevels && level[i] < far {
			g.report(i, lastOrder, "end", Hint, "menuLevels", fmt.Sprintf("this is the menu at level %d: customers get lost after %d", level[i]+1, model.MaxMenuLevels), "make the menus flatter, or ask in the customer's words")
		}
	}
}

// handOvers hints at transfers that come without a word.
func (g *graph) handOvers() {
	silent := make([]bool, len(g.facts))
	for i, f := range g.facts {
		silent[i] = i == 0 && f.final && !f.says
	}
	for i, f := range g.facts {
		for k, to := range f.targets {
			l := f.flow.Links[k]
			if to < 0 || l.Dead || !g.reached[i] || !g.facts[to].final || g.facts[to].says {
				continue
			}
			announced := l.Why == "end" && f.saysEnd || l.Why == "branch" && f.says || hasWord(text.Fold(l.Label), personWords)
			silent[to] = silent[to] || !announced
		}
	}
	for i, f := range g.facts {
		if silent[i] {
			wrong := g.report(i, lastOrder, "end", Hint, "silentHandOver", "the hand-over to an agent is not announced", "say before it that a person takes over")
			wrong.Interaction = f.source.End.ID
		}
	}
}

// addresses hints at conditions that do not see an e-mail address which the
// customer has only just given.
func (g *graph) addresses() {
	given := slices.ContainsFunc(g.facts, func(f *facts) bool { return f.savesEmail })
	if !given || g.a.Channel != model.Chat {
		return
	}
	for i, f := range g.facts {
		base := len(f.source.PathOf(g.a)) + 1
		for _, at := range f.readsEmail {
			g.report(i, at.order, at.path[base:], Hint, "unverifiedEmail", "a new e-mail address given in chat is hidden from conditions until it is verified", "do not let the way on depend on it, or use it in texts only")
		}
	}
}

// proactive tells rules that open a chat by themselves with nothing to show.
func (g *graph) proactive() {
	for _, r := range g.w.Rules {
		if r.Assistant != g.a.ID || !r.Proactive {
			continue
		}
		at, ok := g.m.index.at[r.Dialog]
		if r.Dialog == "" {
			at, ok = 0, len(g.facts) > 0
		}
		if ok && !opensWithWords(g.facts[at].source) {
			g.report(int(at), 0, "", Error, "proactiveStart", fmt.Sprintf("the proactive rule %s starts here, and the dialog begins with no message or question", ruleName(r)), "begin with a message or a question")
		}
	}
}

// opensWithWords reports whether the first thing a dialog does is to say something.
func opensWithWords(d *model.Dialog) bool {
	first := d.End
	if len(d.Interactions) > 0 {
		first = &d.Interactions[0]
	}
	if first == nil || first.Kind() == nil || first.Kind().Final {
		return false
	}
	return slices.ContainsFunc(first.Kind().Fields(), func(f *model.Field) bool { return f.Role == model.RoleText && f.Required })
}
