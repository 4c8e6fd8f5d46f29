package files

import (
	"fmt"
	"reflect"
	"strconv"
	"strings"

	"parley/engine/model"
)

// run decodes a list of interactions.
func (r *reader) run(f *model.Field, n *node, v reflect.Value, at int) {
	if n.shape != sequence {
		r.refuse(n.at, n.describe()+" for "+f.Key, "write a list of interactions, a dash before each")
		return
	}
	if len(n.items) == 0 {
		return
	}
	out := reflect.MakeSlice(v.Type(), len(n.items), len(n.items))
	for i, item := range n.items {
		r.interaction(item, out.Index(i), r.spot(at, itoa(i), true, item.at))
	}
	v.Set(out)
}

// end decodes the interaction at the end of a dialog.
func (r *reader) end(f *model.Field, n *node, v reflect.Value, at int) {
	r.interaction(n, v, at)
	if k := v.Interface().(model.Interaction).Kind(); k != nil && !k.End {
		r.refuse(n.at, fmt.Sprintf("%s under %s", k.Key, f.Key), "move it to the interactions, and write "+oneOf(endKeys()))
	}
}

func endKeys() []string {
	var out []string
	for _, k := range model.Kinds() {
		if k.End {
			out = append(out, k.Key)
		}
	}
	return out
}

func kindKeys() []string {
	var out []string
	for _, k := range model.Kinds() {
		out = append(out, k.Key)
	}
	return out
}

// interaction decodes a map of one kind's key, and perhaps an id.
func (r *reader) interaction(n *node, v reflect.Value, at int) {
	if n.broken || !r.enter(n) {
		return
	}
	defer r.leave()
	if n.shape != mapping {
		right := "write a map of one key: {sendMessage: {text: Hello}}"
		if n.shape == scalar {
			if near := nearest(n.text, kindKeys()); near != "" {
				right = fmt.Sprintf("write {%s: {…}}", near)
			}
		}
		r.refuse(n.at, n.describe()+" for an interaction", right)
		return
	}
	i := v.Addr().Interface().(*model.Interaction)
	r.steps[i] = at
	r.inside++
	defer func() { r.inside-- }()
	for _, p := range n.pairs {
		kind := model.KindOf(p.key)
		switch {
		case p.key == "id":
			f := &model.Field{Key: "id", Required: true}
			if s, ok := r.text(f, p.value); ok {
				r.id(f, p.value, s)
				i.ID = s
			}
		case kind == nil:
			r.refuse(p.at, fmt.Sprintf("unknown interaction %s", excerpt(p.key)), suggest(p.key, append(kindKeys(), "id")))
			i.Settings = unknownSettings()
		case i.Settings != nil:
			r.second(p, i.Kind(), kind)
		default:
			i.Settings = kind.New()
			r.settings(kind, p, i, at)
		}
	}
	if i.Settings == nil {
		r.refuse(n.at, "an interaction without a kind", "write "+oneOf(kindKeys()))
	}
}

// unknownSettings stand for an interaction that was refused, so that it is refused once.
func unknownSettings() model.InteractionSettings { return model.Kinds()[0].New() }

// settings decodes those of one kind.
func (r *reader) settings(kind *model.Kind, p pair, i *model.Interaction, at int) {
	if p.value.broken || !r.enter(p.value) {
		return
	}
	defer r.leave()
	value := p.value
	if value.null() {
		value = &node{shape: mapping, at: p.at}
	}
	r.group(kind.Key, kind.Fields(), value, reflect.ValueOf(i.Settings).Elem(), at)
}

// second refuses a further kind in one interaction.
func (r *reader) second(p pair, first, kind *model.Kind) {
	right := "give each its own dash: an interaction is a map of one key"
	if first.End && kind.End {
		right = "a dialog has one end interaction: keep " + first.Key + " or " + kind.Key
	}
	r.refuse(p.at, fmt.Sprintf("a second interaction %s beside %s", kind.Key, first.Key), right)
}

// interactionsOf lists the interactions of an assistant in document order,
// nested and end interactions included: the order that numbers ids.
func interactionsOf(a *model.Assistant) []*model.Interaction {
	var out []*model.Interaction
	for _, d := range a.Dialogs {
		if d == nil {
			continue
		}
		d.Steps("", func(_ string, _ model.Path, i *model.Interaction) { out = append(out, i) })
	}
	return out
}

// numbers finds the first free number at or above another, in next to constant time.
type numbers map[int]int

func (s numbers) free(n int) int {
	end := n
	for s[end] != 0 {
		end = s[end]
	}
	for s[n] != 0 {
		n, s[n] = s[n], end
	}
	return end
}

func (s numbers) take(n int) {
	if n > 0 && s[n] == 0 {
		s[n] = n + 1
	}
}

// numberOf is N of the id i<N>, 0 for any other id.
func numberOf(id string) int {
	digits, found := strings.CutPrefix(id, "i")
	n, err := strconv.Atoi(digits)
	if !found || err != nil || n < 1 || n > 1e9 || strconv.Itoa(n) != digits {
		return 0
	}
	return n
}

// giveIDs gives every interaction without an id the id i<N>: N is its ordinal in
// the assistant, or the next number that no other id has.
func giveIDs(a *model.Assistant) {
	taken := numbers{}
	for _, i := range interactionsOf(a) {
		taken.take(numberOf(i.ID))
	}
	giveFree(a, taken)
}

// giveFree is giveIDs with the numbers that are taken.
func giveFree(a *model.Assistant, taken numbers) {
	for at, i := range interactionsOf(a) {
		if i.ID == "" {
			n := taken.free(at + 1)
			taken.take(n)
			i.ID = "i" + itoa(n)
		}
	}
}

// leftOut tells which interactions an export writes without an id: exactly those
// to which an import gives the same one back. Every interaction has an id.
func leftOut(a *model.Assistant) map[*model.Interaction]bool {
	all := interactionsOf(a)
	out := make(map[*model.Interaction]bool, len(all))
	taken := numbers{}
	for at, i := range all {
		if n := numberOf(i.ID); n != at+1 {
			taken.take(n)
		}
	}
	needed := 0 // ids below it have to stay written: one that is left out skips them
	for at, i := range all {
		n, free := numberOf(i.ID), taken.free(at+1)
		switch {
		case n == at+1:
			taken.take(n)
		case n > at+1 && n >= needed && free > n:
			needed = n
		default:
			continue
		}
		out[i] = true
	}
	return out
}
