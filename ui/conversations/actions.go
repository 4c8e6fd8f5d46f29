package conversations

import (
	"errors"
	"fmt"
	"strings"

	tea "github.com/charmbracelet/bubbletea"

	"parley/engine/conversation"
	"parley/engine/transcript"
	"parley/ui/desk"
	"parley/ui/kit/keys"
	"parley/ui/kit/layout"
	"parley/ui/want"
)

// group heads the screen's keys on the help page.
const group = "Conversations"

// Bindings are the keys of the pane that has them.
func (s *Screen) Bindings() keys.Set {
	find := keys.Binding{ID: "conversations.find", Keys: []string{"/"}, Label: "find", Help: "Look for words in names and companies, and for a text in what was said", Group: group}
	out := keys.Binding{ID: "conversations.list", Keys: []string{"esc", "h", "left"}, Label: "list", Help: "Go back to the list", Group: group}
	var own keys.Set
	switch s.window.Focused() {
	case layout.Left:
		out.Keys = []string{"esc", "l", "right"}
		own = keys.Set{
			{ID: "conversations.open", Keys: []string{"enter", "space"}, Label: "choose", Help: "Choose what is looked for, or use the filter that is kept", Group: group},
			{ID: "conversations.clear", Keys: []string{"x", "backspace", "delete"}, Label: "any", Help: "Look for this no more, or forget the kept filter", Group: group},
			out, find}
	case layout.Middle:
		own = keys.Set{
			{ID: "conversations.read", Keys: []string{"enter", "l", "right"}, Label: "read", Help: "Read the conversation", Group: group, Disabled: s.none},
			find,
			{ID: "conversations.filter", Keys: []string{"f", "h", "left"}, Label: "filter", Help: "Choose what else is looked for, or a kept filter", Group: group}}
	default:
		own = keys.Set{out,
			{ID: "conversations.all", Keys: []string{"b"}, Label: s.behindLabel(), Help: "Show also, or no more, redirects and notes for who builds the assistant", Group: group, Disabled: s.none},
			find,
			{ID: "reader.up", Keys: []string{"up", "k"}, Label: "up", Help: "Scroll up", Group: group, Hidden: true},
			{ID: "reader.down", Keys: []string{"down", "j"}, Label: "down", Help: "Scroll down", Group: group, Hidden: true},
			{ID: "reader.pageup", Keys: []string{"pgup"}, Label: "page up", Help: "Scroll a page up", Group: group, Hidden: true},
			{ID: "reader.pagedown", Keys: []string{"pgdown", "space"}, Label: "page down", Help: "Scroll a page down", Group: group, Hidden: true},
			{ID: "reader.top", Keys: []string{"home", "g"}, Label: "top", Help: "Scroll to the beginning", Group: group, Hidden: true},
			{ID: "reader.bottom", Keys: []string{"end", "G"}, Label: "end", Help: "Scroll to the end", Group: group, Hidden: true},
			{ID: "reader.next", Keys: []string{"n"}, Label: "next", Help: "Read the next conversation", Group: group, Hidden: true},
			{ID: "reader.before", Keys: []string{"p"}, Label: "before", Help: "Read the conversation before", Group: group, Hidden: true}}
	}
	return append(own, s.always()...)
}

// always are the keys that act in every pane.
func (s *Screen) always() keys.Set {
	return keys.Set{
		{ID: "conversations.archive", Keys: []string{"a"}, Label: s.archiveLabel(), Help: "Archive the conversation, or take it out of the archive; u undoes it", Group: group, Disabled: s.none},
		{ID: "conversations.export", Keys: []string{"e"}, Label: "export", Help: "Export the conversation as Markdown, text or JSON, to the clipboard or a file", Group: group, Disabled: s.none},
		{ID: "conversations.copy", Keys: []string{"y"}, Label: "copy", Help: "Copy the conversation as Markdown, for a note in a CRM", Group: group, Disabled: s.none},
		{ID: "conversations.assistant", Keys: []string{"B"}, Label: "build", Help: "Open the assistant of the conversation in Build", Group: group, Disabled: s.noAssistant},
		{ID: "conversations.archived", Keys: []string{"A"}, Label: s.archivedLabel(), Help: "Show archived conversations too, or no more", Group: group},
		{ID: "conversations.keep", Keys: []string{"K"}, Label: "keep filter", Help: "Keep what is looked for as a filter under a name", Group: group},
		{ID: "conversations.reset", Keys: []string{"0"}, Label: "all", Help: "Look for all conversations again", Group: group, Disabled: s.unfiltered},
	}
}

