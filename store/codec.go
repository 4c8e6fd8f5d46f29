package store

import (
	"encoding/json"

	"parley/engine/model"
)

// encodeDoc writes a document, or a dialog, with its revision byte.
func encodeDoc(v any) ([]byte, error) {
	data, err := json.Marshal(v)
	return append([]byte{revision}, data...), err
}

func decodeDoc(data []byte, v any) error {
	s, err := scan(data)
	if err != nil {
		return err
	}
	if err := json.Unmarshal(s.data, v); err != nil {
		return damaged(err.Error())
	}
	return nil
}

// headOf is an assistant without its dialogs.
func headOf(a *model.Assistant) *model.Assistant {
	head := *a
	head.Dialogs = nil
	return &head
}
