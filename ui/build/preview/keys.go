package preview

import (
	"parley/engine/session"
	"parley/ui/kit/keys"
)

// group heads the pane's keys on the help page.
const group = "Preview"

// Bindings are the keys of the pane. While a keypad is asked for its keys come
// before all others; in the tree of branches other keys hold.
func (p *Preview) Bindings() keys.Set {
	if p.tree.open {
		return p.treeBindings()
	}
	return p.whileLive(keys.Join(p.keypad(), p.offerBindings(), p.answerBindings(), p.liveBindings(), p.aboutBindings(), p.clockBindings(), p.moveBindings()))
}

// keypad are the keys a caller can press now, each as itself.
func (p *Preview) keypad() keys.Set {
	if p.state.Talk == nil {
		return nil
	}
	var out keys.Set
	for _, k := range p.state.Talk.Keypad() {
		if len(k) == 1 {
			out = append(out, keys.Binding{ID: keyID + k, Keys: []string{k}, Label: "key", Help: "Press " + k + " on the keypad", Group: group, Hidden: true})
		}
	}
	return out
}

const keyID = "preview.key."

// enterWord is what enter does here.
func (p *Preview) enterWord() string {
	switch it := p.selected(); {
	case it != nil && it.changeable():
		return "change"
	case it != nil:
		return "go to"
	case p.state.Talk != nil && len(p.state.Talk.Options()) > 0:
		return "press"
	}
	return "type"
}

func (p *Preview) answerBindings() keys.Set {
	talk := p.state.Talk
	nothing := func() string {
		if talk == nil {
			return "there is no conversation"
		}
		return ""
	}
	back := func() string {
		if talk == nil || talk.Depth() == 0 && !p.state.Follows {
			return "this is the beginning"
		}
		return ""
	}
	forward := func() string {
		if talk == nil || talk.Ahead() == 0 {
			return "nothing was answered after this"
		}
		return ""
	}
	return keys.Set{
		{ID: "preview.choose", Keys: []string{"enter", "space"}, Label: p.enterWord(), Help: "Press the button, write a reply, go to the interaction that said it", Group: group, Disabled: nothing},
		{ID: "preview.type", Keys: []string{"i"}, Label: "reply", Help: "Write a reply", Group: group, Disabled: nothing},
		{ID: "preview.rewind", Keys: []string{"[", "backspace"}, Label: "rewind", Help: "Go back one answer", Group: group, Disabled: back},
		{ID: "preview.forward", Keys: []string{"]"}, Label: "forward", Help: "Go forward one answer", Group: group, Disabled: forward},
		{ID: "preview.change", Keys: []string{"c"}, Label: "change", Help: "Change the selected answer; the rest is played again", Group: group, Disabled: p.cannotChange},
		{ID: "preview.again", Keys: []string{"g"}, Label: "ask again", Help: "Ask the network what the conversation waits for", Group: group, Disabled: p.cannotAsk},
		{ID: "preview.restart", Keys: []string{"R"}, Label: "restart", Help: "Start the conversation anew", Group: group, Disabled: nothing},
	}
}

func (p *Preview) aboutBindings() keys.Set {
	nothing := func() string {
		if p.state.Talk == nil {
			return "there is no conversation"
		}
		return ""
	}
	tried := func() string {
		if p.state.Talk == nil || p.state.Talk.Depth()+p.state.Talk.Ahead() == 0 {
			return "nothing was answered yet"
		}
		return ""
	}
	return keys.Set{
		{ID: "preview.inspect", Keys: []string{"I"}, Label: "inspect", Help: "Show attributes, and the events behind what is selected", Group: group, Disabled: nothing},
		{ID: "preview.tree", Keys: []string{"B"}, Label: "branches", Help: "Show everything that was tried, as a tree", Group: group, Disabled: tried},
		{ID: "preview.save", Keys: []string{"S"}, Label: "save as test", Help: "Save this conversation as a test of the assistant", Group: group, Disabled: nothing},
		{ID: "preview.persona", Keys: []string{"p"}, Label: "who talks", Help: "Choose who talks: a customer or a visitor, their language and page", Group: group, Disabled: nothing},
		{ID: "preview.beside", Keys: []string{"V"}, Label: "versions", Help: "Talk to another version beside this one: the same replies go to both; again closes it", Group: group, Disabled: nothing},
		{ID: "preview.wait", Keys: []string{"w"}, Label: "wait", Help: "Let time pass on the virtual clock", Group: group, Disabled: nothing},
	}
}

