// Package samples holds the sample assistants: one made-up shop for outdoor gear,
// the assistants that work there, the tests of each, and the articles of its help
// centre, as the files that `parley import` reads.
package samples

import (
	"embed"
	"io/fs"
)

//go:embed *.yaml tests/*.yaml articles
var files embed.FS

// Sample is one assistant of the shop.
type Sample struct {
	ID    string // of the assistant, as in `parley play --sample ID`
	About string // what it shows, in one line
}

// Files returns the folder of all samples: the workspace, its customers, the
// assistants and their tests.
func Files() fs.FS { return files }

// List returns the samples in the order a new workspace has them.
func List() []Sample {
	return []Sample{
		{"route-to-team", "two questions, then the right person"},
		{"sms-menu", "SMS: plain words, one short message at a time"},
		{"store-helper", "a whole shop: orders, returns, sizes, delivery, gift cards, accounts"},
		{"whatsapp-menu", "WhatsApp: answers by number or word, a list, never a dead end"},
		{"order-status", "a customer's own orders as cards, and a workflow that asks the carrier"},
		{"help-desk", "answers from the help centre in three languages, then pages to read, then a person"},
		{"out-of-hours", "a person in opening hours, a promise outside of them"},
		{"phone-line", "a call answered by keys, in three languages, with a voicemail"},
	}
}

// FilesOf returns the names of the files that one sample needs: the shared ones
// and the folder of the articles, its own and its tests; false for a sample that is not there.
func FilesOf(id string) ([]string, bool) {
	for _, s := range List() {
		if s.ID == id {
			return []string{"workspace.yaml", "people.yaml", "workflows.yaml", "intents.yaml", "articles", id + ".yaml", "tests/" + id + ".yaml"}, true
		}
	}
	return nil, false
}
