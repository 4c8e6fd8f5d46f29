package files_test

// routeToTeam is the assistant that the file format is explained by.
const routeToTeam = `kind: Assistant
id: route-to-team
name: Route to team
publicName: Acme Bot
type: lite            # lite | premium
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
      - attributeQuestion: {text: Which team?, attribute: conversation.assignedTeam, values: [CX, Sales, Shipping], skipIfSet: true}
      - conditionalBranch:
          branches:
            - match: any                     # any | all
              when: [{attribute: conversation.assignedTeam, is: equal to, value: Sales}]
              do: [{updateAttribute: {attribute: conversation.priority, value: 5}}]
              # redirect: other-dialog
          otherwise: {do: []}                # optional; may have redirect too
    end: {redirect: {dialog: complete}}
  - id: complete
    name: Complete Assistant
    interactions:
      - sendMessage: {text: "Thanks {{customer.name | \"there\"}}, over to {{conversation.assignedTeam}}."}
    end: {transfer: {team: "{{conversation.assignedTeam}}"}}
settings:
  volumeControl:
    reminder:  {after: 5m, message: "Are you there?"}
    abandoned: {after: 10m, message: "This conversation has ended because you've been inactive.", then: transfer}  # transfer | done (premium)
    missed:    {after: 10m, message: "Nobody is free. How shall we follow up?", channels: [{email: help@acme.example}, {phone: "+19175550123"}, wait]}  # doneAfter: 30s (premium)
  # behavior: {intentNotDetected: continue}    # WhatsApp: continue | {dialog: id}
  # satisfaction: {scale: 5, text: How did we do?}
`

// routeToTeamTest is the test of it.
const routeToTeamTest = `kind: Test
assistant: route-to-team
cases:
  - name: reaches sales, high priority
    at: 2026-03-02T10:00:00Z
    customer: ada            # optional; authenticated
    steps:
      - bot: "Hello*"        # the next bot message: glob; /…/ is a regular expression; a list = several in a row
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
