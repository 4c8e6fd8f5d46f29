package store

import (
	"crypto/sha256"
	"maps"
	"slices"
	"strconv"

	"parley/engine/model"
	"parley/store/kv"
)

// operationalKeys are the kinds of document that change for live versions at
// once; to them come some of the workspace's own settings.
var operationalKeys = []string{"schedules", "brands", "teams"}

// operationalOf are the settings that live versions follow at once.
func operationalOf(s *model.WorkspaceSettings) *model.WorkspaceSettings {
	return &model.WorkspaceSettings{TimeZone: s.TimeZone, Languages: s.Languages, Channels: s.Channels}
}

// operational is the number of the newest operational revision.
func (st *state) operational() int { return len(st.lists[operationsKey].items) }

// operate adds an operational revision if the changed draft has other
// operational facts than the last one.
func (c *change) operate() error {
	settings := encodeDoc(operationalOf(&c.new.workspace.Settings))
	old := c.new.lists[operationsKey]
	whole := operationalHash(settings, c.new.lists)
	if n := len(old.items); n > 0 && old.items[n-1].ref.hash == whole {
		return nil
	}
	data := appendBytes([]byte{revision}, settings)
	for _, key := range operationalKeys {
		data = c.new.lists[key].appendTop(data)
	}
	written, err := c.put(data, whole)
	if err != nil {
		return err
	}
	name := strconv.Itoa(len(old.items) + 1)
	l := &list{inline: old.inline, items: append(slices.Clip(old.items), &item{id: name, cut: cutOf(name), ref: written})}
	c.new.lists[operationsKey], c.new.sealedOperational = l, c.next
	return l.build(&c.batch, old, c.drop)
}

// operationalHash is the content hash of an operational revision.
func operationalHash(settings []byte, lists map[string]*list) Hash {
	sum := sha256.New()
	hash := hashOf(settings)
	_, _ = sum.Write(hash[:])
	for _, key := range operationalKeys {
		h := lists[key].hash()
		_, _ = sum.Write(h[:])
	}
	return Hash(sum.Sum(nil))
}

// readOperation reads the node of an operational revision: the settings, as a
// document, and the lists.
func readOperation(r kv.Reader, at ref) ([]byte, map[string]*list, error) {
	data, err := getValue(r, at.at)
	if err != nil {
		return nil, nil, err
	}
	s, err := scan(data)
	if err != nil {
		return nil, nil, err
	}
	settings, lists := s.bytes(), map[string]*list{}
	for _, key := range operationalKeys {
		if lists[key], err = readList(r, s, inlineOf(key)); err != nil {
			return nil, nil, err
		}
	}
	return settings, lists, s.end("an operational revision")
}

// readOperational reads an operational revision.
func readOperational(r kv.Reader, at ref) (*model.Workspace, error) {
	settings, lists, err := readOperation(r, at)
	if err != nil {
		return nil, err
	}
	st := emptyState()
	maps.Copy(st.lists, lists)
	if err := decodeDoc(settings, &st.workspace.Settings); err != nil {
		return nil, err
	}
	return st.workspace, st.loadDocuments(r)
}
