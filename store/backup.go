package store

import (
	"errors"
	"fmt"
)

// Backup writes a copy of the workspace as it was last saved to a new file at
// path, while reading and writing go on: the whole copy, durable, or no file.
// Errors: kv.ErrExists, kv.ErrFull and the system's; a workspace in memory has
// no file to copy.
func (s *Store) Backup(path string) error {
	file, ok := s.db.(interface{ BackupFile(string) error })
	if !ok {
		return fmt.Errorf("back up: %w", errors.New("a throwaway workspace has no file: export it instead"))
	}
	return file.BackupFile(path)
}
