package desk

import (
	"context"

	"parley/engine/model"
	"parley/engine/outside"
	"parley/engine/session"
	"parley/engine/workflow"
	"parley/ui/effects"
)

// Ask finds out what a session of a program asks of the outside: from the
// workspace where it can tell, else over the network, at the hosts the workspace
// allows, and of the model that the environment names. It waits, so it is not
// called while a screen is drawn; cancelling the context ends it.
func Ask(ctx context.Context, p *session.Program, e *session.Effect) session.Reply {
	world := outside.Of(p)
	world.Net, world.Recorded = effects.NewNetwork(world.Workspace.Settings.AllowedHosts), outside.Offline(world.Workspace, e)
	world.Answerer = Answerer(world.Workspace)
	return world.Reply(ctx, e)
}

// Try runs a workflow of the workspace alone, over the network at the hosts the
// workspace allows; with recorded, a recorded response for exactly these inputs
// is used where there is one. It waits like [Ask].
func Try(ctx context.Context, w *model.Workspace, id model.WorkflowID, input model.Map[model.Value], recorded bool) workflow.Result {
	f := w.Workflow(id)
	if f == nil {
		return workflow.Result{Error: "there is no workflow " + string(id)}
	}
	return outside.Run(ctx, w, f, input, effects.NewNetwork(w.Settings.AllowedHosts), recorded)
}
