package files

import (
	"encoding/json"
	"reflect"
	"slices"
	"strconv"
	"strings"

	"parley/engine/model"

	"github.com/google/jsonschema-go/jsonschema"
)

// Patterns that editors check while one writes.
const (
	idPattern       = `^[A-Za-z0-9][A-Za-z0-9_-]{0,63}$`
	durationPattern = `^([0-9]+d)?([0-9]+(\.[0-9]+)?(h|m|s|ms|us|µs|ns))*$`
)

// Schema is the JSON Schema of one document of any kind, made from the
// descriptors: editors complete and check files by it.
func Schema() *jsonschema.Schema {
	b := &schemaBuilder{defs: map[string]*jsonschema.Schema{}}
	root := &jsonschema.Schema{
		Schema:      "https://json-schema.org/draft/2020-12/schema",
		Title:       "parley",
		Description: "one document of a parley workspace",
		Type:        "object",
	}
	for _, kind := range model.DocumentKinds() {
		root.OneOf = append(root.OneOf, b.document(kind))
	}
	root.Defs = b.defs
	return root
}

// schemaBuilder makes each definition once; they refer to each other.
type schemaBuilder struct{ defs map[string]*jsonschema.Schema }

// define returns a reference to a definition, making it where it is new.
func (b *schemaBuilder) define(name string, fill func() *jsonschema.Schema) *jsonschema.Schema {
	if _, known := b.defs[name]; !known {
		b.defs[name] = nil // it may refer to itself
		b.defs[name] = fill()
	}
	return &jsonschema.Schema{Ref: "#/$defs/" + name}
}

// document is one kind of document. The kind may be left out in an article's front matter only.
func (b *schemaBuilder) document(kind *model.DocumentKind) *jsonschema.Schema {
	return b.define(kind.Name, func() *jsonschema.Schema {
		s := b.object(model.FieldsOf(kind.Type), nil)
		s.Title = kind.Name
		name := any(kind.Name)
		s.Properties["kind"] = &jsonschema.Schema{Const: &name, Title: "Kind"}
		s.PropertyOrder = append([]string{"kind"}, s.PropertyOrder...)
		if kind.Name == articleKind {
			s.Required = slices.DeleteFunc(s.Required, func(key string) bool { return key == "id" })
			return s
		}
		s.Required = append([]string{"kind"}, s.Required...)
		return s
	})
}

// object is a struct; in is the kind of the interaction it belongs to, if any.
func (b *schemaBuilder) object(fields []*model.Field, in *model.Kind) *jsonschema.Schema {
	s := &jsonschema.Schema{Type: "object", Properties: map[string]*jsonschema.Schema{}, AdditionalProperties: nothing()}
	for _, f := range fields {
		p := b.field(f, in)
		p.Title, p.Description = f.Label, describe(f)
		p.Default = defaultOf(f)
		s.Properties[f.Key] = p
		s.PropertyOrder = append(s.PropertyOrder, f.Key)
		if f.Required {
			s.Required = append(s.Required, f.Key)
		}
	}
	return s
}

func nothing() *jsonschema.Schema { return &jsonschema.Schema{Not: &jsonschema.Schema{}} }

// describe is what an editor shows for a field.
func describe(f *model.Field) string {
	var parts []string
	if f.Help != "" {
		parts = append(parts, f.Help)
	}
	if f.Role == model.RoleText {
		parts = append(parts, "takes dynamic text")
	}
	if f.Premium {
		parts = append(parts, "Premium only")
	}
	if f.Channels != nil {
		names := make([]string, len(f.Channels))
		for i, c := range f.Channels {
			names[i] = c.Title()
		}
		parts = append(parts, "only on "+strings.Join(names, ", "))
	}
	return strings.Join(parts, "; ")
}

func defaultOf(f *model.Field) json.RawMessage {
	if f.Default == "" {
		return nil
	}
	if f.Role == model.RoleBool || f.Role == model.RoleNumber {
		return json.RawMessage(f.Default)
	}
	return json.RawMessage(strconv.Quote(f.Default))
}

