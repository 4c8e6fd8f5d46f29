package files_test

import (
	"encoding/json"
	"reflect"
	"strings"
	"testing"

	"parley/engine/model"
	"parley/store/files"

	"github.com/goccy/go-yaml"
	"github.com/google/jsonschema-go/jsonschema"
	"pgregory.net/rapid"
)

func resolved(t *testing.T) *jsonschema.Resolved {
	t.Helper()
	s, err := files.Schema().Resolve(&jsonschema.ResolveOptions{ValidateDefaults: true})
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// instances are the documents of files as a schema sees them.
func instances(files []files.File) []any {
	var out []any
	for _, f := range files {
		text := string(f.Data)
		if strings.HasSuffix(f.Name, ".md") {
			text, _, _ = strings.Cut(strings.TrimPrefix(text, "---\n"), "\n---\n")
		}
		for _, doc := range strings.Split("\n"+text, "\n---\n") {
			out = append(out, instance(doc))
		}
	}
	return out
}

func instance(text string) any {
	var a, out any
	if err := yaml.Unmarshal([]byte(text), &a); err != nil {
		return err.Error()
	}
	data, err := json.Marshal(a)
	if err != nil {
		return err.Error()
	}
	if err := json.Unmarshal(data, &out); err != nil {
		return err.Error()
	}
	return out
}

func TestSchemaTakesWhatIsWritten(t *testing.T) {
	schema := resolved(t)
	rapid.Check(t, func(t *rapid.T) {
		out, err := files.Write(workspace(t))
		if err != nil {
			t.Fatal(err)
		}
		for _, doc := range instances(out) {
			if err := schema.Validate(doc); err != nil {
				data, _ := json.Marshal(doc)
				t.Fatalf("%.600s\n%s", err, data)
			}
		}
	})
}

func TestSchemaTakesTheSpecsExamplesAndRefusesMistakes(t *testing.T) {
	schema := resolved(t)
	if err := schema.Validate(instance(routeToTeam)); err != nil {
		t.Error(err)
	}
	if err := schema.Validate(instance(routeToTeamTest)); err != nil {
		t.Error(err)
	}
	for _, c := range [][2]string{
		{"publicName:", "publikName:"}, {"text: What is your name?,", "texd: What is your name?,"}, {"type: lite", "type: light"},
		{"textQuestion:", "textQuestoin:"}, {"after: 5m", "after: 5 minutes"}, {"is: equal to", "is: like"}, {"skipIfSet: true", "skipIfSet: 1"},
		{"kind: Assistant", "kind: Assistent"}, {"    end: {redirect: {dialog: ask-name}}", "    end: {redirect: {dialog: ask-name}, transfer: {}}"},
		{"values: [CX, Sales, Shipping]", "values: CX"}, {"id: ask-name", "id: ask name"}, {"name: Ask Customer Name", "names: Ask"},
	} {
		broken := strings.Replace(routeToTeam, c[0], c[1], 1)
		if broken == routeToTeam {
			t.Fatalf("%s is not in the example", c[0])
		}
		if schema.Validate(instance(broken)) == nil {
			t.Errorf("%s instead of %s was taken", c[1], c[0])
		}
	}
}

// TestSchemaKnowsEveryNotation fails for a new value with a notation that the schema does not describe.
func TestSchemaKnowsEveryNotation(t *testing.T) {
	data, err := json.Marshal(files.Schema())
	if err != nil {
		t.Fatal(err)
	}
	var visit func(fields []*model.Field, seen map[reflect.Type]bool)
	visit = func(fields []*model.Field, seen map[reflect.Type]bool) {
		for _, f := range fields {
			for f.Elem != nil {
				f = f.Elem
			}
			if f.Role == model.RoleNotated && !strings.Contains(string(data), `"#/$defs/`+f.Type.Name()+`"`) {
				t.Errorf("%s (%s) is not in the schema", f.Type, f.Key)
			}
			if f.Role == model.RoleGroup && !seen[f.Type] {
				seen[f.Type] = true
				visit(f.Fields(), seen)
			}
		}
	}
	for _, kind := range model.DocumentKinds() {
		visit(model.FieldsOf(kind.Type), map[reflect.Type]bool{})
	}
}
