package model

import "time"

// WorkspaceSettings are the workspace's own facts, the document of kind Workspace.
type WorkspaceSettings struct {
	ID           string     `json:"id,omitempty" label:"Id"`
	Name         string     `json:"name,omitempty" label:"Name"`
	TimeZone     ZoneName   `json:"timeZone,omitempty" default:"UTC" label:"Time zone"`
	Languages    []Language `json:"languages,omitempty" label:"Active languages" help:"the first is the default"`
	SecretEnv    string     `json:"secretEnv,omitempty" label:"Secret variable" help:"environment variable that holds the token secret"`
	AllowedHosts []string   `json:"allowedHosts,omitempty" label:"Allowed hosts" help:"that workflows may ask, such as api.acme.example"`
	Channels     Map[Label] `json:"channels,omitempty" label:"Installed channels" help:"an address each; numbers as +12025550123"`
	Plan         PlanID     `json:"plan,omitempty" label:"Plan"`
	Thresholds   Map[int]   `json:"thresholds,omitempty" label:"Monthly thresholds" help:"conversations a month to be told at"`
	Powers       []string   `json:"powers,omitempty" in:"memory,emotion,escalation,polyglot" label:"Powers"`
	Leads        Leads      `json:"leads,omitzero" label:"Leads"`
}

// Leads sets how conversations are scored.
type Leads struct {
	Framework string   `json:"framework,omitempty" in:"BANT,MEDDPICC,CHAMP" default:"BANT" label:"Framework"`
	Weights   Map[int] `json:"weights,omitempty" label:"Weights" help:"points for what is known of a lead"`
	Threshold int      `json:"threshold,omitempty" default:"60" label:"Threshold"`
}

// Brand is a face of the company; the first one is the default.
type Brand struct {
	ID   BrandID `json:"id" is:"required" label:"Id"`
	Name string  `json:"name" is:"required" label:"Name"`
}

// Team is a group of agents that conversations are handed to.
type Team struct {
	ID     TeamID  `json:"id" is:"required" label:"Id"`
	Name   string  `json:"name" is:"required" label:"Name"`
	Agents []Agent `json:"agents,omitempty" label:"Agents"`
}

// Agent is a person in a team. Online and Active tell whether they can take a conversation now.
type Agent struct {
	Name   string `json:"name" is:"required" label:"Name"`
	Online bool   `json:"online,omitempty" label:"Online"`
	Active bool   `json:"active,omitempty" label:"Active"`
}

// Profile holds a company's own prompts for AI responses.
type Profile struct {
	ID      ProfileID `json:"id" is:"required" label:"Id"`
	Name    string    `json:"name" is:"required" label:"Name"`
	Prompts []string  `json:"prompts,omitempty" label:"Prompts" help:"what AI responses keep to"`
}

// Klass is a class of objects and its attributes. A document for customer,
// company or conversation extends the built-in one.
type Klass struct {
	ID         KlassID        `json:"id" is:"required" label:"Id"`
	Name       string         `json:"name,omitempty" label:"Name"`
	Attributes []AttributeDef `json:"attributes" is:"required" label:"Attributes"`
}

// AttributeDef declares one attribute. Values are those of a list, Children the
// levels of a multi-level list.
type AttributeDef struct {
	Name     string        `json:"name" is:"required" label:"Name"`
	Type     AttributeType `json:"type" is:"required" in:"text,number,boolean,date,list,multi-level list,email,phone" label:"Type"`
	Values   []Label       `json:"values,omitempty" label:"Values"`
	Children []Level       `json:"children,omitempty" label:"Levels"`
}

// Level is one entry of a multi-level list and those below it.
type Level struct {
	Value    Label   `json:"value" is:"required" label:"Value"`
	Children []Level `json:"children,omitempty" label:"Levels"`
}

// Object is one thing of an own Klass that belongs to a customer.
type Object struct {
	ID         ObjectID   `json:"id" is:"required" label:"Id"`
	Klass      KlassID    `json:"klass" is:"required" label:"Klass"`
	Customer   CustomerID `json:"customer" is:"required" label:"Customer"`
	CreatedAt  time.Time  `json:"createdAt,omitzero" label:"Created at" help:"the newest are shown first"`
	Attributes Map[Value] `json:"attributes,omitempty" label:"Attributes"`
}

