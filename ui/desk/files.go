package desk

import (
	"context"
	"errors"
	"os"
	"strings"

	"parley/engine/check"
	"parley/engine/edit"
	"parley/engine/model"
	"parley/store/files"
)

// Imported is what came of an import.
type Imported struct {
	Files     int
	Documents []files.Document
	Warnings  []files.Finding // what was mended while reading
	Findings  []Located       // what check says of what was imported
	Recorded  int             // conversations that were recorded from Recording documents
}

// Located is a finding of check with where it stands in a file, if it came from one.
type Located struct {
	check.Finding
	At string // file:line:column; "" where it came from no file
}

// Source is what was read from files and folders and is not part of a workspace yet.
type Source struct {
	name  string
	files int
	read  *files.Result
}

// ReadFiles reads files and folders. It needs no workspace, so that what is
// refused leaves no trace of one.
func ReadFiles(paths ...string) (Source, error) {
	s := Source{name: strings.Join(paths, ", ")}
	found, err := files.Load(paths...)
	if err != nil {
		return s, err
	}
	if s.files = len(found); s.files == 0 {
		return s, errors.New("read " + s.name + ": there are no .yaml, .yml or .md files")
	}
	s.read, err = files.Read(found)
	return s, err
}

// Import lays what was read over the draft: what has the same kind and id is
// replaced. All of it is taken, and saved, or nothing. Conversations of Recording
// documents are recorded besides.
func (d *Desk) Import(s Source) (Imported, error) {
	lay, read := d.laying(s)
	if _, err := d.Apply(lay); err != nil {
		return Imported{}, err
	}
	if err := d.store.Save(context.Background(), d.draft); err != nil {
		return Imported{}, unusable(err)
	}
	out := Imported{Files: s.files, Documents: read.Documents, Warnings: read.Warnings}
	out.Findings = locate(check.All(d.draft, nil), read)
	var err error
	out.Recorded, err = d.keepRecordings(read.Workspace.Recordings)
	return out, err
}

// Laying is the edit that lays what was read over the draft as it is now, for
// screens: it is saved as every edit is, and can be undone.
func (d *Desk) Laying(s Source) edit.Action {
	lay, _ := d.laying(s)
	return lay
}

// laying is the edit, and what was read with the ids that the draft has for it.
func (d *Desk) laying(s Source) (edit.Action, *files.Result) {
	read := s.read.Align(d.draft)
	return edit.ImportWorkspace{New: files.Merge(d.draft, read), Name: "import " + s.name}, read
}

// Size tells how many documents were read, from how many files.
func (s Source) Size() (documents, fromFiles int) { return len(s.read.Documents), s.files }

// locate keeps the findings about what was read, with their places in the files.
func locate(all []check.Finding, read *files.Result) []Located {
	var out []Located
	for _, f := range all {
		if at, ok := read.Position(f.Path); ok {
			out = append(out, Located{f, at.String()})
		}
	}
	return out
}

// WithFiles is the workspace that importing the files would make, for commands
// that look at files without keeping them.
func (d *Desk) WithFiles(paths ...string) (*model.Workspace, *files.Result, error) {
	s, err := ReadFiles(paths...)
	if err != nil {
		return nil, nil, err
	}
	read := s.read.Align(d.draft)
	return files.Merge(d.draft, read), read, nil
}

// CheckFiles checks files as if they had been imported.
func (d *Desk) CheckFiles(paths ...string) ([]Located, error) {
	w, read, err := d.WithFiles(paths...)
	if err != nil {
		return nil, err
	}
	return locate(check.All(w, nil), read), nil
}

// Export writes the workspace, or only some of its assistants, into a folder as
// files. It returns the names of the files.
func (d *Desk) Export(dir string, only ...model.AssistantID) ([]string, error) {
	for i, id := range only {
		a, err := d.Assistant(id)
		if err != nil {
			return nil, err
		}
		only[i] = a.ID
	}
	written, err := files.Write(d.draft, only...)
	if err != nil {
		return nil, err
	}
	if err := files.Save(dir, written); err != nil {
		return nil, err
	}
	names := make([]string, len(written))
	for i, f := range written {
		names[i] = f.Name
	}
	return names, nil
}

// IsPath reports whether an argument names a file or folder rather than an assistant.
func IsPath(arg string) bool {
	if strings.ContainsAny(arg, `/\`) || strings.HasSuffix(arg, ".yaml") || strings.HasSuffix(arg, ".yml") {
		return true
	}
	_, err := os.Stat(arg)
	return err == nil
}
