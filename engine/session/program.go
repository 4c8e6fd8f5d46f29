package session

import (
	"slices"
	"time"

	"parley/engine/article"
	"parley/engine/model"
)

// Program is an assistant made ready to be played: references resolved, texts
// and conditions parsed. It is immutable and shared by all its sessions.
type Program struct {
	assistant *model.Assistant
	workspace *model.Workspace // what it was compiled in, to tell what a recompile can keep
	zone      *time.Location
	known     *model.Attributes
	slots     *slots
	first     model.DialogID
	dialogs   []*dialog
	index     map[model.DialogID]int32
	links     [][]int32 // per dialog: its targets as indexes; -1 dangles
	words     *words
	speech    *speech
	powers    powers
	remembers bool // what was said is of use later
	recalls   bool // conditions or texts read what was said
	failure   template
	snippets  map[model.SnippetID]*snippet
	schedules schedules
	timers    *timers
	rating    *question // the satisfaction survey, nil for none
	followUp  slot      // of FollowUpAttribute
	intents   understanding
	library   *article.Library // finds articles; shared with other programs
	tasks     taskSlots        // where follow-up tasks are made
}

// slot numbers an attribute; numbers stay the same across recompiles.
type slot uint16

// slots is an append-only table of attributes. A program that needs more than
// the one before it makes a copy.
type slots struct {
	paths []model.AttributePath
	byKey map[model.AttributePath]slot
}

func (t *slots) clone() *slots {
	c := &slots{paths: slices.Clone(t.paths), byKey: make(map[model.AttributePath]slot, len(t.byKey)+8)}
	for k, v := range t.byKey {
		c.byKey[k] = v
	}
	return c
}

// dialog is one compiled dialog. It knows nothing of the others: where it leads
// is resolved by the program's links, so that it survives edits elsewhere.
type dialog struct {
	id      model.DialogID
	source  *model.Dialog
	ops     []op
	targets []model.DialogID

	remembers bool // it has a use for what was said earlier
}

// op is one instruction. Nested interactions lie flat, with jumps between them.
type op struct {
	run     func(*Session) flow                  // what happens when it is reached
	answer  func(*Session, Input) flow           // what an answer does, where run waits
	again   func(*Session)                       // says it once more, where run waits
	reply   func(*Session, *Effect, *Reply) flow // goes on with what the outside told
	options func(*Session) []string              // the buttons that can be pressed, where run waits
	beside  []Choice                             // what those buttons show besides their labels, one each; nil for nothing
	listed  bool                                 // its buttons are the rows of a list, however few
	keys    []string                             // of a keypad question
	expects Format                               // of a text question
	acts    bool                                 // it changes something, asks the outside or is the end
	step    *Mark                                // the interaction; nil for a jump

	searches model.KnowledgeBaseID // of a question that is answered from articles
}

// flow says where to go on after an op.
type flow uint8

const (
	onward  flow = iota // to the next op
	wait                // stop here until an input
	jumped              // dialog and pc were set
	stopped             // the assistant is done
	refused             // an answer did not fit and changed nothing
)

// Compile makes an assistant of a workspace ready to be played. It never fails:
// what is wrong with a definition is found by package check, and ends a
// conversation in a transfer when it is reached.
func Compile(w *model.Workspace, a *model.Assistant) *Program {
	return compileProgram(nil, w, a)
}

// Recompile is Compile after an edit: dialogs that are the same values as before
// are not compiled again, and attributes keep their slots.
func (p *Program) Recompile(w *model.Workspace, a *model.Assistant) *Program {
	return compileProgram(p, w, a)
}

func compileProgram(old *Program, w *model.Workspace, a *model.Assistant) *Program {
	p := &Program{assistant: a, workspace: w, first: model.WelcomeID, powers: powersOf(w), library: &article.Library{}}
	if old != nil {
		p.library = old.library
	}
	if len(a.Dialogs) > 0 {
		p.first = a.Dialogs[0].ID
	}
	keep := old != nil && sameSurroundings(old, w, a)
	if keep {
		p.zone, p.known, p.slots, p.words, p.failure, p.snippets, p.schedules = old.zone, old.known, old.slots, old.words, old.failure, old.snippets, old.schedules
	} else {
		p.surround(old, w, a)
	}
	c := &compiler{p: p}
	p.speech = c.speech()
	p.followUp = p.slotOf(FollowUpAttribute)
	if p.powers.availability && p.powers.escalation {
		p.tasks = taskSlots{p.slotOf("conversation.tags"), p.slotOf("conversation.priority"), p.slotOf("conversation.contactReason"), p.slotOf("customer.vip")}
	}
	p.timers, p.rating = c.timers(a), c.survey(a)
	compiled := map[*model.Dialog]*dialog{}
	if keep {
		compiled = old.bySource()
	}
	sameIDs := keep && len(old.dialogs) == len(a.Dialogs)
	for i, source := range a.Dialogs {
		d := compiled[source]
		if d == nil {
			d = compileDialog(p, source)
		}
		p.dialogs = append(p.dialogs, d)
		p.remembers = p.remembers || d.remembers
		sameIDs = sameIDs && old.dialogs[i].id == d.id
	}
	p.recalls = p.reads(EarlierAttribute) || p.reads(MoodAttribute)
	p.remembers = p.remembers || p.recalls || p.powers.emotion && p.powers.escalation
	if sameIDs {
		p.index = old.index
	} else {
		p.index = make(map[model.DialogID]int32, len(p.dialogs))
		for i, d := range p.dialogs {
			if _, taken := p.index[d.id]; !taken {
				p.index[d.id] = int32(i)
			}
		}
	}
	p.link(old, sameIDs)
	p.understand(old)
	return p
}

