package compare

import (
	"reflect"
	"slices"
	"strconv"
	"strings"

	"znkr.io/diff"

	"parley/engine/model"
)

// fields compares the fields of two structs.
func (c *comparer) fields(s spot, fields []*model.Field, x, y reflect.Value) {
	for _, f := range fields {
		c.field(s, f, f.Of(x), f.Of(y))
	}
}

// field compares one field. Where interactions stand below it, it is walked even
// where both are the same, since one may have come from elsewhere.
func (c *comparer) field(s spot, f *model.Field, x, y reflect.Value) {
	if !holdsSteps(f) && f.Role != model.RoleStep && c.same(f, x, y) {
		return
	}
	if s.top {
		s.place = "Assistant"
	}
	c.value(s.below(f.Key), labelOf(f), f, x, y)
}

// value compares what a field, or the entry of a map, holds.
func (c *comparer) value(s spot, name string, f *model.Field, x, y reflect.Value) {
	x, y = deref(x), deref(y)
	if f.Role == model.RoleStep {
		c.end(s, stepIn(x), stepIn(y))
		return
	}
	if f.Role == model.RoleGroup && x.IsValid() != y.IsValid() {
		c.optional(s, name, f, x, y)
		return
	}
	if !x.IsValid() && !y.IsValid() {
		return
	}
	switch f.Role {
	case model.RoleSteps:
		c.run(s, stepsOf(x), stepsOf(y))
	case model.RoleGroup:
		c.fields(s.inside(name, f), f.Fields(), x, y)
	case model.RoleList:
		if f.Elem.Role == model.RoleGroup {
			c.elements(s, f, x, y)
		} else {
			c.items(s, name, f, x, y)
		}
	case model.RoleMap:
		c.entries(s, f, x, y)
	default:
		c.leaf(s, name, f, x, y)
	}
}

func stepIn(v reflect.Value) *model.Interaction {
	if !v.IsValid() {
		return nil
	}
	return stepOf(v)
}

// inside is the spot of the fields of a group: a place of its own where it holds
// interactions or is a part of the settings, else a part of what it stands in.
func (s spot) inside(name string, f *model.Field) spot {
	if holdsSteps(f) || s.subject == "" && s.step == "" {
		s.place += " › " + f.Label
	} else {
		s.subject += name + " "
	}
	return s
}

// optional tells of a group that is only on one side.
func (c *comparer) optional(s spot, name string, f *model.Field, x, y reflect.Value) {
	if x.IsValid() {
		c.tell(Removed, s, name+" removed", whole(Gone, c.a.group(f.Fields(), x, "\n")))
		return
	}
	c.tell(Added, s, name+" added", whole(New, c.b.group(f.Fields(), y, "\n")))
	c.settled(s.inside(name, f), f, y)
}

// settled tells of the interactions that came into a group that is new.
func (c *comparer) settled(s spot, f *model.Field, y reflect.Value) {
	for _, g := range f.Fields() {
		if g.Role == model.RoleSteps {
			c.arrivals(s.below(g.Key), stepsOf(g.Of(y)))
		}
	}
}

// elements compares two lists of groups: buttons, rows, branches, conditions.
func (c *comparer) elements(s spot, f *model.Field, x, y reflect.Value) {
	fields := f.Elem.Fields()
	for _, p := range order(x.Len(), y.Len(), c.pairElements(f, x, y)) {
		at := s
		var was, is reflect.Value
		if p.a >= 0 {
			was = deref(x.Index(p.a))
			at.a = elementAt(s.a, was, p.a)
		}
		if p.b >= 0 {
			is = deref(y.Index(p.b))
			at.b = elementAt(s.b, is, p.b)
		}
		c.element(at, f, fields, was, is, p)
	}
}

func (c *comparer) element(s spot, f *model.Field, fields []*model.Field, was, is reflect.Value, p pair) {
	shown, n := is, p.b
	if p.b < 0 {
		shown, n = was, p.a
	}
	name := singular(f.Label)
	switch {
	case holdsSteps(f.Elem):
		s.place += " › " + upper(name) + " " + strconv.Itoa(n+1)
	case keyed(fields, shown) != "":
		s.subject += name + " " + keyed(fields, shown) + " "
	case sentence(fields):
		s.subject += name + " "
	default:
		s.subject += name + " " + strconv.Itoa(n+1) + " "
	}
	if p.a < 0 {
		c.tell(Added, s, "added", whole(New, c.b.elementText(f.Elem, is)))
		c.settled(s, f.Elem, is)
		return
	}
	if p.b < 0 {
		c.tell(Removed, s, "removed", whole(Gone, c.a.elementText(f.Elem, was)))
		return
	}
	if p.moved {
		c.tell(Moved, s, "moved from "+strconv.Itoa(p.a+1)+" to "+strconv.Itoa(p.b+1), []Span{{Gone, strconv.Itoa(p.a + 1)}, {New, strconv.Itoa(p.b + 1)}})
	}
	if sentence(fields) {
		if !c.same(f.Elem, was, is) {
			before, after := c.a.say(f.Elem, was), c.b.say(f.Elem, is)
			c.tellBrief(Changed, s, fromTo("changed", before, after, false), "changed", Words(before, after))
		}
		return
	}
	c.fields(s, fields, was, is)
}

