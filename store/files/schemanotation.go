package files

import (
	"reflect"

	"parley/engine/model"

	"github.com/google/jsonschema-go/jsonschema"
)

// notated is the schema of a value with a notation of its own.
func (b *schemaBuilder) notated(t reflect.Type) *jsonschema.Schema {
	for t.Kind() == reflect.Pointer {
		t = t.Elem()
	}
	fill := notationSchemas(b)[t]
	if fill == nil {
		return &jsonschema.Schema{}
	}
	return b.define(t.Name(), fill)
}

// notationSchemas says of each notated type how it is written.
func notationSchemas(b *schemaBuilder) map[reflect.Type]func() *jsonschema.Schema {
	return map[reflect.Type]func() *jsonschema.Schema{
		reflect.TypeFor[model.Value]():    func() *jsonschema.Schema { return &jsonschema.Schema{AnyOf: valueSchemas()} },
		reflect.TypeFor[model.Change]():   changeSchema,
		reflect.TypeFor[model.FollowUp](): followUpSchema,
		reflect.TypeFor[model.Fallback](): func() *jsonschema.Schema {
			return &jsonschema.Schema{AnyOf: []*jsonschema.Schema{{Enum: []any{"continue"}}, oneKey("dialog", scalarSchema())}}
		},
		reflect.TypeFor[model.Action](): func() *jsonschema.Schema { return &jsonschema.Schema{OneOf: actionSchemas()} },
		reflect.TypeFor[model.Step](): func() *jsonschema.Schema {
			said := &jsonschema.Schema{AnyOf: []*jsonschema.Schema{scalarSchema(), textsSchema()}}
			return &jsonschema.Schema{OneOf: append(actionSchemas(), oneKey("bot", said), oneKey("buttons", said.CloneSchemas()))}
		},
	}
}

// oneKey is a map of one key.
func oneKey(key string, value *jsonschema.Schema) *jsonschema.Schema {
	return &jsonschema.Schema{Type: "object", Required: []string{key}, AdditionalProperties: nothing(),
		Properties: map[string]*jsonschema.Schema{key: value}}
}

func textsSchema() *jsonschema.Schema {
	return &jsonschema.Schema{Type: "array", Items: scalarSchema()}
}

func valueSchemas() []*jsonschema.Schema {
	return []*jsonschema.Schema{{Types: []string{"string", "number", "boolean", "null"}}, textsSchema()}
}

func changeSchema() *jsonschema.Schema {
	return &jsonschema.Schema{AnyOf: append(valueSchemas(),
		oneKey(string(model.ChangeAdd), textsSchema()), oneKey(string(model.ChangeRemove), textsSchema()))}
}

func followUpSchema() *jsonschema.Schema {
	s := &jsonschema.Schema{OneOf: []*jsonschema.Schema{{Enum: []any{model.FollowUpWait}}}}
	for _, channel := range []string{"email", "phone", "sms", "whatsapp"} {
		s.OneOf = append(s.OneOf, oneKey(channel, scalarSchema()))
	}
	return s
}

// actionSchemas are the lines of a script, one schema a word.
func actionSchemas() []*jsonschema.Schema {
	yes := func() *jsonschema.Schema { return &jsonschema.Schema{Enum: []any{true}} }
	var out []*jsonschema.Schema
	for _, verb := range model.Verbs() {
		switch verb {
		case model.VerbWait:
			out = append(out, oneKey("wait", &jsonschema.Schema{Type: "string", Pattern: durationPattern, MinLength: jsonschema.Ptr(2)}))
		case model.VerbRate:
			out = append(out, oneKey("rate", &jsonschema.Schema{Type: "integer"}))
		case model.VerbEngage, model.VerbDismiss, model.VerbClose:
			out = append(out, oneKey(string(verb), yes()))
		case model.VerbAgentReply:
			out = append(out, oneKey("agent", oneKey("reply", scalarSchema())))
		case model.VerbAgentAssign:
			out = append(out, oneKey("agent", oneKey("assign", scalarSchema())))
		case model.VerbAgentDone:
			out = append(out, oneKey("agent", oneKey("done", yes())))
		case model.VerbAgentVerify:
			out = append(out, oneKey("agent", oneKey("verify", yes())))
		default:
			out = append(out, oneKey(string(verb), scalarSchema()))
		}
	}
	return out
}
