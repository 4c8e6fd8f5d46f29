package intent

import (
	"slices"
	"strings"
	"testing"
)

func TestQuality(t *testing.T) {
	about := func(score float64, right bool) Answered {
		return Answered{About: true, Right: right, Found: score >= 0.5, Score: score}
	}
	other := func(score float64) Answered { return Answered{Found: score >= 0.5, Score: score} }
	others := []Answered{other(0.1), other(0.1), other(0.2), other(0.2), other(0.3), other(0.3), other(0.4), other(0.4), other(0.4), other(0.7)}
	for name, c := range map[string]struct {
		answers []Answered
		want    Quality
	}{
		"nothing":           {nil, Quality{}},
		"only intents":      {[]Answered{about(0.9, true), about(0.6, false), about(0.4, true), about(0.2, false)}, Quality{About: 4, Nearest: 2, Right: 1, Wrong: 1}},
		"only others":       {others, Quality{Elsewhere: 10, Refused: 9}},
		"apart":             {slices.Concat(others, []Answered{about(0.9, true), about(0.8, true)}), Quality{About: 2, Nearest: 2, Right: 2, Elsewhere: 10, Refused: 9, Parted: 1, RightAt: 1}},
		"a tie is half won": {slices.Concat(others, []Answered{about(0.7, true)}), Quality{About: 1, Nearest: 1, Right: 1, Elsewhere: 10, Refused: 9, Parted: 0.95}},
		"below them all":    {slices.Concat(others, []Answered{about(0, true)}), Quality{About: 1, Nearest: 1, Elsewhere: 10, Refused: 9}},
		"wrong ones score":  {slices.Concat(others, []Answered{about(0.9, false)}), Quality{About: 1, Wrong: 1, Elsewhere: 10, Refused: 9, Parted: 1}},
	} {
		if got := QualityOf(c.answers); got != c.want {
			t.Errorf("%s: %+v, want %+v", name, got, c.want)
		}
	}
}

func TestLabelledSentences(t *testing.T) {
	all, err := ReadLabelled(strings.NewReader("\ufeffIntent,Text\nrefund,\"money back, please\"\n,hello there\n"))
	if want := []Labelled{{"money back, please", "refund"}, {"hello there", ""}}; err != nil || !slices.Equal(all, want) {
		t.Errorf("%+v, %v", all, err)
	}
	for in, want := range map[string]string{"": "text,intent", "text,intent\n": "no sentences", "a,b\n": "line 1", "text,intent\n?!,a\n": "line 2: the phrase has no words"} {
		if _, err := ReadLabelled(strings.NewReader(in)); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%q: %v, want %s", in, err, want)
		}
	}
}
