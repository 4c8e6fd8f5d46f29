package workspace_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"parley/ui/uitest"
)

// pressed are the keys a restless person presses on this screen. The driver
// fails where a frame has not exactly the window's size.
var pressed = strings.Split("up down left right enter esc tab shift+tab space a o x r f D J K > / k j l h t home end pgup pgdown ctrl+z ctrl+y backspace ctrl+j ctrl+g n y q1", " ")

func TestEveryFrameFitsWhateverIsPressed(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		o := uitest.Options{YAML: strings.ReplaceAll(acme, "HOST", "127.0.0.1:1"), Width: rapid.IntRange(40, 150).Draw(t, "w"), Height: rapid.IntRange(12, 45).Draw(t, "h")}
		if rapid.Bool().Draw(t, "plain") {
			o.Look = uitest.PlainLook()
		}
		d := uitest.New(t, o)
		d.Press("9")
		d.Times(rapid.IntRange(0, 10).Draw(t, "kind"), "down")
		for range rapid.IntRange(5, 40).Draw(t, "keys") {
			switch k := rapid.SampledFrom(pressed).Draw(t, "key"); k {
			case "q1":
				d.Type("q é[x] 好 {{a}}")
			default:
				d.Press(k)
			}
			if rapid.IntRange(0, 12).Draw(t, "else") == 0 {
				d.Click(rapid.IntRange(0, o.Width-1).Draw(t, "x"), rapid.IntRange(0, o.Height-1).Draw(t, "y"))
			}
			if rapid.IntRange(0, 15).Draw(t, "resize") == 0 {
				o.Width, o.Height = rapid.IntRange(1, 150).Draw(t, "w2"), rapid.IntRange(1, 45).Draw(t, "h2")
				d.Resize(o.Width, o.Height)
			}
			if d.Left() {
				return
			}
		}
		d.Advance(time.Second)
	})
}

// crowd is a workspace of many customers.
func crowd(n int) string {
	var b strings.Builder
	b.WriteString("kind: Workspace\nname: Crowd\nlanguages: [en]\n")
	for i := range n {
		fmt.Fprintf(&b, "---\nkind: Customer\nid: c%d\nname: Customer %d\nemail: c%d@crowd.example\n", i, i, i)
	}
	return b.String()
}

func TestThousandsOfCustomersAreListedAndFound(t *testing.T) {
	d := uitest.New(t, uitest.Options{YAML: crowd(3000)})
	d.Press("9")
	visit(d, "Customers")
	d.Sees("Customers 3000", "▸Customer 0")
	d.Press("/")
	d.Type("r 2718")
	d.Sees("▸Customer 2718", "of 3000", "c2718@crowd.example")
	d.Press("enter", "esc", "end")
	d.Sees("▸Customer 2999")
}

func BenchmarkTypingAmongThousandsOfCustomers(b *testing.B) {
	d := uitest.New(b, uitest.Options{YAML: crowd(3000), Racing: true})
	d.Press("9")
	visit(d, "Customers")
	d.Press("end", "enter", "down", "down", "enter")
	for b.Loop() {
		d.Type("x")
		d.Press("backspace")
	}
}
