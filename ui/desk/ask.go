package desk

import (
	"context"

	"parley/engine/model"
	"parley/engine/outside"
	"parley/engine/session"
	"parley/ui/effects"
)

// Ask finds out what a session of the workspace asks of the outside: from the
// workspace where it can tell, else over the network, at the hosts the workspace
// allows. It waits, so it is not called while a screen is drawn; cancelling the
// context ends it.
func Ask(ctx context.Context, w *model.Workspace, e *session.Effect) session.Reply {
	return outside.Answer(ctx, w, e, effects.NewNetwork(w.Settings.AllowedHosts), outside.Offline(w, e))
}