func (s *Screen) behindLabel() string {
	if s.reader.all {
		return "less"
	}
	return "all that happened"
}

func (s *Screen) archiveLabel() string {
	if s.selected().Archived {
		return "restore"
	}
	return "archive"
}

func (s *Screen) archivedLabel() string {
	if s.showsArchived() {
		return "without archived"
	}
	return "with archived"
}

func (s *Screen) none() string {
	if s.chosen == "" {
		return "no conversation is selected"
	}
	return ""
}

func (s *Screen) noAssistant() string {
	if s.desk.Workspace().Assistant(s.selected().Assistant) == nil {
		return "the assistant is not there any more"
	}
	return s.none()
}

func (s *Screen) unfiltered() string {
	if s.search.Say(s.zone()) == "" {
		return "nothing is filtered"
	}
	return ""
}

// act does what a binding says.
func (s *Screen) act(b keys.Binding) []want.Want {
	if reason := b.Reason(); reason != "" {
		return []want.Want{want.Tell{Text: reason, Error: true}}
	}
	if way, ok := strings.CutPrefix(b.ID, "reader."); ok {
		s.scroll(way)
		return nil
	}
	switch b.ID {
	case "conversations.find":
		s.typing = true
		s.query.Focus()
		return focus(layout.Middle)
	case "conversations.filter":
		return focus(layout.Left)
	case "conversations.list":
		return focus(layout.Middle)
	case "conversations.read":
		return focus(layout.Right)
	case "conversations.open":
		return s.open()
	case "conversations.clear":
		return s.clear()
	case "conversations.reset":
		return s.all()
	case "conversations.all":
		s.reader.all = !s.reader.all
	case "conversations.archived":
		return s.change(s.toggleArchived)
	case "conversations.keep":
		return s.keep()
	case "conversations.archive":
		return s.archive()
	case "conversations.export":
		return s.export()
	case "conversations.copy":
		return s.copy(transcript.Markdown)
	case "conversations.assistant":
		return []want.Want{want.Build{Assistant: s.selected().Assistant}}
	}
	return nil
}

// scroll moves what is read, or goes to another conversation.
func (s *Screen) scroll(way string) {
	r := &s.reader
	page := max(s.window.Rect(layout.Right).H-3, 1)
	switch way {
	case "next":
		s.list.Update(tea.KeyMsg{Type: tea.KeyDown})
		return
	case "before":
		s.list.Update(tea.KeyMsg{Type: tea.KeyUp})
		return
	}
	r.top = max(r.top+map[string]int{"up": -1, "down": 1, "pageup": -page, "pagedown": page, "top": -1 << 30, "bottom": 1 << 30}[way], 0)
}

func (s *Screen) showsArchived() bool {
	for _, st := range s.search.Is {
		if st == conversation.Archived {
			return true
		}
	}
	return false
}

// toggleArchived shows archived conversations beside what is shown, or no more.
func (s *Screen) toggleArchived(x *desk.Search) {
	switch {
	case s.showsArchived() && len(x.Is) == 3:
		x.Is = nil
	case len(x.Is) == 0:
		x.Is = []conversation.Standing{conversation.Active, conversation.HandedOff, conversation.Archived}
	default:
		x.Is = toggled(x.Is, conversation.Archived)
	}
}

// archiving is a conversation that was put into the archive, or taken out of it.
type archiving struct {
	id       string
	who      string
	archived bool
}

func (a archiving) String() string {
	if a.archived {
		return "archive " + a.who
	}
	return "restore " + a.who
}

// mostUndone is how many can be undone.
const mostUndone = 1000

// archive puts the selected conversation into the archive or takes it out of it.
func (s *Screen) archive() []want.Want {
	x := s.selected()
	a := archiving{x.ID, who(&x), !x.Archived}
	word := "Archived "
	if !a.archived {
		word = "Restored "
	}
	return s.put(a, func() []want.Want {
		s.done, s.undone = append(s.done[max(len(s.done)-mostUndone, 0):], a), nil
		return []want.Want{want.Tell{Text: word + a.who + "; u undoes it"}}
	})
}

