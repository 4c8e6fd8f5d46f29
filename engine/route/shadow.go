package route

import (
	"slices"
	"time"

	"parley/engine/condition"
	"parley/engine/model"
)

// Shadow is a rule that can never win: whoever meets it is taken by an earlier
// one, as the visitor shows.
type Shadow struct {
	Rule    *model.Rule
	By      *model.Rule // who takes the visitor
	Visitor Visitor     // somebody who meets both
}

// Shadowed names the rules that no visitor can reach, in order. It divides what
// a visitor can be into the classes that the rules' own operands tell apart and
// looks for one that meets a rule and no earlier one. A rule is named only when
// there is none for sure: where the search would take too long, or dates decide
// and no visitor that shows it is found, it is left out. The visitor is one at
// the time of now, or in the week after it.
func Shadowed(w *model.Workspace, now time.Time, published func(model.AssistantID) bool) []Shadow {
	var out []Shadow
	earlier := map[lane][]*model.Rule{}
	all := map[lane]*space{}
	for _, r := range Ordered(w) {
		if !published(r.Assistant) {
			continue
		}
		at := lane{r.Channel, r.Proactive}
		if all[at] == nil {
			all[at] = newSpace(w, at, published)
		}
		if s, ok := all[at].shadow(r, earlier[at], now, published); ok {
			out = append(out, s)
		}
		earlier[at] = append(earlier[at], r)
	}
	return out
}

// lane is where rules compete with each other.
type lane struct {
	channel   model.Channel
	proactive bool
}

// space is what a visitor can be, as far as the rules of a lane tell it apart.
type space struct {
	w     *model.Workspace
	lane  lane
	vars  []variable
	at    map[string]literal // of a condition, by its text; the variable -1 is a condition that never holds
	phone map[string]literal
}

// variable is one thing that can differ between visitors: each of its cells is a
// class of values for which all its tests come out the same.
type variable struct {
	path  model.AttributePath // "": the number written to
	cells []cell
}

// cell is a class of values: the tests that hold for it, a bit each, and a value
// of it where one is known.
type cell struct {
	holds uint64
	value model.Value
	known bool
}

// literal is a test of a variable, and how it has to come out.
type literal struct {
	variable int
	bit      int
	want     bool
}

func (l literal) not() literal { l.want = !l.want; return l }

func newSpace(w *model.Workspace, at lane, published func(model.AssistantID) bool) *space {
	s := &space{w: w, lane: at, at: map[string]literal{}, phone: map[string]literal{}}
	known := model.AttributesOf(w)
	type asked struct {
		attribute model.Attribute
		tests     []question
	}
	var order []model.AttributePath
	byPath := map[model.AttributePath]*asked{}
	var phones []string
	for _, r := range w.Rules {
		if r.Channel != at.channel || r.Proactive != at.proactive || !published(r.Assistant) {
			continue
		}
		if n := digits(r.Phone); r.Phone != "" && !slices.Contains(phones, n) {
			phones = append(phones, n)
		}
		for _, c := range r.When {
			if _, seen := s.at[key(c)]; seen {
				continue
			}
			s.at[key(c)] = literal{variable: -1}
			a, ok := known.Find(c.Attribute)
			if !ok {
				continue
			}
			test, err := condition.Compile(c, a)
			if err != nil {
				continue
			}
			if byPath[a.Path] == nil {
				byPath[a.Path], order = &asked{attribute: a}, append(order, a.Path)
			}
			byPath[a.Path].tests = append(byPath[a.Path].tests, question{c, test})
		}
	}
	for _, path := range order {
		s.add(byPath[path].attribute, byPath[path].tests)
	}
	s.addPhones(phones)
	return s
}

// key is a condition's text: those of one text are one test.
func key(c model.Condition) string { return string(c.Attribute) + "\x00" + describe(c) }

// addPhones puts in the number written to: one of those the rules name, or another.
func (s *space) addPhones(phones []string) {
	if len(phones) > maxBits {
		phones = nil // every rule's number counts as met and not met
	}
	v := variable{cells: []cell{{known: true}}}
	for i, p := range phones {
		s.phone[p] = literal{len(s.vars), i, true}
		v.cells = append(v.cells, cell{1 << i, model.TextOf(p), true})
	}
	s.vars = append(s.vars, v)
}

// shadow tells whether a rule can never win after earlier ones.
func (s *space) shadow(r *model.Rule, earlier []*model.Rule, now time.Time, published func(model.AssistantID) bool) (Shadow, bool) {
	if len(earlier) == 0 {
		return Shadow{}, false
	}
	h := hunt{left: maxHunt}
	for _, e := range earlier {
		if ways, always := s.missed(e); !always {
			h.earlier = append(h.earlier, ways)
		}
	}
	slices.SortStableFunc(h.earlier, func(a, b [][]literal) int { return len(a) - len(b) })
	met := s.met(r)
	for _, way := range met {
		for _, world := range s.worlds() {
			if h.at = s.narrowed(world, way); h.at == nil {
				continue
			}
			if h.escape(0) || h.left <= 0 {
				return Shadow{}, false
			}
		}
	}
	for _, way := range met {
		for _, world := range s.worlds() {
			if v, by := s.witness(r, s.narrowed(world, way), now, published); by != nil {
				return Shadow{r, by, v}, true
			}
		}
	}
	return Shadow{}, false
}

