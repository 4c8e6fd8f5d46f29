package main

import (
	"encoding/xml"
	"errors"
	"io"
	"strings"
	"testing"

	"parley/themes"
	"parley/ui/uitest"
)

// TestPicturesAreTheSameEveryTime draws every scene twice and reads it as XML.
func TestPicturesAreTheSameEveryTime(t *testing.T) {
	for _, s := range scenes() {
		theme, err := themes.Named(s.theme)
		if err != nil {
			t.Fatal(err)
		}
		draw := func() string {
			d := uitest.New(t, s.options)
			s.play(d)
			return svg(d.Frame(), s.options.Width, s.options.Height, theme, s.about)
		}
		first := draw()
		if draw() != first {
			t.Errorf("%s differs the second time", s.name)
		}
		dec := xml.NewDecoder(strings.NewReader(first))
		for {
			if _, err := dec.Token(); errors.Is(err, io.EOF) {
				break
			} else if err != nil {
				t.Fatalf("%s: %v", s.name, err)
			}
		}
		if strings.Contains(first, "href") || strings.Contains(first, "@import") {
			t.Errorf("%s asks for something from elsewhere", s.name)
		}
	}
}