// sameSurroundings reports whether everything a compiled dialog depends on
// besides its own definition is unchanged.
func sameSurroundings(old *Program, w *model.Workspace, a *model.Assistant) bool {
	o, b := old.workspace, old.assistant
	return same(o.Klasses, w.Klasses) && same(o.Workflows, w.Workflows) && same(o.Snippets, w.Snippets) && same(o.Schedules, w.Schedules) &&
		old.powers == powersOf(w) && o.Settings.TimeZone == w.Settings.TimeZone && slices.Equal(o.Settings.Languages, w.Settings.Languages) &&
		a.Language == b.Language && a.Channel == b.Channel && a.Type == b.Type && a.Settings.ErrorMessage == b.Settings.ErrorMessage
}

func same[T comparable](a, b []T) bool { return slices.Equal(a, b) }

func (p *Program) surround(old *Program, w *model.Workspace, a *model.Assistant) {
	p.zone = time.UTC
	if zone, err := time.LoadLocation(string(w.Settings.TimeZone)); err == nil {
		p.zone = zone
	}
	p.known, p.schedules = model.AttributesOf(w), schedulesOf(w)
	p.slots = &slots{byKey: map[model.AttributePath]slot{}}
	if old != nil {
		p.slots = old.slots.clone()
	}
	p.words = wordsFor(or(a.Language, w.DefaultLanguage()))
	p.snippets = map[model.SnippetID]*snippet{}
	for _, s := range w.Snippets {
		p.snippets[s.ID] = &snippet{source: s}
	}
	c := &compiler{p: p}
	for _, s := range w.Snippets { // in their order, so that slots are numbered alike each time
		if made := p.snippets[s.ID]; made.texts == nil {
			c.snippet(made)
		}
	}
	p.failure = c.template(or(a.Settings.ErrorMessage, p.words.failure))
}

func (p *Program) bySource() map[*model.Dialog]*dialog {
	out := make(map[*model.Dialog]*dialog, len(p.dialogs))
	for _, d := range p.dialogs {
		out[d.source] = d
	}
	return out
}

// link resolves where dialogs lead. Links of dialogs that were kept are kept
// where no dialog came, went or moved.
func (p *Program) link(old *Program, sameIDs bool) {
	p.links = make([][]int32, len(p.dialogs))
	for i, d := range p.dialogs {
		if sameIDs && old.dialogs[i] == d {
			p.links[i] = old.links[i]
			continue
		}
		if len(d.targets) == 0 {
			continue
		}
		links := make([]int32, len(d.targets))
		for k, id := range d.targets {
			at, ok := p.index[id]
			if !ok {
				at = -1
			}
			links[k] = at
		}
		p.links[i] = links
	}
}

// Workspace is what the assistant was compiled in.
func (p *Program) Workspace() *model.Workspace { return p.workspace }

// Library finds the articles of the workspace for whoever answers its sessions.
func (p *Program) Library() *article.Library { return p.library }

// Reading returns the program with a library that others use as well.
func (p *Program) Reading(l *article.Library) *Program {
	if p.library == l {
		return p
	}
	c := *p
	c.library = l
	return &c
}

// Assistant is the definition the program was compiled from.
func (p *Program) Assistant() *model.Assistant { return p.assistant }

// reads reports whether anything of the assistant reads an attribute, or did.
func (p *Program) reads(path model.AttributePath) bool {
	_, ok := p.slots.byKey[path]
	return ok
}

// slotOf returns the slot of a path, making one where there is none yet.
func (p *Program) slotOf(path model.AttributePath) slot {
	if at, ok := p.slots.byKey[path]; ok {
		return at
	}
	p.slots = p.slots.clone()
	at := slot(len(p.slots.paths))
	p.slots.paths = append(p.slots.paths, path)
	p.slots.byKey[path] = at
	return at
}
