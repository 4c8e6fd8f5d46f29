package files

import (
	"reflect"

	"parley/engine/model"
)

// Fill reads a file that is no document of a workspace over a struct of fields
// (into points to it): what the file leaves out stays as it is. What names the
// struct in findings. The error is a [*RefusedError] with every finding.
func Fill(f File, what string, into any) error {
	r := &reader{res: &Result{}, order: map[string]int{f.Name: 0}, file: f.Name}
	text, line, column, found, right := normalize(f.Data)
	if found != "" {
		r.refuse(point{line, column}, found, right)
	} else {
		for i, c := range split(text) {
			r.guarded(c, func(n *node) {
				if i > 0 {
					r.refuse(n.at, "something behind "+what, "write it into a file of its own")
					return
				}
				r.spots = append(r.spots, spot{parent: -1, at: r.position(n.at)})
				v := reflect.ValueOf(into).Elem()
				r.group(what, model.FieldsOf(v.Type()), n, v, 0)
			})
		}
	}
	if len(r.found.wrong) > 0 {
		return &RefusedError{Findings: sorted(r.found.wrong, r.order), Omitted: r.found.wrongOmitted}
	}
	return nil
}
