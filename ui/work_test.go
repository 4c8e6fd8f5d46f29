package ui_test

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"parley/ui/uitest"
)

const beat = 100 * time.Millisecond // a little longer than a picture of the spinner stays

func TestASpinnerTurnsWhileSomethingIsUnderWay(t *testing.T) {
	d := uitest.New(t, uitest.Options{})
	d.Press("enter", "i")
	d.Type("So: ")
	d.Press("esc")
	d.Press("P")
	d.Type("first")
	d.Slow()
	d.Press("enter")
	d.SeesNot("Publishing")
	d.Advance(beat)
	d.Sees("Publishing…")
	first := d.Frame()
	d.Advance(beat)
	if d.Frame() == first {
		d.Fail("the spinner stands still")
	}
	d.Finish()
	d.SeesNot("Publishing…")
	d.Says("Published v2")
	d.Advance(time.Minute)
	if n := d.Waiting(); n != 0 {
		t.Errorf("%d things wait in an idle program", n)
	}
}

func TestWhatIsDoneAtOnceShowsNoSpinner(t *testing.T) {
	d := uitest.New(t, uitest.Options{})
	d.Press("enter", "i")
	d.Type("So: ")
	d.Press("esc")
	d.Press("P", "enter")
	d.Says("Published v2")
	d.Advance(beat)
	d.Says("Published v2")
}

func TestAskingTheNetworkIsStopped(t *testing.T) {
	asked := 0
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		asked++
		fmt.Fprint(w, `{"stock": "42 pairs"}`)
	}))
	defer server.Close()
	d := uitest.New(t, uitest.Options{YAML: shop(strings.TrimPrefix(server.URL, "http://"))})
	d.Press("shift+tab")
	d.Slow()
	say(d, "stock")
	d.Press("esc")
	d.Advance(beat)
	d.Sees("Asking the network…", "esc stop")
	d.Press("?")
	for range 9 { // help is several pages long
		if _, _, ok := d.Find("Stop what is under way"); ok {
			break
		}
		d.Press("pgdown")
	}
	d.Sees("Stop what is under way")
	d.Press("?", "esc")
	d.SeesNot("Asking the network…")
	d.SeesIn(preview, "workflow stock was not asked in this conversation: g asks the network")
	d.Finish() // what comes now came too late
	d.SeesNotIn(preview, "42 pairs")
	if asked != 0 {
		t.Errorf("it was asked %d times after it was stopped", asked)
	}
	d.Press("g")
	d.SeesIn(preview, "There are 42 pairs.")
}
