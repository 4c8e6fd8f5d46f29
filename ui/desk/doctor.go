package desk

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"parley/store"
	"parley/store/bolt"
	"parley/store/kv"
)

// Diagnosis is what the doctor found in a workspace file.
type Diagnosis struct {
	File       string   `json:"file"`
	Bytes      int64    `json:"bytes"`
	Entries    int      `json:"entries"`    // that are whole
	Damaged    int      `json:"damaged"`    // places where something is wrong
	Problems   []string `json:"problems"`   // the first of them
	Assistants int      `json:"assistants"` // drafts that can be read
	Versions   int      `json:"versions"`   // published versions that can be read
	Lost       []string `json:"lost"`       // documents, dialogs and versions that cannot be read
	Copies     []string `json:"copies"`     // those of which only another copy can be read
	Found      int      `json:"found"`      // documents and dialogs to which nothing led any more
	Saved      string   `json:"saved,omitempty"`
}

// OK reports whether the file is whole.
func (d Diagnosis) OK() bool {
	return d.Damaged == 0 && len(d.Lost) == 0 && len(d.Copies) == 0 && d.Found == 0
}

// Examine reads all of a workspace file and says what is wrong with it and what
// can be saved. The file is only read. Where saveTo is not "", what can be saved
// is written into a new file there: a whole workspace, or no file.
func Examine(file, saveTo string) (Diagnosis, error) {
	if file == "" {
		var err error
		if file, err = DefaultFile(); err != nil {
			return Diagnosis{}, err
		}
	}
	if _, err := os.Lstat(saveTo); saveTo != "" && err == nil {
		return Diagnosis{}, fmt.Errorf("save to %s: it %w: choose another name", saveTo, kv.ErrExists)
	}
	report, err := bolt.Verify(file)
	if err != nil {
		return Diagnosis{}, unusable(err)
	}
	out := Diagnosis{File: file, Bytes: report.Bytes, Entries: report.Keys, Damaged: report.Damaged, Problems: append([]string{}, report.Problems...),
		Lost: []string{}, Copies: []string{}}
	if report.OK() && saveTo == "" {
		if whole := out; whole.count(file) == nil {
			return whole, nil
		}
	}
	err = out.save(saveTo)
	if errors.Is(err, kv.ErrForeign) && !report.OK() {
		out.Lost = append(out.Lost, "everything: nothing of a workspace is left in it")
		return out, nil
	}
	return out, err
}

// save writes what is good into a new file and counts it; "" is a file that is
// removed again.
func (d *Diagnosis) save(to string) error {
	beside := ""
	if to != "" {
		beside = filepath.Dir(to)
	}
	dir, err := os.MkdirTemp(beside, ".parley-doctor-")
	if err != nil {
		return fmt.Errorf("save what is good of %s: %w", d.File, err)
	}
	defer os.RemoveAll(dir)
	copied := filepath.Join(dir, "saved.db")
	saved, err := bolt.Salvage(d.File, copied, store.Schema)
	if err != nil {
		return unusable(err)
	}
	d.Entries = saved.Keys
	rescued, err := store.RescueFile(context.Background(), copied)
	if err != nil {
		return unusable(err)
	}
	d.Lost, d.Copies, d.Found = append(d.Lost, rescued.Lost...), append(d.Copies, rescued.Copies...), rescued.Found
	if err := d.count(copied); err != nil {
		return unusable(err)
	}
	if to == "" {
		return nil
	}
	if err := moveNew(copied, to); err != nil {
		return fmt.Errorf("save to %s: %w", to, err)
	}
	d.Saved = to
	return nil
}

// moveNew gives a file another name in the same file system, if that is free.
func moveNew(from, to string) error {
	err := os.Link(from, to)
	if err == nil || errors.Is(err, fs.ErrExist) {
		return err
	}
	if _, err := os.Lstat(to); err == nil { // a file system without links
		return fs.ErrExist
	}
	return os.Rename(from, to)
}

// count opens a file and reads all of the workspace in it.
func (d *Diagnosis) count(file string) error {
	st, err := store.OpenFile(file, store.Options{Existing: true, ReadOnly: true})
	if err != nil {
		return err
	}
	defer st.Close()
	w, err := st.Load()
	if err != nil {
		return err
	}
	d.Assistants = len(w.Assistants)
	all, err := st.Statuses()
	if err != nil {
		return err
	}
	for _, status := range all {
		history, err := st.Versions(status.Assistant)
		if err != nil {
			return err
		}
		for _, v := range history.Versions {
			if _, err := st.Version(status.Assistant, v.Number); err != nil {
				return err
			}
			d.Versions++
		}
	}
	return nil
}
