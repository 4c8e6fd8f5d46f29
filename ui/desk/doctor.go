package desk

import (
	"fmt"
	"os"
	"path/filepath"

	"parley/store"
	"parley/store/bolt"
)

// Diagnosis is what the doctor found in a workspace file.
type Diagnosis struct {
	File       string   `json:"file"`
	Bytes      int64    `json:"bytes"`
	Entries    int      `json:"entries"`    // that are whole
	Damaged    int      `json:"damaged"`    // places where something is wrong
	Problems   []string `json:"problems"`   // the first of them
	Lost       int      `json:"lost"`       // entries that were seen and cannot be read
	Assistants int      `json:"assistants"` // drafts that can be read
	Versions   int      `json:"versions"`   // published versions that can be read
	Unreadable []string `json:"unreadable"` // what cannot be read of them
	Saved      string   `json:"saved,omitempty"`
}

// OK reports whether the file is whole.
func (d Diagnosis) OK() bool { return d.Damaged == 0 && len(d.Unreadable) == 0 }

// Examine reads all of a workspace file and says what is wrong with it and what
// can be saved. The file is only read. Where saveTo is not "", what can be saved
// is written into a new file there.
func Examine(file, saveTo string) (Diagnosis, error) {
	if file == "" {
		var err error
		if file, err = DefaultFile(); err != nil {
			return Diagnosis{}, err
		}
	}
	report, err := bolt.Verify(file)
	if err != nil {
		return Diagnosis{}, unusable(err)
	}
	out := Diagnosis{File: file, Bytes: report.Bytes, Entries: report.Keys, Damaged: report.Damaged, Problems: report.Problems}
	copied := saveTo
	if copied == "" {
		dir, err := os.MkdirTemp("", "parley-doctor-")
		if err != nil {
			return out, unusable(fmt.Errorf("examine %s: %w", file, err))
		}
		defer os.RemoveAll(dir)
		copied = filepath.Join(dir, "saved.db")
	}
	saved, err := bolt.Salvage(file, copied, store.Schema)
	if err != nil {
		return out, unusable(err)
	}
	out.Lost, out.Saved = saved.Lost, saveTo
	out.read(copied)
	return out, nil
}

// read opens what was saved and counts what can be read of it.
func (d *Diagnosis) read(file string) {
	st, err := store.OpenFile(file, store.Options{Existing: true})
	if err != nil {
		d.Unreadable = append(d.Unreadable, err.Error())
		return
	}
	defer st.Close()
	if w, err := st.Load(); err != nil {
		d.Unreadable = append(d.Unreadable, "the draft: "+err.Error())
	} else {
		d.Assistants = len(w.Assistants)
	}
	all, err := st.Statuses()
	if err != nil {
		d.Unreadable = append(d.Unreadable, "the versions: "+err.Error())
	}
	for _, status := range all {
		history, err := st.Versions(status.Assistant)
		if err != nil {
			d.Unreadable = append(d.Unreadable, fmt.Sprintf("the versions of %s: %v", status.Assistant, err))
			continue
		}
		for _, v := range history.Versions {
			if _, err := st.Version(status.Assistant, v.Number); err != nil {
				d.Unreadable = append(d.Unreadable, fmt.Sprintf("v%d of %s: %v", v.Number, status.Assistant, err))
				continue
			}
			d.Versions++
		}
	}
}
