package model

import (
	"reflect"
	"slices"
	"strings"
	"sync"
	"time"
)

// Role says what a field means, so that packages can walk definitions without
// knowing each kind: forms pick an editor by it, check a rule, rename a reference.
type Role uint8

// The roles a field can have.
const (
	RolePlain     Role = iota // a string, or one of In
	RoleText                  // dynamic text, shown to a customer
	RoleLabel                 // fixed text, shown to a customer
	RoleBool                  // true or false
	RoleNumber                // a whole number
	RoleDuration              // a length of time
	RoleTime                  // a moment
	RoleAttribute             // an attribute path, read or written
	RoleDialog                // a link to a dialog of the same assistant
	RoleReference             // the id of something of the workspace: see Field.Refers
	RoleValue                 // a literal of any type
	RoleOperator              // a condition's operator
	RoleNotated               // a value with a notation of its own
	RoleGroup                 // a struct of fields
	RoleList                  // a list of Elem
	RoleMap                   // a map of words to Elem
	RoleSteps                 // nested interactions
	RoleStep                  // one interaction
)

// Field describes one field of a struct of the definition.
type Field struct {
	Key      string // as in files
	Label    string // as on screen
	Help     string // one line for forms; may be empty
	Role     Role
	Elem     *Field // what a list or map holds
	Refers   string // of RoleReference: the kind of document, such as Schedule
	Required bool
	Reads    bool // of RoleAttribute: the path is read
	Writes   bool // of RoleAttribute: the path is written
	Premium  bool // only on premium assistants
	Channels []Channel
	In       []string // allowed words; nil: any
	Default  string   // what holds when it is left out, for show
	Why      string   // of RoleDialog: the word a redirect event gives as its reason
	Flags    []string // further words of the `is` tag

	// Type is the field's Go type, for packages that make or set values.
	Type  reflect.Type
	index []int
}

// Has reports whether the field carries a further word, such as team or file.
func (f *Field) Has(flag string) bool { return slices.Contains(f.Flags, flag) }

// Of returns the field's value in a struct value.
func (f *Field) Of(v reflect.Value) reflect.Value { return v.FieldByIndex(f.index) }

// Fits reports whether the field may be set on the channel by the type of
// assistant, and if not, why.
func (f *Field) Fits(c Channel, t Type) (bool, string) {
	if f.Channels != nil && !slices.Contains(f.Channels, c) {
		return false, "not on " + c.Title()
	}
	if f.Premium && t != Premium {
		return false, "Premium only"
	}
	return true, ""
}

// Fields of a struct inside the field: those of a group, or of a list's or map's elements.
func (f *Field) Fields() []*Field {
	t := f.Type
	for t.Kind() == reflect.Pointer {
		t = t.Elem()
	}
	if f.Role != RoleGroup {
		return nil
	}
	return FieldsOf(t)
}

var references = map[reflect.Type]string{
	reflect.TypeFor[AssistantID]():     "Assistant",
	reflect.TypeFor[BrandID]():         "Brand",
	reflect.TypeFor[TeamID]():          "Team",
	reflect.TypeFor[ProfileID]():       "Profile",
	reflect.TypeFor[KlassID]():         "Klass",
	reflect.TypeFor[ObjectID]():        "Object",
	reflect.TypeFor[CustomerID]():      "Customer",
	reflect.TypeFor[ScheduleID]():      "Schedule",
	reflect.TypeFor[SnippetID]():       "Snippet",
	reflect.TypeFor[IntentID]():        "Intent",
	reflect.TypeFor[WorkflowID]():      "Workflow",
	reflect.TypeFor[KnowledgeBaseID](): "KnowledgeBase",
	reflect.TypeFor[PlanID]():          "Plan",
}

var fixedRoles = map[reflect.Type]Role{
	reflect.TypeFor[Text]():          RoleText,
	reflect.TypeFor[Label]():         RoleLabel,
	reflect.TypeFor[AttributePath](): RoleAttribute,
	reflect.TypeFor[DialogID]():      RoleDialog,
	reflect.TypeFor[Duration]():      RoleDuration,
	reflect.TypeFor[time.Time]():     RoleTime,
	reflect.TypeFor[Value]():         RoleValue,
	reflect.TypeFor[Change]():        RoleValue,
	reflect.TypeFor[Operator]():      RoleOperator,
	reflect.TypeFor[Interaction]():   RoleStep,
}

var (
	notatedType  = reflect.TypeFor[Notated]()
	stepsType    = reflect.TypeFor[[]Interaction]()
	fieldsByType sync.Map // reflect.Type to []*Field: derived once from types, never changed
)

