// Package compare tells by meaning how two definitions differ: dialogs and
// interactions that were added, removed, moved or changed, texts word by word,
// links by the names of what they lead to.
//
// What belongs together is found by its stable id first, then by name and
// content, so that a definition that was written anew without ids still aligns.
// The package walks descriptors and knows no kind of interaction.
package compare

import (
	"slices"
	"strings"

	"parley/engine/model"
)

// Act is what happened to a thing on the way from the first definition to the second.
type Act string

// The four things that can happen.
const (
	Added   Act = "added"
	Removed Act = "removed"
	Moved   Act = "moved"
	Changed Act = "changed"
)

// Difference is one thing that differs.
type Difference struct {
	Act    Act
	A, B   model.Path     // where it stands in each; "" where it does not
	Dialog model.DialogID // the dialog it is in, by its id in B where it is there; "" outside of any
	Step   string         // id of the interaction it is in; "" outside of any
	Place  string         // for people: Your name › 1 Text question
	What   string         // in plain words: save changed from nothing to customer.name
	Brief  string         // the same without the values: save changed
	Words  []Span         // what stood there and what stands there now, in one
}

// String is the difference in one line.
func (d Difference) String() string {
	if d.Place == "" {
		return d.What
	}
	return d.Place + ": " + d.What
}

// Before is what stood there, the parts that are gone marked [Gone].
func (d Difference) Before() []Span { return without(d.Words, New) }

// After is what stands there now, the parts that are new marked [New].
func (d Difference) After() []Span { return without(d.Words, Gone) }

// Said reports whether What tells already all that Words would show.
func (d Difference) Said() bool {
	for _, s := range d.Words {
		if s.Op == Same || !strings.Contains(d.What, oneLine(s.Text)) || strings.Contains(s.Text, "\n") {
			return d.Act == Moved
		}
	}
	return true
}

func without(all []Span, op Op) []Span {
	return slices.DeleteFunc(slices.Clone(all), func(s Span) bool { return s.Op == op })
}

// Options say how to compare. The zero value is good.
type Options struct {
	// A and B are where the two definitions live: documents that they refer to
	// are told by name. nil tells them by id.
	A, B *model.Workspace
	// StepIDs tells also where nothing but the id of an interaction differs.
	StepIDs bool
}

// Compare tells how b differs from a, in the order of b. It is empty exactly
// where they are equal but for the ids of interactions.
func Compare(a, b *model.Assistant) []Difference { return Options{}.Compare(a, b) }

// Compare tells how b differs from a.
func (o Options) Compare(a, b *model.Assistant) []Difference {
	if a == b {
		return nil
	}
	c := newComparer(o)
	c.a.name(a)
	c.b.name(b)
	c.trust = a.ID == b.ID
	pairs := c.pairDialogs(a.Dialogs, b.Dialogs)
	c.pairSteps(a.Dialogs, b.Dialogs, pairs)
	top := spot{a: a.PathOf(), b: b.PathOf(), top: true}
	for _, f := range model.FieldsOf(assistantType) {
		x, y := f.Of(valueOf(a)), f.Of(valueOf(b))
		switch {
		case f.Type == dialogsType:
			c.dialogs(a, b, pairs)
		case f.Type == settingsType:
			s := top.below(f.Key)
			s.place = f.Label
			c.fields(s, model.FieldsOf(settingsType), x, y)
		default:
			c.field(top, f, x, y)
		}
	}
	return c.joined()
}

// Pinned are the kinds of document that a version of an assistant holds on to.
func Pinned() []string { return []string{"Klass", "Intent", "Workflow", "Snippet", "Profile"} }

// CompareWorkspaces tells how the documents of some kinds differ, those of
// [Pinned] where none is named. Documents belong together by their id; their
// order does not count.
func CompareWorkspaces(a, b *model.Workspace, kinds ...string) []Difference {
	if len(kinds) == 0 {
		kinds = Pinned()
	}
	c := newComparer(Options{A: a, B: b})
	for _, name := range kinds {
		if k := model.DocumentKindOf(name); k != nil {
			c.documents(k)
		}
	}
	return c.joined()
}

// comparer compares two definitions.
type comparer struct {
	a, b  side
	ids   bool // ids of interactions count
	trust bool // ids of interactions mean the same on both sides
	links map[model.DialogID]model.DialogID
	there map[*model.Interaction]*model.Interaction // of A: the one it is in B
	here  map[*model.Interaction]*model.Interaction // of B: the one it was in A
	known map[*model.Interaction]home               // of A: where it stood

	out   []Difference
	alone []lonely
}

