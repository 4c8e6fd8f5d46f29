package editor

import (
	"strings"
	"testing"

	"github.com/muesli/termenv"

	"parley/engine/edit"
	"parley/engine/model"
	"parley/themes"
	"parley/ui/kit/keys"
	"parley/ui/kit/styles"
	"parley/ui/want"
)

func TestShowsTheDialog(t *testing.T) {
	d := newDesk(t, sample(), "ask-name", 50, 20)
	d.has("╭ Ask Customer Name ─", "from  Welcome", "1  Text question", "What is your name?", "saves to  customer.name",
		"2  Send message", "Nice to meet you, {{customer.name}}.", "+  add interaction", "end  ↳ Redirect to dialog  Ask for Team")
}

func TestShowsBranchesAsATree(t *testing.T) {
	d := newDesk(t, sample(), "ask-team", 100, 50)
	d.has("2  Conditional branch", "if  conversation.priority is greater than or equals 5  and  customer.vip is equal to yes",
		"│  2.1.1  Update attribute", "conversation.priority  is set to  9", "│  2.1.2  Send message", "│  ↳ Returns",
		"if  message.text contains any of refund, money back", "↳ gone is not there", "in all other cases", "│  2.3.1  Send message",
		"inside its hours", "+  add what happens", "outside its hours", "3.2.1", "workflow  Return status", "status  saves to  conversation.returnState",
		"[CX] [Sales] [Shipping]", "skips if already set", "end  ↳ Navigation buttons", "[Returns]  ↳ Returns", "[Something else]  ↳ no dialog yet")
}

func TestSaysWhatIsMissing(t *testing.T) {
	w := sample()
	w.Assistants[0].Dialogs[0] = &model.Dialog{ID: "welcome", Name: "Welcome", Interactions: []model.Interaction{
		step("a", &model.SendMessage{}), step("b", &model.ConditionalBranch{Branches: []model.Branch{{}}}), {ID: "c"}}}
	d := newDesk(t, w, "welcome", 60, 30)
	d.has("from  the start", "no text yet", "no condition yet", "add what happens", "without a kind", "end  + add end interaction")
}

func TestFindingsStandInPlace(t *testing.T) {
	d := newDesk(t, sample(), "ask-team", 90, 60)
	base := d.e.dialogPath()
	d.state.Findings = []Finding{
		{Path: base, Severity: "hint", Message: "AT THE TOP", Mend: "so"},
		{Path: base.Field("interactions[i4].values[2]"), Severity: "warning", Message: "AT THE QUESTION"},
		{Path: base.Field("interactions[i5].branches[1].redirect"), Severity: "error", Message: "AT THE LINK"},
		{Path: base.Field("end"), Severity: "error", Message: "AT THE END"},
		{Path: "assistants[order-help].dialogs[welcome]", Severity: "error", Message: "ELSEWHERE"},
	}
	d.open("ask-team")
	text := d.text()
	at := func(s string) int { return strings.Index(text, s) }
	order := []string{"from  Ask", "· AT THE TOP  so", "1  Attribute", "! AT THE QUESTION", "2  Conditional", "↳ gone", "✗ AT THE LINK", "in all other", "end  ↳", "✗ AT THE END"}
	for i := 1; i < len(order); i++ {
		if at(order[i]) < at(order[i-1]) {
			t.Errorf("%q does not follow %q in\n%s", order[i], order[i-1], text)
		}
	}
	d.hasNot("ELSEWHERE")
}

func TestMarksWhatSpeaks(t *testing.T) {
	d := newDesk(t, sample(), "ask-team", 60, 50)
	d.state.Speaking = "i7"
	d.open("ask-team")
	for _, l := range strings.Split(d.text(), "\n") {
		if strings.Contains(l, "◂") != strings.Contains(l, "2.1.2") {
			t.Errorf("the mark is wrong at %q", l)
		}
	}
}

func TestTypesInPlace(t *testing.T) {
	d := newDesk(t, sample(), "ask-name", 50, 20)
	d.keys("enter enter")
	if d.e.Mode() != keys.Type {
		t.Fatalf("mode is %v\n%s", d.e.Mode(), d.text())
	}
	d.write(" Really?")
	d.has("What is your name? Really?")
	if n := len(d.undo); n != 8 {
		t.Errorf("%d edits for 8 keys", n)
	}
	d.keys("ctrl+j")
	d.write("j")
	d.keys("home")
	d.takeBack()
	if got := d.e.typing.buf.Text(); got != "What is your name? Really?\n" {
		t.Errorf("after undo %q", got)
	}
	d.keys("esc esc")
	if d.e.Mode() != keys.Move || len(d.refused) > 0 || d.e.Selected() != "i2" {
		t.Errorf("mode %v, refused %v", d.e.Mode(), d.refused)
	}
}

func TestEditsTheTextOfABlockAtOnce(t *testing.T) {
	d := newDesk(t, sample(), "ask-name", 50, 20)
	d.keys("j i")
	d.write("!")
	d.has("{{customer.name}}.!")
	d.keys("esc esc k e")
	d.write("?")
	d.has("What is your name??")
	d.e.Flush()
	if d.e.Mode() != keys.Move {
		t.Error("flushing leaves the text")
	}
}

func TestInsertsDynamicText(t *testing.T) {
	d := newDesk(t, sample(), "ask-name", 60, 20)
	d.keys("e")
	d.write(" {{")
	d.choose("conversation.orderNumber")
	d.has("What is your name? {{conversation.orderNumber}}")
	d.keys("ctrl+g")
	d.choose("snippet.greeting")
	d.has("{{snippet.greeting}}")
	d.keys("ctrl+@")
	if p := last[want.Pick](d); !hasItem(p, "workflow.return-status.status") {
		t.Error("workflow outputs can be inserted")
	}
}

