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
}

// Located is a finding of check with where it stands in a file, if it came from one.
type Located struct {
	check.Finding
	At string // file:line:column; "" where it came from no file
}

// Import reads files and folders and lays them over the draft: what has the
// same kind and id is replaced. All of it is taken, and saved, or nothing.
func (d *Desk) Import(paths ...string) (Imported, error) {
	read, n, err := d.read(paths)
	if err != nil {
		return Imported{}, err
	}
	merged := files.Merge(d.draft, read)
	if _, err := d.Apply(edit.ImportWorkspace{New: merged, Name: "import " + strings.Join(paths, ", ")}); err != nil {
		return Imported{}, err
	}
	if err := d.store.Save(context.Background(), d.draft); err != nil {
		return Imported{}, unusable(err)
	}
	out := Imported{Files: n, Documents: read.Documents, Warnings: read.Warnings}
	out.Findings = locate(check.All(d.draft, nil), read)
	return out, nil
}

func (d *Desk) read(paths []string) (*files.Result, int, error) {
	found, err := files.Load(paths...)
	if err != nil {
		return nil, 0, err
	}
	if len(found) == 0 {
		return nil, 0, errors.New("read " + strings.Join(paths, ", ") + ": there are no .yaml, .yml or .md files")
	}
	read, err := files.Read(found)
	if err != nil {
		return nil, 0, err
	}
	return read.Align(d.draft), len(found), nil
}

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
	read, _, err := d.read(paths)
	if err != nil {
		return nil, nil, err
	}
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

// Export writes the workspace, or some of its assistants with what belongs to
// them, into a folder as files. It returns the names of the files.
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
