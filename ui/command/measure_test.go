package command_test

import (
	"encoding/json"
	"strings"
	"testing"
)

func TestIntentsAreMeasured(t *testing.T) {
	noWorkspace(t)
	labelled := write(t, "said.csv", "text,intent\nwhere is my parcel,where-is-my-order\nI want my money back,cancel-order\nhow tall is the moon,none\nwho won the match,chat\n")
	var q struct {
		Intents, Sentences, Elsewhere int
		Nearest, Right, Wrong         float64
		Labels                        []string
		Refused, AUROC, RightAt90     *float64
	}
	if err := json.Unmarshal([]byte(ok(t, "", "intents", "measure", labelled, "--json")), &q); err != nil {
		t.Fatal(err)
	}
	if q.Intents != 26 || q.Sentences != 2 || q.Nearest != 0.5 || q.Right != 0.5 || q.Wrong != 0.5 || q.Elsewhere != 2 || len(q.Labels) != 2 ||
		q.Refused == nil || *q.Refused != 1 || *q.AUROC != 1 || *q.RightAt90 != 0.5 {
		t.Errorf("%+v", q)
	}
	has(t, ok(t, "", "intents", "measure", labelled), "26 intents", "2 sentences about something else (none, chat)", "50.0 %", "AUROC")

	phrases := write(t, "phrases.csv", table(7))
	out := ok(t, "", "intents", "measure", "--phrases", phrases, "--first", "5", phrases)
	has(t, out, "2 intents, 14 sentences", "100.0 %")
	if strings.Contains(out, "something else") {
		t.Error(out)
	}
	has(t, ok(t, "", "intents", "measure", "--phrases", phrases, labelled), "0 sentences about them", "4 sentences about something else")

	for _, c := range []struct {
		args []string
		want string
	}{
		{nil, "files of text,intent"},
		{[]string{labelled, "--first", "5"}, "--phrases FILE.csv"},
		{[]string{labelled, "--phrases", phrases, "--first", "4"}, "at least 5"},
		{[]string{labelled, "--phrases", phrases, "--intents", phrases}, "use one of them"},
		{[]string{labelled + "x"}, "no such file"},
		{[]string{write(t, "bad.csv", "said,meant\na,b\n")}, "text and intent"},
	} {
		fails(t, 2, append([]string{"intents", "measure"}, c.args...), c.want)
	}
}
