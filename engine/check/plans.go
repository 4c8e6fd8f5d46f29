package check

import (
	"fmt"
	"strings"
	"time"

	"parley/engine/meter"
	"parley/engine/model"
)

// plans checks what was bought: amounts that can be read, days that exist, and
// packages that the plan can take.
func (x *walk) plans(*walk) {
	for _, p := range x.w.Plans {
		at := model.Path("plans").At(string(p.ID))
		if p.Allowance < 0 {
			x.report(at.Field("allowance"), Error, "negative", "an allowance cannot be below zero", "write how many conversations a month the plan has")
		}
		if p.CycleStart < 0 || p.CycleStart > 31 {
			x.report(at.Field("cycleStart"), Error, "dayOfMonth", fmt.Sprintf("%d is no day of a month", p.CycleStart), "write 1 to 31; a month that is too short starts its cycle on its last day")
		}
		x.price(at.Field("price"), p.Price)
		for i, pack := range p.Packs {
			x.pack(at.Field("packs").Index(i), pack)
		}
		terms := meter.TermsOf(&model.Workspace{Plans: []*model.Plan{p}}, meter.System(p.Meter))
		if all := terms.Allowance + bought(p); terms.Most > 0 && all > terms.Most {
			x.report(at.Field("packs"), Warning, "overPlan", fmt.Sprintf("allowance and packages come to %d, and this plan goes up to %d", all, terms.Most), "take packages away, or change the plan")
		}
	}
}

func (x *walk) pack(at model.Path, p model.Pack) {
	if p.Conversations < 0 {
		x.report(at.Field("conversations"), Error, "negative", "a pack cannot have fewer than no conversations", "write how many it adds")
	}
	if _, err := time.Parse(time.DateOnly, p.Bought); p.Bought != "" && err != nil {
		x.report(at.Field("bought"), Error, "dateShape", fmt.Sprintf("%q is no day", p.Bought), "write it as 2026-03-14")
	}
	x.price(at.Field("price"), p.Price)
}

func (x *walk) price(at model.Path, s string) {
	if _, ok := meter.ParseMoney(s); s != "" && !ok {
		x.report(at, Error, "amountShape", fmt.Sprintf("%q is no amount", s), "write it as 49 or 49.00, without a currency")
	}
}

// bought is what all packs of a plan add.
func bought(p *model.Plan) int {
	n := 0
	for _, x := range p.Packs {
		n += x.Conversations
	}
	return n
}

// thresholds checks the numbers that the workspace wants to be told at.
func (x *walk) thresholds() {
	for _, t := range x.w.Settings.Thresholds {
		at := model.Path("workspace").Field("thresholds").At(t.Key)
		x.meter(at, t.Key)
		if t.Value < 0 {
			x.report(at, Error, "negative", "a threshold cannot be below zero", "write how many conversations a month to be told at")
		}
	}
}

// meter tells a word that names none of the four meters.
func (x *walk) meter(at model.Path, word string) {
	if !meter.System(word).Known() {
		x.report(at, Error, "unknownMeter", fmt.Sprintf("%q is no meter", word), "use one of "+meterWords())
	}
}

func meterWords() string {
	var words []string
	for _, s := range meter.Systems() {
		words = append(words, string(s))
	}
	return strings.Join(words, ", ")
}
