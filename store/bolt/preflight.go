package bolt

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"strings"

	"parley/store/kv"
)

// preflight looks at a file, only reading, before bbolt may open it for
// writing: is it ours, whole as far as a few pages tell, and not from a newer
// program. A file that fails is never written to.
//
// It reads the two meta pages, the free list and the way to the header keys:
// the same few pages whatever the size of the file.
func preflight(f *os.File, path string, schema int) (meta, header, error) {
	info, err := f.Stat()
	if err != nil {
		return meta{}, header{}, fmt.Errorf("open %s: %w", path, err)
	}
	if !info.Mode().IsRegular() {
		return meta{}, header{}, foreign(path, "it is not a file")
	}
	ms := readMetas(f)
	if !ms.magic {
		return meta{}, header{}, foreign(path, "")
	}
	if len(ms.damage) > 0 {
		return meta{}, header{}, damaged(path, ms.damage[0])
	}
	m := ms.valid[0]
	if need := int64(m.high) * int64(m.pageSize); m.high > 1<<48 || info.Size() < need {
		return m, header{}, damaged(path, fmt.Errorf("it has %d bytes of %d", info.Size(), need))
	}
	src := &stored{file: f, size: info.Size(), pageSize: m.pageSize, high: m.high}
	if _, err := checkFreelist(src, m); err != nil {
		return m, header{}, damaged(path, err)
	}
	h, err := checkHeader(src, m, path, schema)
	return m, h, err
}

// checkHeader tells foreign, newer and damaged files by their header keys.
func checkHeader(src source, m meta, path string, schema int) (header, error) {
	t, ok, err := openTree(src, m.root, m.high)
	if err != nil {
		return header{}, damaged(path, err)
	}
	if !ok {
		return header{}, foreign(path, "it is another program's bbolt file")
	}
	h, err := readHeader(t)
	switch {
	case err != nil:
		return h, damaged(path, err)
	case h.format == "":
		return h, damaged(path, errors.New("its header is missing"))
	case !strings.HasPrefix(h.format, formatPrefix):
		return h, foreign(path, "it is another program's bbolt file")
	case h.format != format:
		return h, newer(path, fmt.Sprintf("format %q, this program reads %q", h.format, format))
	case h.schema == 0:
		return h, damaged(path, errors.New("it has no schema version"))
	case h.schema > schema:
		return h, newer(path, fmt.Sprintf("schema %d, this program reads up to %d", h.schema, schema))
	}
	return h, nil
}

func foreign(path, why string) error {
	if why != "" {
		why = " (" + why + ")"
	}
	return fmt.Errorf("open %s: %w%s: choose another file with --db", path, kv.ErrForeign, why)
}

func newer(path, why string) error {
	return fmt.Errorf("open %s: %w (%s): update parley, or choose another file with --db", path, kv.ErrNewer, why)
}

// damaged wraps err, which may already be a kv.ErrCorrupt, in the one line
// that names the file and the mend.
func damaged(path string, err error) error {
	const mend = "run parley doctor to save what can be saved"
	if errors.Is(err, kv.ErrCorrupt) {
		return fmt.Errorf("open %s: %w: %s", path, err, mend)
	}
	return fmt.Errorf("open %s: %w: %w: %s", path, kv.ErrCorrupt, err, mend)
}

// openError says why the system would not open or make a file.
func openError(path string, err error) error {
	switch {
	case errors.Is(err, fs.ErrPermission) || isReadOnlyFS(err):
		return fmt.Errorf("open %s: %w: %w: choose another file with --db", path, kv.ErrReadOnly, cause(err))
	case isFull(err):
		return fmt.Errorf("open %s: %w: make room, or choose another file with --db", path, kv.ErrFull)
	default:
		return fmt.Errorf("open %s: %w: choose another file with --db", path, cause(err))
	}
}

// cause takes the path out of a system error, since the line names it already.
func cause(err error) error {
	var pathError *fs.PathError
	var linkError *os.LinkError
	switch {
	case errors.As(err, &pathError):
		return pathError.Err
	case errors.As(err, &linkError):
		return linkError.Err
	}
	return err
}
