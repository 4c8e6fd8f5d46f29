package check_test

import (
	"testing"

	"parley/engine/check"
	"parley/engine/model"
)

func TestPlansAndThresholds(t *testing.T) {
	E, W := check.Error, check.Warning
	with := func(p model.Plan) func(*world) {
		p.ID = "p"
		if p.Meter == "" {
			p.Meter = "kilo"
		}
		return func(x *world) { x.w.Plans = append(x.w.Plans, &p) }
	}
	run(t, []ruleCase{
		{"allowance", with(model.Plan{Allowance: -1}), finding{"negative", E, "plans[p].allowance", "below zero", "how many"}},
		{"cycle", with(model.Plan{CycleStart: 32}), finding{"dayOfMonth", E, "plans[p].cycleStart", "32", "1 to 31"}},
		{"price", with(model.Plan{Price: "49,00"}), finding{"amountShape", E, "plans[p].price", "49,00", "49.00"}},
		{"price that is right", with(model.Plan{Price: "49.00"}), finding{"amountShape", none, "", "", ""}},
		{"pack's price", with(model.Plan{Packs: []model.Pack{{Conversations: 1, Price: "$5"}}}), finding{"amountShape", E, "plans[p].packs[0].price", "$5", ""}},
		{"pack's day", with(model.Plan{Packs: []model.Pack{{Conversations: 1, Bought: "14 March"}}}), finding{"dateShape", E, "plans[p].packs[0].bought", "14 March", "2026-03-14"}},
		{"pack's conversations", with(model.Plan{Packs: []model.Pack{{Conversations: -1}}}), finding{"negative", E, "plans[p].packs[0].conversations", "fewer", ""}},
		{"more packages than the plan takes", with(model.Plan{Name: "Standard", Meter: "smartsupp", Packs: []model.Pack{{Conversations: 401, Renews: true}}}), finding{"overPlan", W, "plans[p].packs", "501, and this plan goes up to 500", ""}},
		{"as many packages as it takes", with(model.Plan{Name: "Standard", Meter: "smartsupp", Packs: []model.Pack{{Conversations: 400, Renews: true}}}), finding{"overPlan", none, "", "", ""}},
		{"a threshold of no meter", func(x *world) { x.w.Settings.Thresholds = model.Map[int]{{Key: "kik", Value: 5}} }, finding{"unknownMeter", E, "workspace.thresholds[kik]", "kik", "kiq, lutingenie, smartsupp, kilo"}},
		{"a test's meter", func(x *world) {
			x.w.Tests = []*model.Test{{ID: "t", Assistant: "a", Cases: []model.Case{{Name: "c", Expectation: model.Expectation{Counts: model.Map[bool]{{Key: "kik"}}}}}}}
		}, finding{"unknownMeter", E, "tests[t].cases[0].expect.counts[kik]", "kik", "use one of"}},
		{"a threshold below zero", func(x *world) { x.w.Settings.Thresholds = model.Map[int]{{Key: "kiq", Value: -5}} }, finding{"negative", E, "workspace.thresholds[kiq]", "below zero", ""}},
	})
}
