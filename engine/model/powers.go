package model

import "slices"

// The powers a workspace can have, LutinGénie's Enchantements.
const (
	PowerMemory     = "memory"     // more messages are remembered
	PowerEmotion    = "emotion"    // answers take the customer's mood into account
	PowerEscalation = "escalation" // where nobody is there, a follow-up task is made
	PowerPolyglot   = "polyglot"   // the customer's own language is recognized and answered in
)

// How many messages of a conversation an answer and a condition can use: the
// source is LutinGénie's page on Enchantements.
const (
	RememberedMessages   = 10
	RememberedWithMemory = 50
)

// MeterLutinGenie is the meter of a plan bought from LutinGénie.
const MeterLutinGenie = "lutingenie"

// HasPower reports whether the workspace has a power.
func (w *Workspace) HasPower(power string) bool { return slices.Contains(w.Settings.Powers, power) }

// Meter is the meter of the workspace's own plan, "" where it has none.
func (w *Workspace) Meter() string {
	for _, p := range w.Plans {
		if p.ID == w.Settings.Plan {
			return p.Meter
		}
	}
	return ""
}