// put does it beside the screen.
func (s *Screen) put(a archiving, then func() []want.Want) []want.Want {
	work := s.desk.ArchiveWork([]string{a.id}, a.archived)
	return []want.Want{want.Work{Name: "Saving", Do: func() func() []want.Want {
		err := work()
		return func() []want.Want {
			if err != nil {
				return []want.Want{want.Tell{Text: err.Error(), Error: true}}
			}
			s.Refresh()
			return append(then(), s.follow()...)
		}
	}}}
}

// CanUndo names what undo takes back here, "" for nothing.
func (s *Screen) CanUndo() string { return last(s.done) }

// CanRedo names what redo does again here, "" for nothing.
func (s *Screen) CanRedo() string { return last(s.undone) }

func last(all []archiving) string {
	if len(all) == 0 {
		return ""
	}
	return all[len(all)-1].String()
}

// Undo takes back what was archived or restored last: it stands as it did.
func (s *Screen) Undo() []want.Want { return s.travel(&s.done, &s.undone, "Undid: ", true) }

// Redo does again what was undone.
func (s *Screen) Redo() []want.Want { return s.travel(&s.undone, &s.done, "Redid: ", false) }

func (s *Screen) travel(from, to *[]archiving, word string, back bool) []want.Want {
	n := len(*from) - 1
	if n < 0 {
		return nil
	}
	a := (*from)[n]
	does := a
	if back {
		does.archived = !a.archived
	}
	*from = (*from)[:n]
	*to = append(*to, a)
	return s.put(does, func() []want.Want {
		if s.view != nil {
			if i, ok := s.view.Index(a.id); ok {
				s.list.Select(i)
			}
		}
		return []want.Want{want.Tell{Text: word + a.String()}}
	})
}

// export asks as what, and where to.
func (s *Screen) export() []want.Want {
	var items []want.Item
	for _, where := range []string{"to the clipboard", "to a file"} {
		for _, f := range transcript.Formats() {
			items = append(items, want.Item{ID: where + "/" + string(f), Label: formatNames[f] + " " + where, Detail: formatUse[f]})
		}
	}
	return []want.Want{want.Pick{Title: "Export the conversation", Items: items, Done: func(it want.Item) []want.Want {
		where, format, _ := strings.Cut(it.ID, "/")
		if where == "to a file" {
			return s.askFile(transcript.Format(format))
		}
		return s.copy(transcript.Format(format))
	}}}
}

var (
	formatNames = map[transcript.Format]string{transcript.Markdown: "Markdown", transcript.Plain: "Text", transcript.JSON: "JSON"}
	formatUse   = map[transcript.Format]string{transcript.Markdown: "for a note in a CRM", transcript.Plain: "for where Markdown is not drawn", transcript.JSON: "for a program, with every event"}
)

// exported writes the selected conversation beside the screen and hands it on.
func (s *Screen) exported(f transcript.Format, then func(text string) (func() []want.Want, error)) []want.Want {
	work := s.desk.TranscriptWork(s.chosen)
	return []want.Want{want.Work{Name: "Exporting", Do: func() func() []want.Want {
		t, err := work()
		if err == nil {
			var do func() []want.Want
			if do, err = then(t.Write(f)); err == nil {
				return do
			}
		}
		return func() []want.Want { return []want.Want{want.Tell{Text: err.Error(), Error: true}} }
	}}}
}

// copy puts the conversation on the clipboard.
func (s *Screen) copy(f transcript.Format) []want.Want {
	x := s.selected()
	name := "the conversation with " + who(&x) + " as " + formatNames[f]
	return s.exported(f, func(text string) (func() []want.Want, error) {
		return func() []want.Want { return []want.Want{want.Clipboard{Name: name, Text: text, Long: true}} }, nil
	})
}

// askFile asks for a file and writes the conversation into it.
func (s *Screen) askFile(f transcript.Format) []want.Want {
	name := s.chosen + f.Extension()
	check := func(text string) error {
		if strings.TrimSpace(text) == "" {
			return errors.New("write the name of a file or folder")
		}
		return nil
	}
	return []want.Want{want.Prompt{Title: "Export as " + formatNames[f] + " into", Value: name, Hint: "a file or a folder", Check: check, Done: func(path string) []want.Want {
		return s.exported(f, func(text string) (func() []want.Want, error) {
			file, err := desk.WriteExport(strings.TrimSpace(path), name, []byte(text))
			if err != nil {
				return nil, fmt.Errorf("not exported: %w", err)
			}
			return func() []want.Want { return []want.Want{want.Tell{Text: "Wrote " + file}} }, nil
		})
	}}}
}