// FieldsOf returns the fields of a struct type of the definition in their order.
func FieldsOf(t reflect.Type) []*Field {
	if known, ok := fieldsByType.Load(t); ok {
		return known.([]*Field)
	}
	var out []*Field
	for i := range t.NumField() {
		sf := t.Field(i)
		key, _, _ := strings.Cut(sf.Tag.Get("json"), ",")
		if key == "" || key == "-" {
			continue
		}
		out = append(out, fieldOf(sf, key, i))
	}
	known, _ := fieldsByType.LoadOrStore(t, out)
	return known.([]*Field)
}

func fieldOf(sf reflect.StructField, key string, i int) *Field {
	f := &Field{Key: key, Label: sf.Tag.Get("label"), Help: sf.Tag.Get("help"), Default: sf.Tag.Get("default"),
		Why: sf.Tag.Get("why"), Type: sf.Type, index: []int{i}}
	if f.Label == "" {
		f.Label = key
	}
	if in := sf.Tag.Get("in"); in != "" {
		f.In = strings.Split(in, ",")
	}
	for _, c := range strings.Split(sf.Tag.Get("on"), ",") {
		if c != "" {
			f.Channels = append(f.Channels, Channel(c))
		}
	}
	for _, word := range strings.Split(sf.Tag.Get("is"), ",") {
		switch word {
		case "":
		case "required":
			f.Required = true
		case "premium":
			f.Premium = true
		case "read":
			f.Reads = true
		case "write":
			f.Writes = true
		default:
			f.Flags = append(f.Flags, word)
		}
	}
	f.resolve(sf.Type)
	return f
}

// resolve finds the role of a type and what a list or map of it holds.
func (f *Field) resolve(t reflect.Type) {
	for t.Kind() == reflect.Pointer {
		t = t.Elem()
	}
	if role, ok := fixedRoles[t]; ok {
		f.Role = role
		return
	}
	if doc, ok := references[t]; ok {
		f.Role, f.Refers = RoleReference, doc
		return
	}
	switch {
	case t == stepsType:
		f.Role = RoleSteps
	case reflect.PointerTo(t).Implements(notatedType):
		f.Role = RoleNotated
	case isMap(t):
		f.Role = RoleMap
		f.Elem = f.element(t.Elem().Field(1).Type)
	case t.Kind() == reflect.Slice:
		f.Role = RoleList
		f.Elem = f.element(t.Elem())
	case t.Kind() == reflect.Struct:
		f.Role = RoleGroup
	case t.Kind() == reflect.Bool:
		f.Role = RoleBool
	case t.Kind() == reflect.Int:
		f.Role = RoleNumber
	default:
		f.Role = RolePlain
	}
}

func (f *Field) element(t reflect.Type) *Field {
	e := *f
	e.Type, e.index, e.Required, e.Help = t, nil, true, ""
	e.resolve(t)
	return &e
}

// isMap reports whether a type is a [Map].
func isMap(t reflect.Type) bool {
	return t.Kind() == reflect.Slice && t.Elem().Kind() == reflect.Struct && t.Elem().NumField() == 2 &&
		strings.HasPrefix(t.Name(), "Map[")
}

// DocumentKind is one kind of document of a workspace folder.
type DocumentKind struct {
	Name  string       // as `kind:` says it: Assistant
	Key   string       // the workspace's list of them: assistants
	Type  reflect.Type // the struct
	One   bool         // there is one at most: Workspace
	index int
}

var documentKinds = sync.OnceValue(func() []*DocumentKind {
	var out []*DocumentKind
	t := reflect.TypeFor[Workspace]()
	for i := range t.NumField() {
		sf := t.Field(i)
		key, _, _ := strings.Cut(sf.Tag.Get("json"), ",")
		d := &DocumentKind{Key: key, index: i}
		if sf.Type.Kind() == reflect.Slice {
			d.Type = sf.Type.Elem().Elem()
			d.Name = d.Type.Name()
		} else {
			d.Type, d.Name, d.One = sf.Type, "Workspace", true
		}
		out = append(out, d)
	}
	return out
})

// DocumentKinds returns the kinds of document in the workspace's order.
func DocumentKinds() []*DocumentKind { return documentKinds() }

// DocumentKindOf returns the kind with the name, or nil.
func DocumentKindOf(name string) *DocumentKind {
	for _, d := range documentKinds() {
		if d.Name == name {
			return d
		}
	}
	return nil
}

// In returns the workspace's list of documents of the kind (or its one struct).
func (d *DocumentKind) In(w *Workspace) reflect.Value {
	return reflect.ValueOf(w).Elem().Field(d.index)
}