func hasItem(p want.Pick, label string) bool {
	for _, it := range p.Items {
		if it.Label == label && it.Reason == "" {
			return true
		}
	}
	return false
}

func reason(p want.Pick, label string) string {
	for _, it := range p.Items {
		if it.Label == label {
			return it.Reason
		}
	}
	return "not offered"
}

func TestFieldsOfABlock(t *testing.T) {
	w := sample()
	w.Assistants[0].Type = model.Lite
	d := newDesk(t, w, "ask-name", 70, 24)
	d.keys("enter")
	d.has("Save to", "customer.name", "Expected format", "any", "a wrong answer is asked again", "Understand intents  Premium only")
	d.keys("down down enter")
	d.choose("email")
	d.has("Expected format     email")
	d.keys("space")
	d.has("Expected format     phone")
	d.keys("x")
	d.has("any")
	d.keys("down enter")
	if tell := last[want.Tell](d); !strings.Contains(tell.Text, "Premium only") {
		t.Errorf("said %q", tell.Text)
	}
	d.keys("esc")
	d.hasNot("Expected format")
}

func TestTogglesAndSaves(t *testing.T) {
	d := newDesk(t, sample(), "ask-name", 70, 24)
	d.keys("enter down enter")
	p := last[want.Pick](d)
	if p.Items[0].Label != "none" || reason(p, "conversation.createdAt") != "read only" || reason(p, "workflow.return-status.status") != "read only" {
		t.Errorf("offered %+v", p.Items)
	}
	d.choose("customer.email")
	d.has("customer.email")
	d.keys("enter")
	d.choose("conversation.shoeSize")
	if _, ok := model.AttributesOf(d.state.Workspace).Find("conversation.shoeSize"); !ok {
		t.Error("a new attribute is declared")
	}
	d.keys("down down space")
	d.has("Understand intents  [✓]")
	d.keys("enter")
	d.has("Understand intents  [ ]")
}

func TestSelectionSurvivesChanges(t *testing.T) {
	d := newDesk(t, sample(), "ask-team", 70, 10)
	d.e.Select("i8")
	d.e.View()
	before := d.e.page.tops[d.e.current()] - d.e.page.top
	c, err := edit.DeleteInteraction{At: d.e.dialogPath().Field("interactions[i4]")}.Apply(d.state.Workspace)
	if err != nil {
		t.Fatal(err)
	}
	d.show(c.Workspace)
	if d.e.Selected() != "i8" || d.e.page.tops[d.e.current()]-d.e.page.top != before {
		t.Errorf("selected %q, moved by %d lines", d.e.Selected(), d.e.page.tops[d.e.current()]-d.e.page.top-before)
	}
	c, err = edit.MoveInteraction{At: d.e.at.path, List: d.e.dialogPath().Field("interactions"), To: 0}.Apply(d.state.Workspace)
	if err != nil {
		t.Fatal(err)
	}
	d.show(c.Workspace)
	if d.e.Selected() != "i8" {
		t.Errorf("after a move %q is selected", d.e.Selected())
	}
}

func TestShowOfTheSameIsFree(t *testing.T) {
	d := newDesk(t, sample(), "ask-team", 70, 20)
	d.e.View()
	if n := testing.AllocsPerRun(100, func() { d.e.Show(d.state); d.e.View() }); n > 0 {
		t.Errorf("%v allocations", n)
	}
}

func TestMouse(t *testing.T) {
	d := newDesk(t, sample(), "ask-name", 50, 20)
	d.click(6, 8)
	if d.e.Selected() != "i3" {
		t.Errorf("selected %q\n%s", d.e.Selected(), d.text())
	}
	d.click(6, 8)
	d.click(6, 9)
	if d.e.Mode() != keys.Type {
		t.Fatalf("the third click is in the text\n%s", d.text())
	}
	d.click(5, 9)
	d.write("X")
	d.has("XNice to meet you")
}

func TestLongTextsScroll(t *testing.T) {
	w := long(3, 200)
	d := newDesk(t, w, "long", 60, 20)
	d.keys("down")
	if d.e.Selected() != "s0" || d.e.page.top == 0 {
		t.Errorf("down scrolls in a block higher than the view: %q at %d", d.e.Selected(), d.e.page.top)
	}
	for range 400 {
		d.keys("down")
	}
	if d.e.row().kind != rowEnd {
		t.Errorf("down comes to the end in time, not to %v", d.e.row().kind)
	}
	d.keys("g e")
	if len(d.e.page.rows[d.e.current()].lines) > 20 {
		t.Error("a text that is edited is no higher than the view")
	}
}

func TestComesBackToWhereADialogWasLeft(t *testing.T) {
	d := newDesk(t, sample(), "ask-team", 60, 12)
	d.e.Select("i9")
	d.open("returns")
	if d.e.Selected() != "i12" {
		t.Errorf("a dialog begins at its first block, not %q", d.e.Selected())
	}
	d.open("ask-team")
	if d.e.Selected() != "i9" {
		t.Errorf("%q is selected", d.e.Selected())
	}
}

func TestPlainTerminals(t *testing.T) {
	th := themes.Default(true)
	st := styles.New(th, styles.NewRenderer(termenv.Ascii, true), styles.Options{Glyphs: styles.ASCII()})
	d := newDesk(t, sample(), "ask-team", 50, 60)
	d.e.SetStyles(st)
	d.keys("enter")
	d.e.SetSize(20, 60)
	for _, id := range []model.DialogID{"ask-team", "returns", "complete"} {
		d.open(id)
		for _, r := range d.text() {
			if r > 126 {
				t.Fatalf("%q is not ASCII in\n%s", r, d.text())
			}
		}
	}
}