// field is what a field or an element takes.
func (b *schemaBuilder) field(f *model.Field, in *model.Kind) *jsonschema.Schema {
	switch f.Role {
	case model.RoleBool:
		return &jsonschema.Schema{Type: "boolean"}
	case model.RoleNumber:
		return &jsonschema.Schema{Type: "integer", Enum: enum(f.In, true)}
	case model.RoleDuration:
		return &jsonschema.Schema{Type: "string", Pattern: durationPattern, MinLength: jsonschema.Ptr(2)}
	case model.RoleTime:
		return &jsonschema.Schema{Type: "string", Format: "date-time"}
	case model.RoleOperator:
		return &jsonschema.Schema{Enum: enum(allOperatorWords(), false)}
	case model.RoleNotated, model.RoleValue:
		return b.notated(f.Type)
	case model.RoleGroup:
		return b.group(f, in)
	case model.RoleList:
		return &jsonschema.Schema{Type: "array", Items: b.field(f.Elem, in)}
	case model.RoleMap:
		return &jsonschema.Schema{Type: "object", AdditionalProperties: b.field(f.Elem, in)}
	case model.RoleSteps:
		return &jsonschema.Schema{Type: "array", Items: b.steps(in)}
	case model.RoleStep:
		return b.interactions("end", func(k *model.Kind) bool { return k.End })
	}
	switch {
	case f.Key == "id":
		return &jsonschema.Schema{Types: []string{"string", "integer"}, Pattern: idPattern}
	case f.In != nil:
		return &jsonschema.Schema{Enum: enum(f.In, false)}
	}
	return scalarSchema()
}

// scalarSchema is a text: numbers and words are texts as they are written.
func scalarSchema() *jsonschema.Schema {
	return &jsonschema.Schema{Types: []string{"string", "number", "boolean"}}
}

func enum(words []string, numbers bool) []any {
	if words == nil {
		return nil
	}
	out := make([]any, len(words))
	for i, w := range words {
		out[i] = w
		if n, err := strconv.Atoi(w); numbers && err == nil {
			out[i] = float64(n)
		}
	}
	return out
}

// allOperatorWords are the operators with and without a leading "is".
func allOperatorWords() []string {
	var out []string
	for _, rule := range model.Operators() {
		out = append(out, string(rule.Operator))
		if short := shortOperator(rule.Operator); short != string(rule.Operator) {
			out = append(out, short)
		} else if long := "is " + short; !slices.Contains(out, long) {
			out = append(out, long)
		}
	}
	return out
}

// group refers to the definition of a struct. One that holds steps is defined
// for each kind that restricts them.
func (b *schemaBuilder) group(f *model.Field, in *model.Kind) *jsonschema.Schema {
	t := f.Type
	for t.Kind() == reflect.Pointer {
		t = t.Elem()
	}
	name := t.Name()
	if in != nil && in.Steps != nil && slices.ContainsFunc(f.Fields(), func(f *model.Field) bool { return f.Role == model.RoleSteps }) {
		name += "-" + in.Key
	}
	return b.define(name, func() *jsonschema.Schema { return b.object(f.Fields(), in) })
}

// steps refers to the interactions that may stand inside a kind, or in a dialog where there is none.
func (b *schemaBuilder) steps(in *model.Kind) *jsonschema.Schema {
	if in == nil || in.Steps == nil {
		return b.interactions("interaction", func(k *model.Kind) bool { return !k.End })
	}
	return b.interactions("interaction-"+in.Key, in.TakesStep)
}

// interactions refers to a choice of maps of one kind's key, and perhaps an id.
func (b *schemaBuilder) interactions(name string, fits func(*model.Kind) bool) *jsonschema.Schema {
	return b.define(name, func() *jsonschema.Schema {
		s := &jsonschema.Schema{Type: "object"}
		for _, k := range model.Kinds() {
			if fits(k) {
				s.OneOf = append(s.OneOf, &jsonschema.Schema{
					Title: k.Name, Description: k.Help, Type: "object", AdditionalProperties: nothing(),
					Required:      []string{k.Key},
					PropertyOrder: []string{k.Key, "id"},
					Properties: map[string]*jsonschema.Schema{
						k.Key: b.settings(k),
						"id":  {Type: "string", Pattern: idPattern, Title: "Id", Description: "stable name for marks, coverage and recordings; given on import where it is left out"},
					},
				})
			}
		}
		return s
	})
}

// settings refers to those of one kind. Without required ones, nothing needs to be written.
func (b *schemaBuilder) settings(k *model.Kind) *jsonschema.Schema {
	return b.define(k.Key, func() *jsonschema.Schema {
		s := b.object(k.Fields(), k)
		s.Title, s.Description = k.Name, k.Help
		if len(s.Required) == 0 {
			s.Type, s.Types = "", []string{"object", "null"}
		}
		return s
	})
}