// Customer is a person who writes in.
type Customer struct {
	ID         CustomerID `json:"id" is:"required" label:"Id"`
	ExternalID string     `json:"externalId,omitempty" label:"External id"`
	Name       string     `json:"name,omitempty" label:"Name"`
	Email      string     `json:"email,omitempty" label:"Email"`
	Phone      string     `json:"phone,omitempty" label:"Phone" help:"as +12025550123"`
	Company    string     `json:"company,omitempty" label:"Company"`
	VIP        bool       `json:"vip,omitempty" label:"VIP"`
	Language   Language   `json:"language,omitempty" label:"Language"`
	Attributes Map[Value] `json:"attributes,omitempty" label:"Attributes"`
}

// Schedule is a set of opening hours: per weekday ("mon" … "sun") ranges such as
// "09:00-17:30", start inclusive and end exclusive, in the schedule's zone.
type Schedule struct {
	ID       ScheduleID    `json:"id" is:"required" label:"Id"`
	Name     string        `json:"name,omitempty" label:"Name"`
	TimeZone ZoneName      `json:"timeZone,omitempty" label:"Time zone" help:"the workspace's where none is given"`
	Default  bool          `json:"default,omitempty" label:"Default"`
	Hours    Map[[]string] `json:"hours,omitempty" label:"Hours" help:"such as 09:00-12:00, 13:00-17:30"`
	Holidays []Holiday     `json:"holidays,omitempty" label:"Holidays"`
}

// Holiday closes a schedule for a day or a range of days (YYYY-MM-DD, both inclusive).
type Holiday struct {
	Name string `json:"name,omitempty" label:"Name"`
	Date string `json:"date,omitempty" label:"Date" help:"2026-12-24, or from and to"`
	From string `json:"from,omitempty" label:"From"`
	To   string `json:"to,omitempty" label:"To"`
}

// Snippet is a text per language.
type Snippet struct {
	ID    SnippetID `json:"id" is:"required" label:"Id"`
	Name  string    `json:"name,omitempty" label:"Name"`
	Texts Map[Text] `json:"texts" is:"required,languages" label:"Texts" help:"with dynamic text such as {{customer.name}}"`
}

// Intent is what a customer may want, found by keywords or by likeness to phrases.
type Intent struct {
	ID         IntentID      `json:"id" is:"required" label:"Id"`
	Name       string        `json:"name,omitempty" label:"Name"`
	Predefined string        `json:"predefined,omitempty" label:"Predefined" help:"the key of a predefined intent to use or extend"`
	Keywords   Map[[]string] `json:"keywords,omitempty" is:"languages" label:"Keywords"`
	Phrases    []string      `json:"phrases,omitempty" label:"Phrases"`
}

// KnowledgeBase is a set of articles of a brand.
type KnowledgeBase struct {
	ID        KnowledgeBaseID `json:"id" is:"required" label:"Id"`
	Name      string          `json:"name" is:"required" label:"Name"`
	Brand     BrandID         `json:"brand,omitempty" label:"Brand"`
	Languages []Language      `json:"languages,omitempty" label:"Languages"`
}

// Article is one page of a knowledge base, in Markdown.
type Article struct {
	ID            string          `json:"id" is:"required" label:"Id"`
	KnowledgeBase KnowledgeBaseID `json:"knowledgeBase" is:"required" label:"Knowledge base"`
	Title         string          `json:"title" is:"required" label:"Title"`
	Language      Language        `json:"language,omitempty" label:"Language"`
	Public        *bool           `json:"public,omitempty" default:"true" label:"Public"`
	Published     *bool           `json:"published,omitempty" default:"true" label:"Published"`
	Body          string          `json:"body,omitempty" is:"body" label:"Text"`
}

