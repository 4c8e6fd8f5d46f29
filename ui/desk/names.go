package desk

import (
	"github.com/google/jsonschema-go/jsonschema"

	"parley/store"
	"parley/store/files"
)

// The store's words as screens and commands know them.
type (
	// Status is how an assistant stands.
	Status = store.Status
	// History is an assistant's status with its versions.
	History = store.History
	// Version is one immutable version.
	Version = store.Version
	// Publication is what came of a publish.
	Publication = store.Publication
	// RefusedError is the error of an import that was refused as a whole.
	RefusedError = files.RefusedError
)

// The states of a draft.
const (
	DraftOnly    = store.DraftOnly
	DraftSame    = store.DraftSame
	DraftChanged = store.DraftChanged
)

// Schema is the JSON Schema of workspace files.
func Schema() *jsonschema.Schema { return files.Schema() }
