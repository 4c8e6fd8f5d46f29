package desk

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"

	"parley/engine/check"
	"parley/engine/edit"
	"parley/engine/model"
	"parley/store/files"
	"parley/store/kustomer"
)

// Kustomer says how assistants come from and go to another instance.
type Kustomer struct {
	Bases      map[string]string // knowledge bases: the id there is, and the id it gets
	Name       string            // import: the name of an assistant that has none
	Channel    model.Channel     // import: instead of what the object says or needs
	InternalID string            // export: the id of the assistant in the other instance
}

func (k Kustomer) bases() kustomer.Bases {
	out := kustomer.Bases{}
	for from, to := range k.Bases {
		out[model.KnowledgeBaseID(from)] = model.KnowledgeBaseID(to)
	}
	return out
}

// ReadKustomer reads the JSON of assistants from a file. Like [ReadFiles] it needs no workspace.
func ReadKustomer(file string, k Kustomer) (*kustomer.Result, error) {
	f, err := os.Open(file)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	data, err := io.ReadAll(io.LimitReader(f, model.MaxDocumentBytes+1))
	if err != nil {
		return nil, err
	}
	return kustomer.Read(file, data, kustomer.Options{Name: k.Name, Channel: k.Channel, Bases: k.bases()})
}

// ImportKustomer takes the assistants that were read into the draft, in one step
// that can be undone. One with the same public id is replaced.
func (d *Desk) ImportKustomer(file string, read *kustomer.Result) (Imported, error) {
	out := Imported{Files: 1, Warnings: read.Warnings}
	batch := edit.Batch{Name: "import " + file}
	ours := map[model.AssistantID]bool{}
	for _, a := range read.Assistants {
		if d.draft.Assistant(a.ID) != nil {
			out.Warnings = append(out.Warnings, files.Finding{Position: files.Position{File: file, Line: 1, Column: 1}, Warning: true,
				Found: "an assistant " + string(a.ID) + " was there already", Right: "its draft is replaced"})
		}
		ours[a.ID] = true
		batch.Actions = append(batch.Actions, edit.ReplaceAssistant{Value: a})
		out.Documents = append(out.Documents, files.Document{Kind: model.DocumentKindOf("Assistant"), ID: string(a.ID)})
	}
	if read.Omitted > 0 {
		out.Warnings = append(out.Warnings, files.Finding{Position: files.Position{File: file, Line: 1, Column: 1}, Warning: true,
			Found: fmt.Sprintf("%d more warnings", read.Omitted), Right: "what they are about is kept all the same"})
	}
	if _, err := d.Apply(batch); err != nil {
		return Imported{}, err
	}
	if err := d.store.Save(context.Background(), d.draft); err != nil {
		return Imported{}, unusable(err)
	}
	for _, f := range check.All(d.draft, nil) {
		if ours[f.Assistant] {
			out.Findings = append(out.Findings, Located{f, file})
		}
	}
	return out, nil
}

// ExportKustomer is the draft of an assistant as the JSON that moves it to
// another instance, and what has to be known about it, one line each.
func (d *Desk) ExportKustomer(id model.AssistantID, k Kustomer) (data []byte, warnings []string, err error) {
	a, err := d.Assistant(id)
	if err != nil {
		return nil, nil, err
	}
	return kustomer.Write(a, kustomer.WriteOptions{InternalID: k.InternalID, Bases: k.bases()})
}

// WriteExport writes an export to a file, or into a folder under a name. It
// returns the file's path. A file that is there is replaced whole or not at all.
func WriteExport(path, name string, data []byte) (string, error) {
	if info, err := os.Stat(path); err == nil && info.IsDir() || strings.HasSuffix(path, "/") {
		if err := os.MkdirAll(path, 0o755); err != nil {
			return "", err
		}
		path = filepath.Join(path, name)
	}
	temp, err := os.CreateTemp(filepath.Dir(path), ".parley-*")
	if err != nil {
		return "", err
	}
	_, err = temp.Write(data)
	if err = errors.Join(err, temp.Chmod(0o644), temp.Close()); err == nil {
		err = os.Rename(temp.Name(), path)
	}
	if err != nil {
		os.Remove(temp.Name())
		return "", err
	}
	return path, nil
}