// pairElements finds the elements of two lists that are the same: of equal
// content, then with the same label or conditions, then with interactions in
// common, then those that have anything in common, in order.
func (c *comparer) pairElements(f *model.Field, x, y reflect.Value) map[int]int {
	print := func(v reflect.Value, s *side) func(int) string {
		return func(n int) string {
			p := printer{of: c, links: true, renamed: s == &c.a}
			p.field(f.Elem, v.Index(n))
			return string(p.bytes())
		}
	}
	out := pairBy(x.Len(), y.Len(), print(x, &c.a), print(y, &c.b))
	fields := f.Elem.Fields()
	tests := []func(a, b reflect.Value) bool{
		func(a, b reflect.Value) bool { return keyed(fields, a) != "" && keyed(fields, a) == keyed(fields, b) },
		func(a, b reflect.Value) bool { return holdsSteps(f.Elem) && c.alikeButSteps(fields, a, b) },
		func(a, b reflect.Value) bool { return c.shareSteps(fields, a, b) },
		func(a, b reflect.Value) bool { return c.related(fields, a, b) },
	}
	taken := make([]bool, y.Len())
	for _, j := range out {
		taken[j] = true
	}
	for _, test := range tests {
		for i := range x.Len() {
			for j := 0; j < y.Len(); j++ {
				if _, done := out[i]; done {
					break
				}
				if !taken[j] && test(deref(x.Index(i)), deref(y.Index(j))) {
					out[i], taken[j] = j, true
				}
			}
		}
	}
	return out
}

// shareSteps reports whether an interaction that was in one group is in the other now.
func (c *comparer) shareSteps(fields []*model.Field, a, b reflect.Value) bool {
	for _, f := range fields {
		if f.Role != model.RoleSteps {
			continue
		}
		list := stepsOf(f.Of(b))
		at := map[*model.Interaction]bool{}
		for n := range list {
			at[&list[n]] = true
		}
		was := stepsOf(f.Of(a))
		for n := range was {
			if at[c.there[&was[n]]] {
				return true
			}
		}
	}
	return false
}

// alikeButSteps reports whether two groups differ at most in the interactions inside.
func (c *comparer) alikeButSteps(fields []*model.Field, a, b reflect.Value) bool {
	any := false
	for _, f := range fields {
		if f.Role == model.RoleSteps {
			continue
		}
		if !c.same(f, f.Of(a), f.Of(b)) {
			return false
		}
		any = any || isSet(f.Of(a))
	}
	return any
}

// related reports whether two groups have any field in common that is set.
func (c *comparer) related(fields []*model.Field, a, b reflect.Value) bool {
	return slices.ContainsFunc(fields, func(f *model.Field) bool {
		return isSet(f.Of(a)) && isSet(f.Of(b)) && f.Role != model.RoleOperator && c.same(f, f.Of(a), f.Of(b))
	})
}

// entries compares two maps.
func (c *comparer) entries(s spot, f *model.Field, x, y reflect.Value) {
	key := func(v reflect.Value) func(int) string {
		return func(n int) string { return v.Index(n).Field(0).String() }
	}
	reordered := false
	for _, p := range order(x.Len(), y.Len(), pairBy(x.Len(), y.Len(), key(x), key(y))) {
		at := s
		reordered = reordered || p.moved
		if p.a >= 0 {
			at.a = s.a.At(key(x)(p.a))
		}
		if p.b < 0 {
			c.tell(Removed, at, entryName(f, key(x)(p.a))+" removed", whole(Gone, c.a.say(f.Elem, x.Index(p.a).Field(1))))
			continue
		}
		name, v := entryName(f, key(y)(p.b)), y.Index(p.b).Field(1)
		at.b = s.b.At(key(y)(p.b))
		if p.a < 0 {
			c.tell(Added, at, name+" added", whole(New, c.b.say(f.Elem, v)))
		} else if !c.same(f.Elem, x.Index(p.a).Field(1), v) {
			c.value(at, name, f.Elem, x.Index(p.a).Field(1), v)
		}
	}
	if reordered {
		c.tell(Changed, s, labelOf(f)+" put in another order", swap(c.a.keys(x), c.b.keys(y)))
	}
}

// entryName names the entry of a map: en keywords, key 3, input orderId.
func entryName(f *model.Field, key string) string {
	switch {
	case f.Elem.Role == model.RoleList:
		return key + " " + labelOf(f)
	case f.Has("languages"):
		return key + " " + singular(f.Label)
	}
	return singular(f.Label) + " " + key
}

