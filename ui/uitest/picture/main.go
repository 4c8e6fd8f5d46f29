// Command picture makes the pictures of the README: it uses the playground as a
// person would, and writes what the screen shows as SVG files.
//
//	go run ./ui/uitest/picture [DIR]
//
// The same program makes the same bytes everywhere.
package main

import (
	"fmt"
	"os"
	"path/filepath"

	"parley/themes"
	"parley/ui/uitest"
)

// scene is one picture: how the program is opened, and what is done before it is taken.
type scene struct {
	name    string
	about   string
	theme   string
	options uitest.Options
	play    func(d *uitest.Driver)
}

func scenes() []scene {
	wide := uitest.Options{Sample: "store-helper", Width: 120, Height: 38}
	light := wide
	light.Look = uitest.Look(false)
	narrow := wide
	narrow.Width, narrow.Height = 80, 24
	traffic := wide
	traffic.Sample = "order-status"
	return []scene{
		{"build-dark", "The Build screen: dialogs, editor and live preview side by side", "dark", wide, underWay},
		{"build-light", "The Build screen in the light theme", "light", light, underWay},
		{"editing", "A message is edited, and the preview follows with every key", "dark", wide, editing},
		{"palette", "The palette finds any action, dialog, assistant or theme", "dark", wide, palette},
		{"conversations", "Conversations: found, filtered, and one read with what was behind it", "dark", traffic, conversations},
		{"report", "Report: what became of a month's conversations", "dark", traffic, report},
		{"usage", "Usage and cost: the four meters side by side, and a what if", "dark", traffic, usage},
		{"narrow", "Two panes in a window of 80×24", "dark", narrow, inTwoPanes},
	}
}

func main() {
	dir := ".pictures"
	if len(os.Args) > 1 {
		dir = os.Args[1]
	}
	if err := os.MkdirAll(dir, 0o755); err != nil {
		fail(err)
	}
	for _, s := range scenes() {
		theme, err := themes.Named(s.theme)
		if err != nil {
			fail(err)
		}
		h := &host{}
		d := uitest.New(h, s.options)
		s.play(d)
		picture := svg(d.Frame(), s.options.Width, s.options.Height, theme, s.about)
		h.close()
		if err := os.WriteFile(filepath.Join(dir, s.name+".svg"), []byte(picture), 0o644); err != nil {
			fail(err)
		}
	}
}

func fail(err error) {
	fmt.Fprintln(os.Stderr, "picture:", err)
	os.Exit(1)
}

// underWay is a conversation about an order, with the dialog it is in open.
func underWay(d *uitest.Driver) {
	change(d)
	d.ClickIn(uitest.Preview, "My order")
	reply(d, "TT-1077")
	d.ClickIn(uitest.Preview, "Change it")
	d.ClickIn(uitest.Preview, "The size")
	d.ClickIn(uitest.Sidebar, "What should we chang")
	d.Press("tab", "down")
	d.Advance(wait)
}

// change leaves a draft with two changes, one of them a dialog that leads nowhere yet.
func change(d *uitest.Driver) {
	d.Press("enter", "i", "end")
	d.Type(" What's up?")
	d.Press("esc", "shift+tab", "down", "down", "down", "down", "down", "a")
	d.Type("Gift wrapping")
	d.Press("enter")
	d.Advance(wait)
}

// reply writes a message in the preview.
func reply(d *uitest.Driver, text string) {
	d.ClickIn(uitest.Preview, "type a reply")
	d.Type(text)
	d.Press("enter", "esc")
}

// editing is a text with the cursor in it.
func editing(d *uitest.Driver) {
	d.ClickIn(uitest.Preview, "Delivery")
	d.Press("tab", "home", "tab", "i", "end")
	d.Type(" Where shall we start?")
}

// palette is the palette with a few letters typed.
func palette(d *uitest.Driver) {
	d.ClickIn(uitest.Preview, "My order")
	d.Press("shift+tab", "ctrl+k")
	d.Type("ord")
}

// inTwoPanes is the editor with the preview beside it.
func inTwoPanes(d *uitest.Driver) {
	d.Press("tab", "tab")
	d.ClickIn(uitest.Preview, "Returns")
	d.Press("shift+tab")
}

// simulated makes up a month of traffic, and ends on the usage screen.
func simulated(d *uitest.Driver) {
	d.Press("ctrl+k")
	d.Type("simulate traffic")
	d.Press("enter", "down", "enter", "end")
	d.Times(5, "backspace")
	d.Type("4000")
	d.Press("enter", "s")
	d.Advance(wait)
}

// conversations is the list of them with one of them open.
func conversations(d *uitest.Driver) {
	simulated(d)
	d.Press("6", "down", "down")
	d.Advance(wait)
}

// report is the report of the month that was made up.
func report(d *uitest.Driver) {
	simulated(d)
	d.Press("7", "[", "m")
	d.Advance(wait)
}

// usage is the bill of the month that was made up.
func usage(d *uitest.Driver) {
	simulated(d)
	d.Advance(wait)
}