func (p *Preview) moveBindings() keys.Set {
	closed := func() string {
		if !p.inspector.open {
			return "the inspector is closed"
		}
		return ""
	}
	return keys.Set{
		{ID: "preview.up", Keys: []string{"up", "k"}, Label: "up", Help: "Select what was said before", Group: group, Hidden: true},
		{ID: "preview.down", Keys: []string{"down", "j"}, Label: "down", Help: "Select what was said after", Group: group, Hidden: true},
		{ID: "preview.left", Keys: []string{"left", "h"}, Label: "left", Help: "The button before", Group: group, Hidden: true},
		{ID: "preview.right", Keys: []string{"right", "l"}, Label: "right", Help: "The next button", Group: group, Hidden: true},
		{ID: "preview.pageup", Keys: []string{"pgup"}, Label: "page up", Help: "Scroll up", Group: group, Hidden: true},
		{ID: "preview.pagedown", Keys: []string{"pgdown"}, Label: "page down", Help: "Scroll down", Group: group, Hidden: true},
		{ID: "preview.first", Keys: []string{"home"}, Label: "beginning", Help: "Scroll to the beginning", Group: group, Hidden: true},
		{ID: "preview.last", Keys: []string{"end", "G"}, Label: "end", Help: "Go to the end, where the answer is given", Group: group, Hidden: true},
		{ID: "preview.inspectDown", Keys: []string{"J", "shift+down"}, Label: "more", Help: "Scroll the inspector down", Group: group, Hidden: true, Disabled: closed},
		{ID: "preview.inspectUp", Keys: []string{"K", "shift+up"}, Label: "less", Help: "Scroll the inspector up", Group: group, Hidden: true, Disabled: closed},
	}
}

func (p *Preview) treeBindings() keys.Set {
	return keys.Set{
		{ID: "tree.show", Keys: []string{"enter", "space"}, Label: "show", Help: "Show the conversation up to here", Group: group},
		{ID: "tree.close", Keys: []string{"esc", "B"}, Label: "close", Help: "Go back to the conversation", Group: group},
		{ID: "tree.up", Keys: []string{"up", "k"}, Label: "up", Help: "The answer above", Group: group, Hidden: true},
		{ID: "tree.down", Keys: []string{"down", "j"}, Label: "down", Help: "The answer below", Group: group, Hidden: true},
		{ID: "tree.first", Keys: []string{"home", "g"}, Label: "first", Help: "The first answer", Group: group, Hidden: true},
		{ID: "tree.last", Keys: []string{"end", "G"}, Label: "last", Help: "The last answer", Group: group, Hidden: true},
		{ID: "tree.pageup", Keys: []string{"pgup"}, Label: "page up", Help: "A page up", Group: group, Hidden: true},
		{ID: "tree.pagedown", Keys: []string{"pgdown"}, Label: "page down", Help: "A page down", Group: group, Hidden: true},
	}
}

func (p *Preview) cannotChange() string {
	if it := p.selected(); it == nil || !it.changeable() {
		return "select an answer of the customer: arrow up"
	}
	return ""
}

func (p *Preview) cannotAsk() string {
	if p.state.Talk == nil {
		return "there is no conversation"
	}
	switch e, fresh := p.state.Talk.Asks(); {
	case e == nil:
		return "nothing waits for the network"
	case fresh:
		return "the network is being asked"
	}
	return ""
}

// changeable reports whether an item is an answer of the customer.
func (i *item) changeable() bool { return i.from == session.Customer && i.turn > 0 }
