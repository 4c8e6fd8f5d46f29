package conversations

import (
	"context"
	"fmt"
	"sync"
	"time"

	"parley/engine/listing"
	"parley/engine/meter"
	"parley/ui/want"
)

// loading is how far the summaries are read.
type loading struct {
	begun   bool
	ready   bool
	rates   bool   // they are being rated anew
	problem string // why they could not be read
}

// looking is a text that is looked for in what was said.
type looking struct {
	text    string
	found   []string
	through int // conversations that were looked through
	of      int
	runs    bool
	end     context.CancelFunc
}

// stop gives up what is looked for.
func (l *looking) stop() {
	if l.end != nil {
		l.end()
	}
}

// typingPause is how long one pauses before what was said is looked through.
const typingPause = 150 * time.Millisecond

// mailbox is where work beside the screen puts what it has to tell, without waiting
// for the screen to take it.
type mailbox[T any] struct {
	mu    sync.Mutex
	told  []T
	ended bool
	err   error
	bell  chan struct{}
}

func (b *mailbox[T]) put(change func()) {
	b.mu.Lock()
	change()
	b.mu.Unlock()
	select {
	case b.bell <- struct{}{}:
	default: // it rings already
	}
}

// stream does work beside the screen and takes what it tells while it goes on;
// ended comes last, with its error.
func stream[T any](work func(tell func(T)) error, take func(T) []want.Want, ended func(error) []want.Want) []want.Want {
	b := &mailbox[T]{bell: make(chan struct{}, 1)}
	var next func() func() []want.Want
	next = func() func() []want.Want {
		<-b.bell
		b.mu.Lock()
		told, over, err := b.told, b.ended, b.err
		b.told = nil
		b.mu.Unlock()
		return func() []want.Want {
			var out []want.Want
			for _, x := range told {
				out = append(out, take(x)...)
			}
			if over {
				return append(out, ended(err)...)
			}
			return append(out, want.Work{Do: next})
		}
	}
	return []want.Want{want.Work{Do: func() func() []want.Want {
		go func() {
			err := work(func(x T) { b.put(func() { b.told = append(b.told, x) }) })
			b.put(func() { b.ended, b.err = true, err })
		}()
		return next()
	}}}
}

// Visited reads the summaries the first time somebody looks at the screen: the
// newest are shown while the rest is read.
func (s *Screen) Visited() []want.Want {
	if s.loading.begun {
		return append(s.rate(), s.follow()...)
	}
	s.loading = loading{begun: true}
	s.showList()
	load := s.desk.LoadConversationsWork()
	return stream(func(tell func(*listing.Table)) error { return load(context.Background(), tell) },
		func(t *listing.Table) []want.Want {
			s.take(t)
			return s.follow()
		},
		func(err error) []want.Want {
			s.loading.ready = err == nil
			if err != nil {
				s.loading = loading{problem: err.Error()}
			}
			s.Refresh()
			s.showList()
			return append(append(s.rate(), s.follow()...), s.lookThrough()...)
		})
}

// rate rates all conversations anew where the workspace's weights have changed.
func (s *Screen) rate() []want.Want {
	if !s.loading.ready || s.loading.rates {
		return nil
	}
	work := s.desk.RateWork()
	if work == nil {
		return nil
	}
	s.loading.rates = true
	return []want.Want{want.Work{Name: "Rating conversations", Do: func() func() []want.Want {
		n, err := work(context.Background())
		return func() []want.Want {
			s.loading.rates = false
			if err != nil {
				return []want.Want{want.Tell{Text: err.Error(), Error: true}}
			}
			s.Refresh()
			out := s.follow()
			if n > 0 {
				out = append(out, want.Tell{Text: meter.Thousands(n) + " conversations are worth something else by the weights there are now"})
			}
			return out
		}
	}}}
}

// Leave gives up what is under way.
func (s *Screen) Leave() { s.looking.stop() }

// lookThrough looks for the text in what was said, once nobody types for a moment.
func (s *Screen) lookThrough() []want.Want {
	text := s.search.Text
	if listing.NewPhrase(text).Empty() || !s.loading.ready {
		return nil
	}
	return []want.Want{want.After{Wait: typingPause, Do: func() []want.Want {
		if s.search.Text != text || s.looking.text == text {
			return nil
		}
		return s.lookNow(text)
	}}}
}

// heard is what was found since, and how many were looked through by then.
type heard struct {
	found   []string
	through int
}

// lookNow looks for a text in what was said in all conversations that the rest of
// the search wants.
func (s *Screen) lookNow(text string) []want.Want {
	rest := s.at()
	rest.Text = ""
	all := s.table.Filter(rest)
	ctx, end := context.WithCancel(context.Background())
	s.looking = looking{text: text, of: all.Len(), runs: true, end: end}
	search := s.desk.SearchWork(all.IDs(), listing.NewPhrase(text))
	current := func() bool { return ctx.Err() == nil }
	return stream(func(tell func(heard)) error {
		return search(ctx, func(found []string, through int) { tell(heard{found, through}) })
	}, func(h heard) []want.Want {
		if !current() {
			return nil
		}
		s.looking.through = h.through
		s.looking.found = append(s.looking.found, h.found...)
		if len(h.found) > 0 && s.view != nil {
			s.view = s.view.Include(h.found...)
			s.showList()
		}
		return s.follow()
	}, func(err error) []want.Want {
		if !current() {
			return nil
		}
		end()
		s.looking.runs = false
		if err != nil {
			return []want.Want{want.Tell{Text: err.Error(), Error: true}}
		}
		return nil
	})
}

// judge finds what KIQ says of the cards that are shown and whose verdict is not known.
func (s *Screen) judge() []want.Want {
	if s.view == nil {
		return nil
	}
	shown := s.list.Scroll()
	var ids []string
	now := s.desk.Now().UnixMilli()
	for i := shown.Top; i < min(shown.Top+shown.Shown, s.view.Len()); i++ {
		id := s.view.At(i).ID
		v, known := s.facts[id]
		if known && (v.KIQ != meter.Pending || v.Until > now) || !known && s.asked[id] {
			continue
		}
		delete(s.facts, id)
		s.asked[id] = true
		ids = append(ids, id)
	}
	if len(ids) == 0 {
		return nil
	}
	work, facts := s.desk.JudgeWork(ids), s.facts
	return []want.Want{want.Work{Do: func() func() []want.Want {
		verdicts, err := work()
		return func() []want.Want {
			if err != nil {
				return []want.Want{want.Tell{Text: err.Error(), Error: true}}
			}
			for id, v := range verdicts {
				facts[id] = v
			}
			s.list.Refresh()
			return nil
		}
	}}}
}

// progress tells what is under way, for a frame; "" for nothing.
func (s *Screen) progress() string {
	switch {
	case s.loading.begun && !s.loading.ready && s.loading.problem == "":
		return "reading" + s.styles.Glyphs.Ellipsis
	case s.looking.runs:
		return fmt.Sprintf("looking through %s of %s", meter.Thousands(s.looking.through), meter.Thousands(s.looking.of))
	}
	return ""
}
