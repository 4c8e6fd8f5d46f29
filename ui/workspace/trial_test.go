package workspace

import (
	"context"
	"strings"
	"testing"

	tea "github.com/charmbracelet/bubbletea"
	"github.com/muesli/termenv"

	"parley/engine/model"
	"parley/engine/workflow"
	"parley/themes"
	"parley/ui/desk"
	"parley/ui/kit/canvas"
	"parley/ui/kit/layout"
	"parley/ui/kit/styles"
	"parley/ui/want"
)

// trying is the screen with a workflow of the samples' workspace under trial.
func trying(t *testing.T) *Screen {
	t.Helper()
	d, err := desk.Open(desk.Options{Sample: desk.SampleNames()[0]})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = d.Close() })
	s := New(d, styles.New(themes.Default(true), styles.NewRenderer(termenv.TrueColor, true), styles.Options{}))
	if _, err := d.Apply(addWorkflow()); err != nil {
		t.Fatal(err)
	}
	s.Lay(120, 40)
	s.Reveal(model.Path("workflows").At("slow"))
	s.Focus(layout.Right)
	s.try()
	return s
}

func TestEscCancelsARunAndWhatItBringsIsDropped(t *testing.T) {
	s := trying(t)
	out := s.Update(keyRune('t'))
	work, ok := out[len(out)-1].(want.Work)
	if !ok || !s.trial.run.busy() {
		t.Fatalf("t runs it: %v", out)
	}
	if line := canvas.Strip(s.View(layout.Right)); !strings.Contains(line, "running") {
		t.Errorf("nothing tells that it runs:\n%s", line)
	}
	for range 3 { // the spinner goes on as long as it runs
		if next := out[0].(want.After).Do(); len(next) != 1 {
			t.Fatal("the spinner stands")
		}
	}
	done := make(chan func() []want.Want)
	go func() { done <- work.Do() }() // waits for an address that never answers
	s.Update(tea.KeyMsg{Type: tea.KeyEsc})
	then := <-done
	then()
	if s.trial == nil || s.trial.run.busy() || s.trial.run.result != nil || s.trial.run.told != "Cancelled." {
		t.Errorf("after esc: %+v", s.trial.run)
	}
	if next := out[0].(want.After).Do(); next != nil {
		t.Error("the spinner of a cancelled run goes on")
	}
	s.Update(tea.KeyMsg{Type: tea.KeyEsc})
	if s.trial != nil {
		t.Error("esc again goes back to the fields")
	}
}

func TestOnlyTheLastRunCounts(t *testing.T) {
	s := trying(t)
	s.start()
	first := s.trial.run.number
	s.start()
	s.trial.finished(first, workflow.Result{Error: "old"}, s.desk.Now())
	if !s.trial.run.busy() {
		t.Error("the answer of an older run is taken for that of the last")
	}
	s.trial.finished(first+1, workflow.Result{Output: model.Map[model.Value]{{Key: "x", Value: model.TextOf("\x1b[31mred")}}}, s.desk.Now())
	view := s.View(layout.Right)
	if s.trial.run.busy() || !strings.Contains(canvas.Strip(view), "red") || strings.Contains(view, "\x1b[31mred") {
		t.Errorf("what came back is shown without its escapes:\n%q", view)
	}
	var ctx context.Context = context.Background()
	if r := desk.Try(ctx, s.desk.Workspace(), "none", nil, true); r.Error == "" {
		t.Error("a workflow that is not there runs")
	}
}
