package desk

import (
	"context"
	"encoding/json"

	"parley/engine/conversation"
	"parley/engine/lead"
	"parley/engine/listing"
)

// ratedSetting keeps the weights by which all conversations were rated last, as JSON.
const ratedSetting = "rated by"

// RateWork rates all conversations anew, apart from the desk, where the workspace's
// weights or its threshold are not those they were rated by; nil where they are. It
// tells how many are worth something else than before. They have to be loaded.
// Errors: the context's; those of reading and writing. One that is stopped is done
// again the next time.
func (d *Desk) RateWork() func(ctx context.Context) (changed int, err error) {
	settings := d.draft.Settings.Leads
	now := settings
	now.Framework = "" // it changes what is shown, not what anybody is worth
	by, err := json.Marshal(now)
	if err != nil || d.Setting(ratedSetting) == string(by) {
		return nil
	}
	st, table := d.store.Conversations(), d.Conversations()
	return func(ctx context.Context) (int, error) {
		everything := listing.Filter{Is: []conversation.Standing{conversation.Active, conversation.HandedOff, conversation.Archived}}
		leads := map[string]conversation.Lead{}
		var ids []string
		for x, err := range st.Logs(ctx, table.Filter(everything).IDs()) {
			if err != nil {
				return 0, unusable(err)
			}
			l, err := conversation.ReadLog(x.Chunks...)
			if err != nil {
				continue // reading it tells
			}
			digest := conversation.DigestOf(&l.Header, l.Events)
			worth := lead.Of(l, &digest, settings).Lead
			if was, ok := table.Find(x.ID); ok && was.Lead != worth {
				leads[x.ID] = worth
				ids = append(ids, x.ID)
			}
		}
		err := st.Change(ctx, ids, func(s *conversation.Summary) { s.Lead = leads[s.ID] })
		if err == nil {
			err = d.store.SetSetting(ctx, ratedSetting, string(by))
		}
		return len(ids), unusable(err)
	}
}
