package bolt

import (
	"bytes"
	"errors"
	"fmt"
	"maps"
	"slices"
)

// spot is where an entry was found.
type spot struct {
	commit uint64
	offset int64 // of the stored value in the file
	size   int
}

// scan looks for entries in all pages of a file that are not part of the tree.
type scan struct {
	*salvage
	*plan
	tree   *walker // nil when there is no tree
	found  map[string]spot
	healed map[uint64]bool // pages whose entries were all found to be good
}

const (
	// maxStretch bounds the bytes that a page and its overflow pages may
	// have: the largest commit, twice over.
	maxStretch = 4 << 20
	// maxSummed bounds the bytes summed up for one page that may be no page.
	maxSummed = 2 * maxStretch
)

func (sc *scan) run() {
	size := int64(sc.pageSize)
	for id := uint64(0); int64(id)*size < sc.salvage.size; id++ {
		if sc.tree != nil && id < sc.tree.src.high && sc.tree.has(id) && !sc.tree.suspect[id] {
			continue
		}
		sc.page(id, sc.read(int64(id)*size, sc.pageSize))
	}
}

// read returns up to n bytes at offset, fewer at the end of the file.
func (sc *scan) read(offset int64, n int) []byte {
	buf := make([]byte, n)
	got, _ := sc.file.ReadAt(buf, offset)
	return buf[:got]
}

// page takes the good entries of what may be a leaf, whatever its header says.
func (sc *scan) page(id uint64, b []byte) {
	offset := int64(id) * int64(sc.pageSize)
	n := elements(b)
	need := 0
	for i := range n {
		need = max(need, stretch(b, i))
	}
	if need > len(b) {
		b = sc.read(offset, need)
	}
	if good := sc.leaf(page(b), n, offset); good > 0 && good == page(b).count() {
		sc.healed[id] = true
	}
}

// elements returns how many elements b may have as a leaf, by the header or by
// where the first one points to: behind the last.
func elements(b []byte) int {
	if len(b) < pageHeader+elementSize {
		return 0
	}
	n := page(b).count()
	if first := int(native.Uint32(b[pageHeader+4:])); first%elementSize == 0 {
		n = max(n, first/elementSize)
	}
	return min(n, (len(b)-pageHeader)/elementSize)
}

// stretch returns where element i of a leaf ends, 0 if that cannot be.
func stretch(b []byte, i int) int {
	e := b[pageHeader+i*elementSize:]
	key, value := uint64(native.Uint32(e[8:])), uint64(native.Uint32(e[12:]))
	end := uint64(pageHeader+i*elementSize) + uint64(native.Uint32(e[4:])) + key + value
	if key == 0 || end > maxStretch {
		return 0
	}
	return int(end)
}

// leaf takes the good ones of n entries and returns how many there were.
func (sc *scan) leaf(p page, n int, offset int64) (good int) {
	summed := 0
	for i := range n {
		end := stretch(p, i)
		if end == 0 || end > len(p) || summed > maxSummed {
			continue
		}
		e := p.element(i)
		start := pageHeader + i*elementSize + int(native.Uint32(e[4:]))
		at := start + int(native.Uint32(e[8:]))
		key, value := p[start:at], p[at:end]
		summed += len(value)
		if bytes.Equal(key, bucketName) && len(value) > bucketHeader+pageHeader+elementSize && native.Uint64(value) == 0 {
			inline := page(value[bucketHeader:])
			sc.leaf(inline, elements(inline), offset+int64(at+bucketHeader))
			continue
		}
		if _, commit, ok := unseal(key, value); ok {
			good++
			sc.take(key, spot{commit: commit, offset: offset + int64(at), size: len(value)})
		}
	}
	return good
}

// take notes an entry if it belongs into the new file and is the newest of its
// key.
func (sc *scan) take(key []byte, s spot) {
	if old, ok := sc.found[string(key)]; (!ok || s.commit > old.commit) && sc.believes(key, s.commit) {
		sc.found[string(key)] = s
	}
}

// write brings what was found into the new file, in the order of the keys.
func (sc *scan) write() error {
	for _, key := range slices.Sorted(maps.Keys(sc.found)) {
		s := sc.found[key]
		stored := sc.read(s.offset, s.size)
		if _, _, ok := unseal([]byte(key), stored); !ok {
			return fmt.Errorf("salvage %s: %w", sc.path, errors.New("it changed while it was read"))
		}
		if err := sc.add([]byte(key), stored, true); err != nil {
			return err
		}
	}
	return sc.salvage.write(true)
}

// countLosses counts what the walk of the tree missed and the scan did not
// find either.
func (sc *scan) countLosses(w *walker) {
	for _, key := range w.badKeys {
		if _, ok := sc.found[string(key)]; key == nil || !ok {
			sc.out.Lost++
		}
	}
	for _, id := range w.badPages {
		if !sc.healed[id] {
			sc.out.Pages++
		}
	}
}
