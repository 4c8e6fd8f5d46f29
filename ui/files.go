package ui

import (
	"parley/ui/desk"
	"parley/ui/want"
)

// importFiles asks for files and lays them over the draft in one edit, which
// undo takes back.
func (m *Model) importFiles() {
	m.want([]want.Want{want.Prompt{Title: "Import", Hint: "a file or a folder, such as bots/", Done: func(path string) []want.Want {
		return []want.Want{want.Work{Name: "Reading " + path, Do: func() func() []want.Want {
			source, err := desk.ReadFiles(path)
			return func() []want.Want { return m.layOver(source, err) }
		}}}
	}}})
}

// layOver puts what was read into the draft as it is now, or tells why not.
func (m *Model) layOver(s desk.Source, err error) []want.Want {
	if err != nil {
		return []want.Want{want.Tell{Text: "Nothing was imported: " + err.Error(), Error: true}}
	}
	documents, found := s.Size()
	return []want.Want{want.Apply{Action: m.desk.Laying(s)},
		want.Tell{Text: "Imported " + plural(documents, "document") + " from " + plural(found, "file") + "; u undoes it"}}
}
