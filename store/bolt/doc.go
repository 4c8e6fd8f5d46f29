// Package bolt is kv.Store in one bbolt file: snapshots, shared durable
// commits, and the care for the file (lock, header, backup, verify, salvage,
// migration).
//
// The file is a bbolt file with one bucket. Keys that begin with 0x00 are the
// header; all others belong to the users of kv.Store.
//
//	bbolt file
//	├─ meta page 0, 1          bbolt's own: magic, page size, root, checksum
//	├─ free list
//	└─ bucket "parley"
//	   ├─ 0x00 "format"        "parley 1"   how entries are laid out; tells our files from others
//	   ├─ 0x00 "migrating"     the backup's name, only while a migration is under way
//	   ├─ 0x00 "schema"        "1", "2" …   what the keys mean; see kv.Migration
//	   └─ key                  value ┊ commit number (8 bytes) ┊ CRC-32C (4 bytes)
//
// bbolt has no checksum on its pages. The one behind every value covers key,
// value and commit number, so a flipped bit is an error and never an answer,
// and Salvage can tell good entries in a damaged file and the newest of two.
//
// Writing goes through bbolt. Reading walks the same pages in this package
// (page.go, tree.go) with every offset checked, because bbolt trusts what it
// reads: a flipped bit would be a crash there and is kv.ErrCorrupt here. A
// write checks its path through the tree in the same way before bbolt takes
// it, once a page.
//
// Who calls Commit first writes for all who wait (see commit.go):
//
//	Commit ─┐
//	Commit ─┼─▶ queue ─▶ leader: checks and operations of each, in order ─▶ one bbolt
//	Commit ─┘            a failed check fails its own caller only          transaction
package bolt