func newComparer(o Options) *comparer {
	return &comparer{ids: o.StepIDs, a: side{workspace: o.A}, b: side{workspace: o.B}, links: map[model.DialogID]model.DialogID{},
		there: map[*model.Interaction]*model.Interaction{}, here: map[*model.Interaction]*model.Interaction{}}
}

// side is one of the two definitions.
type side struct {
	workspace *model.Workspace
	assistant *model.Assistant
	dialogs   map[model.DialogID]string // names
}

// name learns the names of an assistant's dialogs.
func (s *side) name(a *model.Assistant) {
	s.assistant = a
	s.dialogs = make(map[model.DialogID]string, len(a.Dialogs))
	for _, d := range a.Dialogs {
		if _, twice := s.dialogs[d.ID]; !twice {
			s.dialogs[d.ID] = title(d.Name, d.ID)
		}
	}
}

// spot is a place in both definitions.
type spot struct {
	a, b    model.Path
	dialog  model.DialogID
	step    string
	place   string
	subject string // what of the place it is, with a blank after it: "button Sales "
	top     bool   // a field of the assistant itself
}

func (s spot) below(key string) spot {
	s.a, s.b, s.top = s.a.Field(key), s.b.Field(key), false
	return s
}

// tell adds a difference.
func (c *comparer) tell(act Act, s spot, what string, words []Span) {
	c.tellBrief(act, s, what, what, words)
}

// tellBrief adds a difference that has shorter words besides.
func (c *comparer) tellBrief(act Act, s spot, what, brief string, words []Span) {
	d := Difference{Act: act, A: s.a, B: s.b, Dialog: s.dialog, Step: s.step, Place: s.place,
		What: oneLine(s.subject + what), Brief: oneLine(s.subject + brief), Words: words}
	switch act {
	case Added:
		d.A = ""
	case Removed:
		d.B = ""
	}
	c.out = append(c.out, d)
}

// documents compares the documents of a kind.
func (c *comparer) documents(k *model.DocumentKind) {
	x, y := k.In(c.a.workspace), k.In(c.b.workspace)
	if k.One {
		at := model.Path(k.Key)
		c.fields(spot{a: at, b: at, place: k.Name}, model.FieldsOf(k.Type), x, y)
		return
	}
	pairs := pairBy(x.Len(), y.Len(), func(i int) string { return textOf(x.Index(i).Elem(), "ID") }, func(j int) string { return textOf(y.Index(j).Elem(), "ID") })
	for _, p := range order(x.Len(), y.Len(), pairs) {
		s := spot{}
		if p.a >= 0 {
			s.a = elementAt(model.Path(k.Key), x.Index(p.a), p.a)
			s.place = documentName(k, x.Index(p.a).Elem())
		}
		if p.b >= 0 {
			s.b = elementAt(model.Path(k.Key), y.Index(p.b), p.b)
			s.place = documentName(k, y.Index(p.b).Elem())
		}
		switch fields := model.FieldsOf(k.Type); {
		case p.a < 0:
			c.tell(Added, s, "added", whole(New, c.b.group(fields, y.Index(p.b).Elem(), "\n")))
		case p.b < 0:
			c.tell(Removed, s, "removed", whole(Gone, c.a.group(fields, x.Index(p.a).Elem(), "\n")))
		case x.Index(p.a).Pointer() != y.Index(p.b).Pointer():
			c.fields(s, fields, x.Index(p.a).Elem(), y.Index(p.b).Elem())
		}
	}
}

// lonely is an interaction that was told as removed or added, for finding out
// that it was moved.
type lonely struct {
	at    int // in the differences told
	print uint64
	added bool
}

// joined are the differences in which what was taken away in one place and
// put, unchanged, into another counts as moved.
func (c *comparer) joined() []Difference {
	gone := map[uint64][]lonely{}
	for _, l := range c.alone {
		if !l.added {
			gone[l.print] = append(gone[l.print], l)
		}
	}
	drop := map[int]bool{}
	for _, l := range c.alone {
		was := gone[l.print]
		if !l.added || len(was) == 0 {
			continue
		}
		gone[l.print] = was[1:]
		from, d := c.out[was[0].at], &c.out[l.at]
		d.Act, d.A, d.What, d.Brief = Moved, from.A, "moved here from "+oneLine(from.Place), "moved here"
		d.Words = []Span{{Gone, from.Place}, {New, d.Place}}
		drop[was[0].at] = true
	}
	if len(drop) == 0 {
		return c.out
	}
	out := c.out[:0]
	for i, d := range c.out {
		if !drop[i] {
			out = append(out, d)
		}
	}
	return out
}