// Rule starts an assistant's dialog when its conditions hold; the first that matches wins.
type Rule struct {
	ID        string      `json:"id" is:"required" label:"Id"`
	Name      string      `json:"name,omitempty" label:"Name"`
	Channel   Channel     `json:"channel" is:"required" in:"chat,whatsapp,twilio-whatsapp,messagebird-whatsapp,sms,voice" label:"Channel"`
	Assistant AssistantID `json:"assistant" is:"required" label:"Assistant"`
	Dialog    DialogID    `json:"dialog,omitempty" why:"rule" default:"welcome" label:"Start dialog"`
	Match     Match       `json:"match,omitempty" in:"all,any" default:"all" label:"Match"`
	When      []Condition `json:"when,omitempty" label:"When"`
	Phone     string      `json:"phone,omitempty" label:"Phone number or WhatsApp id"`
	Proactive bool        `json:"proactive,omitempty" on:"chat" label:"Proactive"`
	Order     int         `json:"order,omitempty" label:"Order" help:"files' order where none is given"`
}

// NoAssistant stands in a default for "none": a person's conversation.
const NoAssistant AssistantID = "none"

// Defaults names which assistant starts where no rule matches.
type Defaults struct {
	ID       string    `json:"id,omitempty" label:"Id"`
	Defaults []Default `json:"defaults" is:"required" label:"Defaults"`
}

// Default is the assistant of one channel and brand; the default brand where none is given.
type Default struct {
	Channel   Channel     `json:"channel" is:"required" in:"chat,whatsapp,twilio-whatsapp,messagebird-whatsapp,sms,voice" label:"Channel"`
	Brand     BrandID     `json:"brand,omitempty" label:"Brand"`
	Assistant AssistantID `json:"assistant,omitempty" is:"none" label:"Assistant"`
}

// Plan is what was bought from one of the four systems.
type Plan struct {
	ID         PlanID `json:"id" is:"required" label:"Id"`
	Name       string `json:"name,omitempty" label:"Name"`
	Meter      string `json:"meter" is:"required" in:"kiq,lutingenie,smartsupp,kilo" label:"Meter"`
	Allowance  int    `json:"allowance,omitempty" label:"Allowance a month" help:"conversations"`
	Packs      []Pack `json:"packs,omitempty" label:"Packs"`
	CycleStart int    `json:"cycleStart,omitempty" default:"1" label:"Cycle starts on day"`
	Price      string `json:"price,omitempty" label:"Price a month" help:"such as 49 or 49.00; what the plan itself costs"`
	Currency   string `json:"currency,omitempty" in:"USD,EUR" label:"Currency" help:"of its prices; the system's own where none is given"`
}

// Pack adds conversations to a plan. One that does not renew adds to the cycle it
// was bought in only; where no day is told, to each.
type Pack struct {
	Name          string `json:"name,omitempty" label:"Name"`
	Conversations int    `json:"conversations" is:"required" label:"Conversations"`
	Renews        bool   `json:"renews,omitempty" label:"Renews each month"`
	Bought        string `json:"bought,omitempty" label:"Bought on" help:"2026-03-14; from the beginning where no day is told"`
	Price         string `json:"price,omitempty" label:"Price" help:"such as 20 or 20.00"`
}

// Workflow is a callable flow of steps with inputs and outputs.
type Workflow struct {
	ID        WorkflowID         `json:"id" is:"required" label:"Id"`
	Name      string             `json:"name,omitempty" label:"Name"`
	Input     []Parameter        `json:"input,omitempty" label:"Inputs"`
	Output    []Parameter        `json:"output,omitempty" label:"Outputs"`
	Steps     []WorkflowStep     `json:"steps,omitempty" label:"Steps"`
	Responses []WorkflowResponse `json:"responses,omitempty" label:"Recorded responses"`
}

// Parameter is a named input or output of a workflow.
type Parameter struct {
	Name     string        `json:"name" is:"required" label:"Name"`
	Type     AttributeType `json:"type,omitempty" in:"text,number,boolean,date,list,email,phone" default:"text" label:"Type"`
	Required bool          `json:"required,omitempty" label:"Required"`
}

