package trial

import (
	"encoding/xml"
	"fmt"
	"io"
	"strings"

	"parley/engine/script"
	"parley/engine/session"
	"parley/engine/text"
)

// Lines words a result for reading: one line for a case that passed; for one that
// failed also each failure with its diff, and the way the conversation took.
func (r *Result) Lines() []string {
	if r.Passed() {
		return []string{"ok    " + clean(r.Case)}
	}
	out := []string{"FAIL  " + clean(r.Case)}
	for i := range r.Failures {
		f := &r.Failures[i]
		out = append(out, "      "+f.Where()+": "+clean(f.What))
		for _, d := range f.Diff {
			out = append(out, "        "+clean(d))
		}
	}
	if len(r.Path) > 0 {
		out = append(out, fmt.Sprintf("      path: %s (%s)", script.Path(r.Path), r.Status))
	}
	for _, n := range r.Notes {
		if strings.HasPrefix(n, session.Failure) {
			out = append(out, "      "+clean(n))
		}
	}
	return out
}

// clean takes out what could act on a terminal, and breaks no line.
func clean(s string) string { return strings.ReplaceAll(text.Clean(s), "\n", " ") }

type xmlSuites struct {
	XMLName  xml.Name `xml:"testsuites"`
	Name     string   `xml:"name,attr"`
	Tests    int      `xml:"tests,attr"`
	Failures int      `xml:"failures,attr"`
	Errors   int      `xml:"errors,attr"`
	Suites   []xmlSuite
}

type xmlSuite struct {
	XMLName  xml.Name `xml:"testsuite"`
	Name     string   `xml:"name,attr"`
	Tests    int      `xml:"tests,attr"`
	Failures int      `xml:"failures,attr"`
	Errors   int      `xml:"errors,attr"`
	Cases    []xmlCase
}

type xmlCase struct {
	XMLName   xml.Name    `xml:"testcase"`
	Name      string      `xml:"name,attr"`
	Classname string      `xml:"classname,attr"`
	Failure   *xmlProblem `xml:"failure,omitempty"`
	Error     *xmlProblem `xml:"error,omitempty"`
}

type xmlProblem struct {
	Message string `xml:"message,attr"`
	Text    string `xml:",chardata"`
}

// WriteJUnit writes results as JUnit XML, a suite for each assistant in the order
// they first come. A case that could not be decided is an error, not a failure.
func WriteJUnit(w io.Writer, results []Result) error {
	all := xmlSuites{Name: "parley"}
	at := map[string]int{}
	for i := range results {
		r := &results[i]
		name := string(r.Assistant)
		if _, ok := at[name]; !ok {
			at[name] = len(all.Suites)
			all.Suites = append(all.Suites, xmlSuite{Name: name})
		}
		all.Suites[at[name]].add(r)
	}
	for _, s := range all.Suites {
		all.Tests, all.Failures, all.Errors = all.Tests+s.Tests, all.Failures+s.Failures, all.Errors+s.Errors
	}
	if _, err := io.WriteString(w, xml.Header); err != nil {
		return fmt.Errorf("write JUnit report: %w", err)
	}
	e := xml.NewEncoder(w)
	e.Indent("", "  ")
	if err := e.Encode(all); err != nil {
		return fmt.Errorf("write JUnit report: %w", err)
	}
	if _, err := io.WriteString(w, "\n"); err != nil {
		return fmt.Errorf("write JUnit report: %w", err)
	}
	return nil
}

func (s *xmlSuite) add(r *Result) {
	c := xmlCase{Name: clean(r.Case), Classname: string(r.Assistant)}
	s.Tests++
	if !r.Passed() {
		first := &r.Failures[0]
		problem := &xmlProblem{Message: clean(first.Where() + ": " + first.What), Text: strings.Join(r.Lines(), "\n")}
		if first.Unable {
			c.Error = problem
			s.Errors++
		} else {
			c.Failure = problem
			s.Failures++
		}
	}
	s.Cases = append(s.Cases, c)
}
