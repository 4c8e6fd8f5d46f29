package session

import (
	"strconv"

	"parley/engine/model"
)

// compiler makes the ops of one dialog.
type compiler struct {
	p       *Program
	d       *dialog
	step    *Mark
	targets map[model.DialogID]int
}

func compileDialog(p *Program, source *model.Dialog) *dialog {
	d := &dialog{id: source.ID, source: source}
	c := &compiler{p: p, d: d, targets: map[model.DialogID]int{}}
	c.steps(source.Interactions, "", nil)
	if source.End != nil {
		c.interaction(source.End, "end", nil)
	}
	return d
}

// steps emits a list of interactions, inside of one of a kind or of none.
func (c *compiler) steps(list []model.Interaction, prefix string, inside *model.Kind) {
	for n := range list {
		c.interaction(&list[n], prefix+strconv.Itoa(n), inside)
	}
}

func (c *compiler) interaction(i *model.Interaction, index string, inside *model.Kind) {
	outer := c.step
	c.step = &Mark{ID: i.ID, Index: index, Kind: i.Kind(), Understands: i.Understands() && c.p.assistant.Type == model.Premium}
	if why := c.forbidden(i.Kind(), inside); why != "" {
		c.emit(op{run: func(s *Session) flow { return s.fail(why) }})
	} else if !c.settings(i) {
		c.emit(op{run: func(s *Session) flow { return s.fail(i.Kind().Name + " is not played yet") }})
	}
	c.step = outer
}

// forbidden says why the table of kinds has no place for one here; "" where it has.
func (c *compiler) forbidden(k, inside *model.Kind) string {
	if k == nil {
		return "an interaction without a kind cannot be played"
	}
	if ok, reason := k.Fits(c.p.assistant.Channel, c.p.assistant.Type); !ok {
		return k.Name + " is " + reason
	}
	if inside != nil && !inside.TakesStep(k) {
		return k.Name + " cannot stand inside " + inside.Name
	}
	return ""
}

// settings emits the ops of an interaction; false for a kind that is not played.
func (c *compiler) settings(i *model.Interaction) bool {
	switch s := i.Settings.(type) {
	case *model.SendMessage:
		c.sendMessage(s)
	case *model.TextQuestion:
		c.textQuestion(s)
	case *model.ButtonQuestion:
		c.buttonQuestion(s)
	case *model.AttributeQuestion:
		c.attributeQuestion(s)
	case *model.ConditionalBranch:
		c.conditionalBranch(s)
	case *model.BusinessSchedule:
		c.businessSchedule(s)
	case *model.UpdateAttribute:
		c.updateAttribute(s)
	case *model.NavigationButtons:
		c.navigationButtons(s)
	case *model.ListSelector:
		c.listSelector(s)
	case *model.ObjectSelector:
		c.objectSelector(s)
	case *model.RunWorkflow:
		c.runWorkflow(s)
	case *model.PlayPrompt:
		c.playPrompt(s)
	case *model.RequestFeedback:
		c.requestFeedback(s)
	case *model.AIResponse:
		c.aiResponse(s)
	case *model.ArticleDeflection:
		c.articleDeflection(s)
	case *model.CollectInput:
		c.collectInput(s)
	case *model.CollectLanguage:
		c.collectLanguage(s)
	case *model.Voicemail:
		c.voicemail(s)
	case *model.Redirect:
		c.redirect(s.Dialog, WhyEnd)
	case *model.Transfer:
		c.transfer(s)
	case *model.EndConversation:
		c.emit(op{acts: true, run: func(s *Session) flow { return s.end(Ended) }})
	default:
		return false
	}
	return true
}

// Plays reports whether the session plays a kind of interaction. What it does
// not play is offered by no picker and is an error of check.
func Plays(k *model.Kind) bool {
	p := &Program{workspace: &model.Workspace{}, known: model.AttributesOf(&model.Workspace{}), slots: &slots{byKey: map[model.AttributePath]slot{}}}
	c := &compiler{p: p, d: &dialog{}, targets: map[model.DialogID]int{}, step: &Mark{Kind: k}}
	return c.settings(&model.Interaction{Settings: k.New()})
}

// emit appends an op of the interaction at hand and returns its place.
func (c *compiler) emit(o op) int32 {
	o.step = c.step
	c.d.ops = append(c.d.ops, o)
	return int32(len(c.d.ops) - 1)
}

// here is the place of the next op.
func (c *compiler) here() int32 { return int32(len(c.d.ops)) }

// aside emits an op that belongs to no interaction: it is not counted as one.
func (c *compiler) aside(run func(*Session) flow) {
	step := c.step
	c.step = nil
	c.emit(op{run: run})
	c.step = step
}

// jump emits an op that goes to a place which is known later.
func (c *compiler) jump(to *int32) {
	c.aside(func(s *Session) flow {
		s.pc = *to
		return jumped
	})
}

// target numbers a dialog among those this one leads to.
func (c *compiler) target(id model.DialogID) int {
	if at, ok := c.targets[id]; ok {
		return at
	}
	at := len(c.d.targets)
	c.targets[id] = at
	c.d.targets = append(c.d.targets, id)
	return at
}

// redirect emits an op that goes to a dialog.
func (c *compiler) redirect(id model.DialogID, why string) {
	target := c.target(id)
	c.emit(op{run: func(s *Session) flow { return s.follow(target, why) }})
}
