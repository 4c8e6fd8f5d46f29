package store

import (
	"context"
	"encoding/json"
	"fmt"

	"parley/store/kv"
)

// maxSetting is the most bytes the JSON of one setting may have.
const maxSetting = 64 << 10

// Setting reads a setting of the program (theme, last assistant, window facts,
// recent commands …) into v, as JSON does, and reports whether there is one that
// fits. One that does not, as another version of the program may have left it,
// counts as not there. Settings are no part of the workspace: no version, file
// or undo has them.
func (s *Store) Setting(name string, v any) (bool, error) {
	data, ok, err := s.get(settingKey(name))
	if err != nil || !ok {
		return false, err
	}
	return json.Unmarshal(data, v) == nil, nil
}

// SetSetting keeps v, as JSON, under a name of at most 200 bytes; nil removes
// it. It is durable on return. Errors: kv.ErrTooLarge over 64 KiB; those of
// Save.
func (s *Store) SetSetting(ctx context.Context, name string, v any) error {
	op := kv.Delete(settingKey(name))
	if v != nil {
		data, err := json.Marshal(v)
		if err != nil {
			return fmt.Errorf("keep setting %s: %w", name, err)
		}
		if len(data) > maxSetting || len(name) > 200 {
			return fmt.Errorf("keep setting %.40s: %w: %d bytes, at most %d: keep less", name, kv.ErrTooLarge, len(data), maxSetting)
		}
		op = kv.Put(settingKey(name), data)
	}
	return s.db.Commit(ctx, nil, []kv.Op{op})
}

func settingKey(name string) []byte { return append([]byte{prefixSetting}, name...) }