// met lists the ways to meet a rule, each a list of tests that all come out so.
func (s *space) met(r *model.Rule) [][]literal {
	var number []literal
	if r.Phone != "" {
		if l, ok := s.phone[digits(r.Phone)]; ok {
			number = []literal{l}
		}
	}
	if r.Match == model.MatchAny && len(r.When) > 0 {
		var out [][]literal
		for _, c := range r.When {
			if l := s.at[key(c)]; l.variable >= 0 {
				out = append(out, append(slices.Clone(number), l))
			}
		}
		return out
	}
	way := number
	for _, c := range r.When {
		l := s.at[key(c)]
		if l.variable < 0 {
			return nil
		}
		way = append(way, l)
	}
	return [][]literal{way}
}

// missed lists the ways not to meet a rule; always where nobody can meet it.
func (s *space) missed(r *model.Rule) (ways [][]literal, always bool) {
	all := s.met(r)
	if len(all) == 0 {
		return nil, true
	}
	if r.Phone != "" {
		l, ok := s.phone[digits(r.Phone)]
		if !ok {
			return nil, true // which numbers there are is not told apart: it may be another one
		}
		ways = append(ways, []literal{l.not()})
	}
	if r.Match == model.MatchAny && len(r.When) > 0 {
		var none []literal
		for _, way := range all {
			none = append(none, way[len(way)-1].not())
		}
		return append(ways, none), false
	}
	for _, c := range r.When {
		ways = append(ways, []literal{s.at[key(c)].not()})
	}
	return ways, false
}

// region is what a visitor can still be: the cells left of each variable.
type region [][]cell

func (s *space) everything() region {
	out := make(region, len(s.vars))
	for i, v := range s.vars {
		out[i] = v.cells
	}
	return out
}

// worlds are everything in parts: a visitor who is on a page has been there for a
// time, and one who is on none has not.
func (s *space) worlds() []region {
	page, stay := -1, -1
	for i, v := range s.vars {
		switch {
		case len(v.cells) == 0 || !v.cells[0].known:
		case v.path == "session.currentPage":
			page = i
		case v.path == "session.timeOnPage":
			stay = i
		}
	}
	if page < 0 || stay < 0 || s.lane.channel != model.Chat {
		return []region{s.everything()}
	}
	var out []region
	for _, set := range []bool{false, true} {
		at := s.everything()
		for _, i := range []int{page, stay} {
			at[i] = slices.DeleteFunc(slices.Clone(at[i]), func(c cell) bool { return c.value.IsSet() != set })
		}
		if len(at[page]) > 0 && len(at[stay]) > 0 {
			out = append(out, at)
		}
	}
	return out
}

// narrowed is the part of a region where all tests come out as told, nil where
// there is none.
func (s *space) narrowed(at region, way []literal) region {
	out := slices.Clone(at)
	for _, l := range way {
		if out[l.variable] = l.among(out[l.variable]); len(out[l.variable]) == 0 {
			return nil
		}
	}
	return out
}

// among are the cells for which the test comes out as told.
func (l literal) among(all []cell) []cell {
	same := 0
	for _, c := range all {
		if (c.holds>>l.bit&1 == 1) == l.want {
			same++
		}
	}
	if same == len(all) {
		return all
	}
	left := make([]cell, 0, same)
	for _, c := range all {
		if (c.holds>>l.bit&1 == 1) == l.want {
			left = append(left, c)
		}
	}
	return left
}

// maxHunt bounds the steps of the search for one rule.
const maxHunt = 4000

// hunt looks for a visitor whom no earlier rule takes.
type hunt struct {
	at      region
	earlier [][][]literal // the ways to miss each
	left    int           // steps
}

// escape reports whether somebody in the region is missed by all rules from one on.
func (h *hunt) escape(from int) bool {
	if from == len(h.earlier) {
		return true
	}
	for _, way := range h.earlier[from] {
		if h.left--; h.left <= 0 {
			return false
		}
		was := make([][]cell, len(way))
		fits, same := true, true
		for i, l := range way {
			was[i] = h.at[l.variable]
			h.at[l.variable] = l.among(was[i])
			fits = fits && len(h.at[l.variable]) > 0
			same = same && len(h.at[l.variable]) == len(was[i])
		}
		if fits && h.escape(from+1) {
			return true
		}
		for i, l := range slices.Backward(way) {
			h.at[l.variable] = was[i]
		}
		if fits && same {
			return false // this rule takes nobody here: another way to miss it changes nothing
		}
	}
	return false
}
