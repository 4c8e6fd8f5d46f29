package model

import (
	"slices"
	"strings"
)

// Attribute is an attribute as conditions, questions and dynamic text name it.
type Attribute struct {
	Path     AttributePath
	Type     AttributeType
	Values   []Label
	Children []Level
	ReadOnly bool      // cannot be saved to
	On       []Channel // nil: everywhere
}

// Classes of attributes that need no document of their own.
const (
	CustomerKlass     KlassID = "customer"
	CompanyKlass      KlassID = "company"
	ConversationKlass KlassID = "conversation"
)

var builtIn = []Attribute{
	{Path: "customer.name", Type: TypeText},
	{Path: "customer.firstName", Type: TypeText, ReadOnly: true},
	{Path: "customer.email", Type: TypeEmail},
	{Path: "customer.phone", Type: TypePhone},
	{Path: "customer.company", Type: TypeText},
	{Path: "customer.defaultLanguage", Type: TypeText},
	{Path: "customer.vip", Type: TypeBoolean},
	{Path: "company.name", Type: TypeText},
	{Path: "company.domain", Type: TypeText},
	{Path: "conversation.name", Type: TypeText},
	{Path: "conversation.priority", Type: TypeNumber},
	{Path: "conversation.brand", Type: TypeText},
	{Path: "conversation.tags", Type: TypeList},
	{Path: "conversation.defaultLanguage", Type: TypeText},
	{Path: "conversation.assignedTeam", Type: TypeText},
	{Path: "conversation.contactReason", Type: TypeText},
	{Path: "conversation.caStepValue", Type: TypeText},
	{Path: "conversation.followUpChannel", Type: TypeText, ReadOnly: true, Values: []Label{"email", "phone", "sms", "whatsapp", "wait"}},
	{Path: "conversation.createdAt", Type: TypeDate, ReadOnly: true},
	{Path: "conversation.assistantStatus", Type: TypeText, ReadOnly: true,
		Values: []Label{"running", "transferred", "ended", "abandoned", "missed", "interrupted"}},
	{Path: "message.text", Type: TypeText, ReadOnly: true},
	{Path: "message.earlier", Type: TypeText, ReadOnly: true},
	{Path: "message.language", Type: TypeText, ReadOnly: true},
	{Path: "message.mood", Type: TypeText, ReadOnly: true, Values: []Label{"frustrated", "happy"}},
	{Path: "session.language", Type: TypeText, ReadOnly: true, On: chatOnly},
	{Path: "session.userAgent", Type: TypeText, ReadOnly: true, On: chatOnly},
	{Path: "session.currentPage", Type: TypeText, ReadOnly: true, On: chatOnly},
	{Path: "session.previousPage", Type: TypeText, ReadOnly: true, On: chatOnly},
	{Path: "session.timeOnPage", Type: TypeNumber, ReadOnly: true, On: chatOnly},
}

// Attributes is the catalogue of what a workspace's definitions can name.
type Attributes struct {
	list   []Attribute
	byPath map[AttributePath]int
}

// AttributesOf makes the catalogue of a workspace: the built-in attributes, what
// its Klass documents add, and the outputs of its workflows.
func AttributesOf(w *Workspace) *Attributes {
	c := &Attributes{byPath: map[AttributePath]int{}}
	for _, a := range builtIn {
		c.add(a)
	}
	for _, k := range w.Klasses {
		for _, d := range k.Attributes {
			c.add(Attribute{Path: AttributePath(string(k.ID) + "." + d.Name), Type: d.Type, Values: d.Values,
				Children: d.Children, ReadOnly: !isBuiltInKlass(k.ID)})
		}
	}
	for _, f := range w.Workflows {
		for _, o := range f.Output {
			t := o.Type
			if t == "" {
				t = TypeText
			}
			c.add(Attribute{Path: AttributePath("workflow." + string(f.ID) + "." + o.Name), Type: t, ReadOnly: true})
		}
	}
	return c
}

func isBuiltInKlass(id KlassID) bool {
	return id == CustomerKlass || id == CompanyKlass || id == ConversationKlass
}

func (c *Attributes) add(a Attribute) {
	if i, known := c.byPath[a.Path]; known {
		a.ReadOnly, a.On = c.list[i].ReadOnly, c.list[i].On
		c.list[i] = a
		return
	}
	c.byPath[a.Path] = len(c.list)
	c.list = append(c.list, a)
}

// Find returns the attribute of the path.
func (c *Attributes) Find(p AttributePath) (Attribute, bool) {
	i, ok := c.byPath[p]
	if !ok {
		return Attribute{}, false
	}
	return c.list[i], true
}

// All lists the attributes in the catalogue's order: built-in ones first. It must not be changed.
func (c *Attributes) All() []Attribute { return c.list }

// Klass is the part of a path before its first dot.
func (p AttributePath) Klass() KlassID {
	klass, _, _ := strings.Cut(string(p), ".")
	return KlassID(klass)
}

// IsOn reports whether the attribute can be read on the channel.
func (a Attribute) IsOn(c Channel) bool { return a.On == nil || slices.Contains(a.On, c) }

// Choices lists the first level of values the attribute offers.
func (a Attribute) Choices() []Label {
	if len(a.Children) == 0 {
		return a.Values
	}
	out := make([]Label, len(a.Children))
	for i, l := range a.Children {
		out[i] = l.Value
	}
	return out
}
