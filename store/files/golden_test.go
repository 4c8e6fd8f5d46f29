package files_test

import (
	"testing"

	"parley/store/files"

	gocmp "github.com/google/go-cmp/cmp"
)

// TestGolden keeps the style of what is written: the example of the file format, as it was read.
func TestGolden(t *testing.T) {
	read, err := files.Read([]files.File{{Name: "a.yaml", Data: []byte(routeToTeam)}, {Name: "t.yaml", Data: []byte(routeToTeamTest)}})
	if err != nil {
		t.Fatal(refusals(err))
	}
	out, err := files.Write(read.Workspace)
	if err != nil {
		t.Fatal(err)
	}
	if d := gocmp.Diff(golden, show(out)); d != "" {
		t.Error(d)
	}
}

const golden = `=== assistants/route-to-team.yaml
kind: Assistant
id: route-to-team
name: Route to team
publicName: Acme Bot
type: lite
channel: chat
dialogs:
  - id: welcome
    name: Welcome
    interactions:
      - sendMessage: {text: "Hello! I'm the Acme bot. Two questions, then a person."}
    end: {redirect: {dialog: ask-name}}
  - id: ask-name
    name: Ask Customer Name
    interactions:
      - textQuestion: {text: What is your name?, save: customer.name}
    end: {redirect: {dialog: ask-team}}
  - id: ask-team
    name: Ask for Team
    interactions:
      - attributeQuestion:
          text: Which team?
          attribute: conversation.assignedTeam
          values: [CX, Sales, Shipping]
          skipIfSet: true
      - conditionalBranch:
          branches:
            - match: any
              when: [{attribute: conversation.assignedTeam, is: equal to, value: Sales}]
              do: [{updateAttribute: {attribute: conversation.priority, value: 5}}]
          otherwise: {do: []}
    end: {redirect: {dialog: complete}}
  - id: complete
    name: Complete Assistant
    interactions:
      - sendMessage:
          text: Thanks {{customer.name | "there"}}, over to {{conversation.assignedTeam}}.
    end: {transfer: {team: "{{conversation.assignedTeam}}"}}
settings:
  volumeControl:
    reminder: {after: 5m, message: Are you there?}
    abandoned:
      after: 10m
      message: This conversation has ended because you've been inactive.
      then: transfer
    missed:
      after: 10m
      message: Nobody is free. How shall we follow up?
      channels: [{email: help@acme.example}, {phone: "+19175550123"}, wait]
=== tests/route-to-team.yaml
kind: Test
id: t-1
assistant: route-to-team
cases:
  - name: reaches sales, high priority
    at: 2026-03-02T10:00:00Z
    customer: ada
    steps:
      - bot: Hello*
      - bot: What is your name?
      - say: Ada
      - buttons: [CX, Sales, Shipping]
      - press: Sales
      - wait: 1m
    expect:
      status: transferred
      path: [welcome, ask-name, ask-team, complete]
      attributes: {conversation.priority: 5}
      counts: {kiq: false}
`