// WorkflowStep does one thing; Next says where to go, the following step where nothing matches.
type WorkflowStep struct {
	ID          string       `json:"id" is:"required" label:"Id"`
	HTTPRequest *HTTPRequest `json:"httpRequest,omitempty" label:"HTTP request"`
	Lookup      *Lookup      `json:"lookup,omitempty" label:"Look up"`
	Set         Map[Text]    `json:"set,omitempty" label:"Set"`
	Branch      []Transition `json:"branch,omitempty" label:"Branch"`
	Note        Text         `json:"note,omitempty" label:"Note"`
	Respond     Map[Text]    `json:"respond,omitempty" label:"Respond"`
	Next        []Transition `json:"next,omitempty" label:"Next"`
}

// Transition leads to a step when its conditions hold; no conditions always hold.
type Transition struct {
	Match Match       `json:"match,omitempty" in:"all,any" default:"all" label:"Match"`
	When  []Condition `json:"when,omitempty" label:"When"`
	To    string      `json:"to" is:"required" label:"To step"`
}

// HTTPRequest calls an allowed host and reads a JSON answer.
type HTTPRequest struct {
	Method  string    `json:"method,omitempty" in:"GET,POST,PUT,PATCH,DELETE" default:"GET" label:"Method"`
	URL     Text      `json:"url" is:"required" label:"URL"`
	Headers Map[Text] `json:"headers,omitempty" label:"Headers"`
	Body    Text      `json:"body,omitempty" label:"Body"`
	Timeout Duration  `json:"timeout,omitempty" default:"10s" label:"Time limit" help:"60s at most"`
}

// Lookup finds the newest object of a Klass whose attribute has a value.
type Lookup struct {
	Klass     KlassID `json:"klass" is:"required" label:"Klass"`
	Attribute string  `json:"attribute,omitempty" is:"klassAttribute" label:"Attribute"`
	Value     Text    `json:"value,omitempty" label:"Value"`
}

// WorkflowResponse is a recorded answer for offline use: what was asked, what came back.
type WorkflowResponse struct {
	Input  Map[Value] `json:"input,omitempty" label:"Input"`
	Output Map[Value] `json:"output,omitempty" label:"Output"`
	Error  string     `json:"error,omitempty" label:"Error"`
}

// Test is a set of conversations with what should come of them.
type Test struct {
	ID        string      `json:"id,omitempty" label:"Id"`
	Assistant AssistantID `json:"assistant" is:"required" label:"Assistant"`
	Cases     []Case      `json:"cases" is:"required" label:"Cases"`
}

// Case is one conversation: who talks, what is done and seen, what is expected at its end.
type Case struct {
	Name        string      `json:"name" is:"required" label:"Name"`
	At          time.Time   `json:"at,omitzero" label:"Start time"`
	Customer    CustomerID  `json:"customer,omitempty" label:"Customer" help:"authenticated"`
	Language    Language    `json:"language,omitempty" label:"Browser language"`
	Page        string      `json:"page,omitempty" label:"Page"`
	Steps       []Step      `json:"steps,omitempty" label:"Steps"`
	Expectation Expectation `json:"expect,omitzero" label:"Expect"`
}

// Expectation is what a case checks at its end; what is left out is not checked.
type Expectation struct {
	Status     string     `json:"status,omitempty" in:"running,transferred,ended,abandoned,missed,interrupted" label:"Status"`
	Path       []DialogID `json:"path,omitempty" is:"path" label:"Path"`
	Attributes Map[Value] `json:"attributes,omitempty" label:"Attributes"`
	Counts     Map[bool]  `json:"counts,omitempty" label:"Counts"`
}

// Recording is a conversation that was held, as the inputs it was made of.
type Recording struct {
	ID        string      `json:"id" is:"required" label:"Id"`
	Assistant AssistantID `json:"assistant,omitempty" label:"Assistant"`
	Customer  CustomerID  `json:"customer,omitempty" label:"Customer"`
	Visitor   string      `json:"visitor,omitempty" label:"Visitor"`
	Channel   string      `json:"channel" is:"required" in:"chat,whatsapp,twilio-whatsapp,messagebird-whatsapp,sms,voice,email,phone" label:"Channel"`
	Source    string      `json:"source,omitempty" in:"live,preview,test,simulated" default:"live" label:"Source"`
	Start     time.Time   `json:"start" is:"required" label:"Start"`
	Inputs    []Action    `json:"inputs,omitempty" label:"Inputs"`
}
