package bolt

import (
	"encoding/binary"
	"hash/crc32"
)

// trailerSize is what is kept behind every value: the number of the commit
// that wrote it, 8 bytes, and a CRC-32C, 4 bytes, both big-endian.
const trailerSize = 12

// castagnoli is the polynomial processors have an instruction for. It is
// never changed.
var castagnoli = crc32.MakeTable(crc32.Castagnoli)

// bodySum begins the checksum of an entry: the part that the caller of Commit
// works out by itself, before it waits. It starts from the length of the key,
// so that no byte can move between key and value.
func bodySum(key, value []byte) uint32 {
	return crc32.Update(crc32.Update(uint32(len(key)), castagnoli, key), castagnoli, value)
}

// seal ends the checksum with the commit number and writes the trailer into
// the last bytes of stored.
func seal(stored []byte, sum uint32, commit uint64) {
	trailer := stored[len(stored)-trailerSize:]
	binary.BigEndian.PutUint64(trailer, commit)
	binary.BigEndian.PutUint32(trailer[8:], crc32.Update(sum, castagnoli, trailer[:8]))
}

// sealed returns value as it is stored under key by a commit.
func sealed(key, value []byte, commit uint64) []byte {
	stored := append(append(make([]byte, 0, len(value)+trailerSize), value...), make([]byte, trailerSize)...)
	seal(stored, bodySum(key, value), commit)
	return stored
}

// unseal returns the value in stored and the commit that wrote it. ok is false
// when the checksum does not fit.
func unseal(key, stored []byte) (value []byte, commit uint64, ok bool) {
	n := len(stored) - trailerSize
	if n < 0 {
		return nil, 0, false
	}
	value, trailer := stored[:n:n], stored[n:]
	if crc32.Update(bodySum(key, value), castagnoli, trailer[:8]) != binary.BigEndian.Uint32(trailer[8:]) {
		return nil, 0, false
	}
	return value, binary.BigEndian.Uint64(trailer), true
}

// checkEntries checks the entries of a leaf that was passed by check. All of
// them, because one whose key was damaged cannot be missed by looking for it.
func (p page) checkEntries() error {
	for i := 0; p.leaf() && i < p.count(); i++ {
		key, stored, flags := p.leafAt(i)
		if _, _, ok := unseal(key, stored); !ok && flags == 0 {
			return damagedEntry(key)
		}
	}
	return nil
}
