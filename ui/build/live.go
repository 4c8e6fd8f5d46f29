package build

import (
	"parley/engine/model"
	"parley/ui/desk"
	"parley/ui/want"
)

// Live has the visitor of the preview write in as a customer does, or ends the
// conversation that is held so.
func (s *Screen) Live() []want.Want {
	if s.live.Talk != nil {
		return s.end()
	}
	if a := s.Assistant(); a != nil {
		return s.writeIn(a.Channel, "")
	}
	return nil
}

// writeIn begins a live conversation on a channel, with what the visitor writes
// first where that is known; again as the anonymous person they were, where they
// were one.
func (s *Screen) writeIn(c model.Channel, again string, first ...model.Action) []want.Want {
	who := desk.Arrival{Visitor: s.visitor, Channel: c}
	who.At = s.desk.Now()
	for _, said := range first {
		who.Message = said.Text
	}
	work, err := s.desk.LiveWork(who, again)
	if err != nil {
		return []want.Want{want.Tell{Text: err.Error(), Error: true}}
	}
	return []want.Want{want.Work{Name: "Writing in", Do: func() func() []want.Want {
		begin := work()
		return func() []want.Want {
			l, err := begin()
			if err != nil {
				return []want.Want{want.Tell{Text: err.Error(), Error: true}}
			}
			s.live = l
			for _, said := range first {
				if problem := l.Talk.Act(said); problem != "" {
					s.preview.Refuse(problem)
				}
			}
			s.played()
			return []want.Want{want.Run{Binding: "focus.preview"}, want.Tell{Text: "Live: " + s.because() + " answers; it is recorded, and counts"}}
		}
	}}}
}

// because says who answers a live conversation, and why.
func (s *Screen) because() string {
	why := " (the default)"
	if rule := s.live.Choice.Rule; rule != "" {
		why = " (rule " + rule + ")"
	}
	return s.live.Program.Assistant().Name + " " + s.live.Version + why
}

// end asks how the customer of a live conversation goes.
func (s *Screen) end() []want.Want {
	var items []want.Item
	switch s.live.Program.Assistant().Channel {
	case model.Chat:
		items = append(items, want.Item{ID: "close", Label: "The customer closes the chat"})
	case model.Voice:
		items = append(items, want.Item{ID: "close", Label: "The customer hangs up"})
	}
	items = append(items, want.Item{ID: "go", Label: "The customer just goes", Detail: "the chat stays open: what is due in it happens at its time"})
	return []want.Want{want.Pick{Title: "End the live conversation", Items: items, Done: func(it want.Item) []want.Want {
		if s.live.Talk == nil {
			return nil
		}
		if it.ID == "close" {
			s.live.Talk.Act(model.Action{Verb: model.VerbClose})
		}
		if err := s.live.Talk.Leave(); err != nil {
			return []want.Want{want.Tell{Text: err.Error(), Error: true}}
		}
		s.live = desk.Live{}
		s.played()
		return []want.Want{want.Tell{Text: "The live conversation is over; this is the preview of the draft again"}}
	}}}
}

// Held is the live conversation, nil where none is held.
func (s *Screen) Held() *desk.Talk { return s.live.Talk }

// Pass lets a live conversation go on to now: what was due happens.
func (s *Screen) Pass(talk *desk.Talk) {
	if talk == s.live.Talk {
		talk.Pass()
		s.played()
	}
}