// items compares two lists of words.
func (c *comparer) items(s spot, name string, f *model.Field, x, y reflect.Value) {
	before, after := c.a.list(f.Elem, x), c.b.list(f.Elem, y)
	between := ", "
	for _, w := range slices.Concat(before, after) {
		if len(w) > 24 || strings.Contains(w, "\n") {
			between = "\n"
		}
	}
	var out []Span
	var gone, come, wentAll, cameAll []string
	i, j := 0, 0
	flush := func() {
		out = append(out, exchange(gone, come, i > len(gone), j > len(come), between)...)
		wentAll, cameAll = append(wentAll, gone...), append(cameAll, come...)
		gone, come = nil, nil
	}
	for _, e := range diff.Edits(before, after) {
		switch e.Op {
		case diff.Delete:
			gone, i = append(gone, e.X), i+1
		case diff.Insert:
			come, j = append(come, e.Y), j+1
		default:
			flush()
			out, i, j = append(out, separator(i > 0, j > 0, between)...), i+1, j+1
			out = append(out, Span{Same, e.X})
		}
	}
	flush()
	c.tellBrief(Changed, s, name+itemsWords(wentAll, cameAll), name+" changed", merged(out))
}

// exchange are some items that went and some that came in their place; a and b
// tell whether others stand before them on either side.
func exchange(gone, come []string, a, b bool, between string) []Span {
	var out []Span
	if len(gone) > 0 && len(come) > 0 {
		out = separator(a, b, between)
		a, b = false, false
	}
	if len(gone) > 0 {
		out = append(append(out, separator(a, false, between)...), Span{Gone, strings.Join(gone, between)})
	}
	if len(come) > 0 {
		out = append(append(out, separator(false, b, between)...), Span{New, strings.Join(come, between)})
	}
	return out
}

// separator is what stands before an item, as far as each side has one there.
func separator(a, b bool, between string) []Span {
	switch {
	case a && b:
		return []Span{{Same, between}}
	case a:
		return []Span{{Gone, between}}
	case b:
		return []Span{{New, between}}
	}
	return nil
}

// itemsWords says what came into a list and what went.
func itemsWords(gone, come []string) string {
	rest, back := slices.Clone(come), 0
	for _, g := range gone {
		if i := slices.Index(rest, g); i >= 0 {
			rest, back = slices.Delete(rest, i, i+1), back+1
		}
	}
	switch {
	case back == len(gone) && back == len(come):
		return " put in another order"
	case len(gone)+len(come) > 4:
		return ": " + strconv.Itoa(len(come)) + " added, " + strconv.Itoa(len(gone)) + " removed"
	case len(gone) == 0:
		return ": " + quoted(come) + " added"
	case len(come) == 0:
		return ": " + quoted(gone) + " removed"
	}
	return ": " + quoted(come) + " instead of " + quoted(gone)
}

func quoted(list []string) string {
	out := make([]string, len(list))
	for i, s := range list {
		out[i] = short(strconv.Quote(oneLine(s)))
	}
	return strings.Join(out, ", ")
}

// leaf tells of a value without parts that differs.
func (c *comparer) leaf(s spot, name string, f *model.Field, x, y reflect.Value) {
	before, after := c.a.say(f, x), c.b.say(f, y)
	switch {
	case f.Role == model.RoleDialog && f.Key != "id":
		if f.Label == "Dialog" || f.Label == "Redirect to dialog" {
			name = ""
		}
		c.tellBrief(Changed, s, strings.TrimPrefix(name+" "+leads(before, after), " "), strings.TrimPrefix(name+" leads elsewhere", " "), swap(before, after))
	case f.Role == model.RoleBool && x.IsValid() && y.IsValid():
		c.tell(Changed, s, name+map[bool]string{true: " turned on", false: " turned off"}[y.Bool()], swap(before, after))
	case f.Key == "name" && s.subject == "" && before != "" && after != "":
		c.tellBrief(Changed, s, fromTo("renamed", before, after, false), "renamed", swap(before, after))
	default:
		if before == after {
			before, after = before+kindOf(x), after+kindOf(y)
		}
		written := f.Role == model.RoleText || f.Role == model.RoleLabel || f.Role == model.RolePlain && f.In == nil
		spans := swap(before, after)
		if written {
			spans = Words(before, after)
		}
		c.tellBrief(Changed, s, fromTo(name+" changed", before, after, written), name+" changed", spans)
	}
}

func leads(before, after string) string {
	switch {
	case before == "":
		return "now leads to " + after
	case after == "":
		return "no longer leads to " + before
	}
	return "leads to " + after + " instead of " + before
}

// fromTo says what changed and, where both are short, from what to what.
func fromTo(what, before, after string, quote bool) string {
	if before == after || len([]rune(before)) > shortest || len([]rune(after)) > shortest {
		return what
	}
	word := func(s string) string {
		if s == "" {
			return "nothing"
		}
		if s = oneLine(s); quote || s == "" {
			return strconv.Quote(s)
		}
		return s
	}
	return what + " from " + word(before) + " to " + word(after)
}

func orNothing(s string) string {
	if s == "" {
		return "nothing"
	}
	return s
}
