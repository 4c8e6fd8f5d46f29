// Package store keeps a workspace: its draft, the published versions of its
// assistants, and the program's own settings.
//
// It stands on an ordered key-value layer (package kv) with small commits, and
// writes only what changed: a workspace is a persistent value, so what is the
// same pointer as in the last save is the same, and the rest is compared by
// content hash. The key tree:
//
//	'c' …                  conversations: see package conversations
//	'i'                    identity: id of the workspace, time it was made
//	's' name               settings of the program, JSON
//	'v' number (8 bytes)   immutable values: documents, dialogs and the nodes between
//	'w'                    the root: one small record that makes everything true
//
// and what the root names:
//
//	root ─┬─ workspace settings ─────────────────────────▶ document
//	      ├─ brands, teams … recordings ──▶ nodes ───────▶ documents
//	      ├─ assistants ──▶ nodes ──▶ assistant ──▶ nodes ▶ dialogs
//	      ├─ publications ─▶ nodes ──▶ publication ─▶ nodes ▶ closures ─▶ the assistant
//	      │                                                    and every document pinned
//	      └─ operational revisions ─▶ nodes ─▶ schedules, brands, teams, channels
//
// Values are written once and never changed. A reference to one is its number,
// under which it is found, and the SHA-256 of its content, which is what makes
// two things equal. Numbers grow, so the values of one save lie side by side,
// next to the root, and a save touches few pages: names made of the hash would
// scatter them. What only the draft named and a save replaces, it removes in
// the same commit, so that the file does not grow with typing.
//
// A list of more than a few entries is cut into nodes after entries chosen by
// their ids, so that equal lists have equal nodes whatever their history, and
// an edit writes one node a level.
//
// A save that fits one commit is one commit: values, nodes and root. A larger
// one writes values and nodes first, in as many commits as it takes, and
// becomes true by the root. A crash in between leaves the old root, and values
// that nothing names; those are swept (see [Store.Sweep]). The sweep looks only
// at values older than its snapshot, and no number is given twice, so it
// cannot meet a save.
//
// Of a file that has lost values, [Rescue] keeps what can still be read.
package store
