package bolt

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"strconv"

	"parley/store/kv"
)

// migrate brings the file to o.Schema before anyone uses it:
//
//	workspace.parley                    schema 1
//	workspace.parley.schema-1.backup    a copy, made first, whole or not there
//	0x00 "migrating"                    its name: from here on the file may be half changed
//	migrations 1→2, 2→3                 each ends with a commit of its schema
//	0x00 "migrating" is removed         with the last one
//
// Interrupted at any point, the next Open goes on where it stopped and makes
// no second copy, which would be one of a half-changed file.
func (s *Store) migrate(o Options) error {
	if s.schema == o.Schema && s.migrating == "" {
		return nil
	}
	steps, err := kv.Route(o.Migrations, s.schema, o.Schema)
	if err != nil {
		return fmt.Errorf("open %s: %w", s.path, err)
	}
	if err := s.keepCopy(); err != nil {
		return err
	}
	ctx := context.Background()
	for _, m := range steps {
		if err := m.Run(ctx, s); err != nil {
			return fmt.Errorf("migrate %s from schema %d to %d (%s): %w; the file as it was is in %s",
				s.path, m.From, m.To, m.Name, err, s.CopyBeforeMigration())
		}
		if err := s.setHeader(kv.Put(keySchema, strconv.AppendInt(nil, int64(m.To), 10))); err != nil {
			return err
		}
		s.schema = m.To
	}
	return s.setHeader(kv.Delete(keyMigrating))
}

// CopyBeforeMigration returns the path of the copy that was made before this
// Open migrated the file, "" if it did not.
func (s *Store) CopyBeforeMigration() string {
	if s.migrating == "" {
		return ""
	}
	return filepath.Join(filepath.Dir(s.path), s.migrating)
}

// keepCopy makes the copy and notes its name, unless that was done before.
func (s *Store) keepCopy() error {
	if s.migrating != "" {
		return nil
	}
	for n := 1; ; n++ {
		name := fmt.Sprintf("%s.schema-%d.backup", s.path, s.schema)
		if n > 1 {
			name += fmt.Sprintf("-%d", n)
		}
		err := s.BackupFile(name)
		if errors.Is(err, kv.ErrExists) {
			continue // of another time
		}
		if err != nil {
			return fmt.Errorf("migrate %s: nothing was changed: %w", s.path, err)
		}
		s.migrating = filepath.Base(name)
		return s.setHeader(kv.Put(keyMigrating, []byte(s.migrating)))
	}
}

// setHeader commits a header key, which Commit would refuse.
func (s *Store) setHeader(op kv.Op) error {
	return s.commit(context.Background(), newRequest(nil, []kv.Op{op}))
}
