package bolt

func (s *Store) migrate(o Options) error { return nil }
