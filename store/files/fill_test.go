package files_test

import (
	"errors"
	"testing"
	"time"

	"parley/engine/model"
	"parley/store/files"
)

type settings struct {
	Name   string         `json:"name"`
	Wait   model.Duration `json:"wait"`
	Inside struct {
		Weights model.Map[int] `json:"weights"`
		Share   int            `json:"share"`
	} `json:"inside"`
}

func TestAFileFillsAStruct(t *testing.T) {
	s := settings{Name: "stays"}
	s.Inside.Share = 3
	if err := files.Fill(files.File{Name: "s.yaml", Data: []byte("wait: 90s\ninside: {weights: {9-17: 5, 20: 1}}\n")}, "the settings", &s); err != nil {
		t.Fatal(err)
	}
	w := s.Inside.Weights
	if s.Name != "stays" || s.Wait.Time() != 90*time.Second || s.Inside.Share != 3 || len(w) != 2 || w[0].Key != "9-17" || w[1].Value != 1 {
		t.Errorf("%+v", s)
	}
}

func TestAFileThatDoesNotFitIsRefusedWithItsPlace(t *testing.T) {
	for text, want := range map[string]string{
		"inside: {wieghts: {}}":  `s.yaml:1:10: unknown key "wieghts" in inside; did you mean "weights"?`,
		"wait: soon":             "s.yaml:1:7: ",
		"inside:\n  share: many": `s.yaml:2:10: found "many" for share; write a whole number such as 5`,
		"- a":                    "s.yaml:1:1: ",
		"name: a\n---\nname: b":  "s.yaml:3:1: something behind the settings; write it into a file of its own",
		"name: [":                "s.yaml:1:",
		"name: \x00":             "s.yaml:1:",
	} {
		err := files.Fill(files.File{Name: "s.yaml", Data: []byte(text)}, "the settings", &settings{})
		var refused *files.RefusedError
		if !errors.As(err, &refused) {
			t.Errorf("%q: %v", text, err)
			continue
		}
		if got := refused.Findings[0].String(); len(got) < len(want) || got[:len(want)] != want {
			t.Errorf("%q: %s, want %s", text, got, want)
		}
	}
}
