package files

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"

	"parley/engine/model"
)

// Bounds on what one import gathers.
const (
	maxFiles      = 50_000
	maxTotalBytes = 512 << 20
)

// Gather collects the files of paths in a file system, in the order of their
// names below each path. Below a folder it takes .yaml and .yml files and those
// .md files that begin with front matter; what is hidden (.git) is passed over.
// A file that is named itself is always taken.
func Gather(fsys fs.FS, paths ...string) ([]File, error) {
	g := gatherer{seen: map[string]bool{}}
	for _, p := range paths {
		if err := g.gather(fsys, p, p, path.Join); err != nil {
			return nil, err
		}
	}
	return g.files, nil
}

// Load is [Gather] for folders and files on disk. Their names are as they were given.
func Load(paths ...string) ([]File, error) {
	g := gatherer{seen: map[string]bool{}}
	for _, p := range paths {
		info, err := os.Stat(p)
		if err != nil {
			return nil, fmt.Errorf("import %s: %w; name a folder, or .yaml and .md files", p, cause(err))
		}
		dir, base := p, "."
		if !info.IsDir() {
			dir, base = filepath.Split(p)
		}
		if err := g.gather(os.DirFS(cmpOr(dir, ".")), base, p, filepath.Join); err != nil {
			return nil, err
		}
	}
	return g.files, nil
}

// gatherer collects files once each.
type gatherer struct {
	files []File
	seen  map[string]bool
	total int64
}

// gather takes the file or folder at p; shown is how p is named to people.
func (g *gatherer) gather(fsys fs.FS, p, shown string, join func(...string) string) error {
	info, err := fs.Stat(fsys, p)
	if err != nil {
		return fmt.Errorf("import %s: %w; name a folder, or .yaml and .md files", shown, cause(err))
	}
	if !info.IsDir() {
		if !isYAML(p) && !isMarkdown(p) {
			return fmt.Errorf("import %s: its name does not end in .yaml, .yml or .md; rename it", shown)
		}
		return g.take(fsys, p, shown, false)
	}
	return fs.WalkDir(fsys, p, func(at string, d fs.DirEntry, err error) error {
		name := join(shown, strings.TrimPrefix(strings.TrimPrefix(at, p), "/"))
		if p == "." {
			name = join(shown, at)
		}
		switch {
		case err != nil:
			return fmt.Errorf("import %s: %w", name, cause(err))
		case at != p && strings.HasPrefix(d.Name(), "."):
			if d.IsDir() {
				return fs.SkipDir
			}
			return nil
		case !d.Type().IsRegular() || !isYAML(at) && !isMarkdown(at):
			return nil
		}
		return g.take(fsys, at, name, true)
	})
}

// take reads one file. A Markdown file without front matter that was only met
// in a folder is a README, not an article.
func (g *gatherer) take(fsys fs.FS, p, shown string, met bool) error {
	if g.seen[filepath.Clean(shown)] {
		return nil
	}
	g.seen[filepath.Clean(shown)] = true
	f, err := fsys.Open(p)
	if err != nil {
		return fmt.Errorf("import %s: %w", shown, cause(err))
	}
	defer f.Close()
	data, err := io.ReadAll(io.LimitReader(f, model.MaxDocumentBytes+1))
	if err != nil {
		return fmt.Errorf("import %s: %w", shown, cause(err))
	}
	if met && isMarkdown(p) && !bytes.HasPrefix(bytes.TrimPrefix(data, []byte("\xef\xbb\xbf")), []byte("---")) {
		return nil
	}
	g.files = append(g.files, File{Name: shown, Data: data})
	if g.total += int64(len(data)); g.total > maxTotalBytes || len(g.files) > maxFiles {
		return fmt.Errorf("import %s: more than %d files or %d MiB; import the folders one after another", shown, maxFiles, maxTotalBytes>>20)
	}
	return nil
}

func isYAML(name string) bool {
	return slices.Contains([]string{".yaml", ".yml"}, strings.ToLower(path.Ext(name)))
}

func isMarkdown(name string) bool { return strings.EqualFold(path.Ext(name), ".md") }

// cause is an error of a file operation without the path, which the caller names.
func cause(err error) error {
	if p := (*fs.PathError)(nil); errors.As(err, &p) {
		return p.Err
	}
	return err
}

// Save writes files into a folder, which is made where there is none. Each file
// is replaced as a whole; nothing outside of the folder is touched, and files
// that are there and are not among those written stay.
func Save(dir string, files []File) error {
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return fmt.Errorf("export to %s: %w; name a folder that can be written", dir, cause(err))
	}
	root, err := os.OpenRoot(dir)
	if err != nil {
		return fmt.Errorf("export to %s: %w; name a folder", dir, cause(err))
	}
	defer root.Close()
	for _, f := range files {
		if err := save(root, f); err != nil {
			return fmt.Errorf("export %s to %s: %w; see that the folder can be written", f.Name, dir, cause(err))
		}
	}
	return nil
}

func save(root *os.Root, f File) error {
	if err := root.MkdirAll(path.Dir(f.Name), 0o755); err != nil {
		return err
	}
	if old, err := root.ReadFile(f.Name); err == nil && bytes.Equal(old, f.Data) {
		return nil
	}
	part := f.Name + ".part"
	if err := root.WriteFile(part, f.Data, 0o644); err != nil {
		return err
	}
	if err := root.Rename(part, f.Name); err != nil {
		return errors.Join(err, root.Remove(part))
	}
	return nil
}
