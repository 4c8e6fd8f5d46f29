package versions

import (
	"strconv"

	"parley/engine/compare"
	"parley/engine/model"
	"parley/ui/desk"
	"parley/ui/want"
)

// notice looks for the shortest conversation in which customers would see that
// the two versions that are compared differ.
func (s *Screen) notice() []want.Want {
	a, b := s.pages.a, s.pages.b
	readA, readB := s.side(a), s.side(b)
	start, err := s.desk.Start(s.desk.Workspace(), desk.Visitor{})
	if err != nil {
		return failed(err)
	}
	return []want.Want{want.Work{Name: "Looking for a conversation in which customers would notice", Do: func() func() []want.Want {
		x, err := readA()
		y, errB := readB()
		if err == nil {
			err = errB
		}
		var n compare.Noticed
		found := false
		if err == nil {
			n, found = compare.Notice(x.Play(), y.Play(), &start)
		}
		return func() []want.Want {
			if err != nil {
				return failed(err)
			}
			if !found {
				return []want.Want{want.Tell{Text: "No conversation was found in which customers would notice a difference between " + s.name(a) + " and " + s.name(b)}}
			}
			s.sides[a], s.sides[b] = x, y
			return s.tellNoticed(a, b, n)
		}
	}}}
}

// tellNoticed shows the conversation and offers to play it.
func (s *Screen) tellNoticed(a, b int, n compare.Noticed) []want.Want {
	var lines []string
	for _, action := range n.Way {
		lines = append(lines, "customer: "+action.String())
	}
	lines = append(lines, seen(s.name(a), n.A), seen(s.name(b), n.B))
	body := "Customers see it at once:"
	if len(n.Way) > 0 {
		body = "Customers see it after " + plural(len(n.Way), "answer") + ":"
	}
	return []want.Want{want.Confirm{Title: "What customers would notice", Body: body, Names: lines, Yes: "play it on " + s.name(b), Safe: true, Done: func() []want.Want {
		return s.play(b, n.Way)
	}}}
}

// seen is what a version shows first that the other does not.
func seen(name string, lines []string) string {
	if len(lines) == 0 {
		return name + ": nothing"
	}
	out := name + ": " + lines[0]
	if more := len(lines) - 1; more > 0 {
		out += " (and " + strconv.Itoa(more) + " more)"
	}
	return out
}

// play opens the preview on a version and goes through a conversation.
func (s *Screen) play(number int, way []model.Action) []want.Want {
	out := s.begin(number, desk.Visitor{})
	for _, a := range way {
		s.talk.talk.Act(a)
	}
	s.talk.revision++
	s.show()
	return out
}
