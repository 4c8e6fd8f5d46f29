package check

import (
	"fmt"
	"slices"

	"parley/engine/model"
)

func ruleName(r *model.Rule) string {
	if r.Name != "" {
		return r.Name
	}
	return string(r.ID)
}

func rulePath(r *model.Rule) model.Path { return model.Path("rules").At(string(r.ID)) }

// rules checks rules against the assistants they start and against each other.
func (x *walk) rules(published Published) {
	x.order = lastOrder
	limited := 0
	for _, r := range x.w.Rules {
		at := rulePath(r)
		if r.Channel == model.Chat || r.Channel == model.SMS || r.Channel.IsWhatsApp() {
			if limited++; limited == model.MaxRules+1 {
				x.report(at, Error, "overLimit", fmt.Sprintf("more than %d rules for chat, WhatsApp and SMS", model.MaxRules), "delete the ones no longer needed")
			}
		}
		if r.Proactive && r.Channel != model.Chat && r.Channel != "" {
			f := x.report(at.Field("proactive"), Error, "fieldNotAllowed", fmt.Sprintf("%q is not on %s", "Proactive", r.Channel.Title()), "take it away")
			f.Fix = &Fix{Kind: FixClear, Label: "take it away", Path: f.Path}
		}
		x.rulePhone(r, at.Field("phone"))
		if a := x.w.Assistant(r.Assistant); a != nil {
			x.ruleStart(r, a, at, published)
		}
	}
	x.neverMatching(published)
}

func (x *walk) rulePhone(r *model.Rule, at model.Path) {
	switch {
	case r.Phone == "":
	case r.Channel == model.Chat || r.Channel == model.Voice:
		f := x.report(at, Error, "fieldNotAllowed", fmt.Sprintf("a phone number decides nothing on %s", r.Channel.Title()), "take it away")
		f.Fix = &Fix{Kind: FixClear, Label: "take it away", Path: at}
	case (r.Channel == model.SMS || r.Channel == model.TwilioWhatsApp) && !isE164(r.Phone):
		x.report(at, Error, "addressShape", fmt.Sprintf("%q is no number of %s", r.Phone, r.Channel.Title()), "write it like +19191234567")
	}
}

// ruleStart checks where a rule starts.
func (x *walk) ruleStart(r *model.Rule, a *model.Assistant, at model.Path, published Published) {
	if r.Channel != "" && a.Channel != r.Channel {
		f := x.report(at.Field("channel"), Error, "channelMismatch", fmt.Sprintf("the rule is for %s, and %s talks on %s", r.Channel.Title(), a.Name, a.Channel.Title()), "choose an assistant of the channel")
		f.Fix = &Fix{Kind: FixSet, Label: "make it a rule for " + a.Channel.Title(), Path: f.Path, Value: string(a.Channel)}
	}
	if published != nil && !published(a.ID) {
		x.report(at.Field("assistant"), Warning, "notPublished", fmt.Sprintf("%s is not published: the rule is skipped", a.Name), "publish it, or choose another assistant")
	}
	var start *model.Dialog
	if r.Dialog == "" && len(a.Dialogs) > 0 {
		start = a.Dialogs[0]
	} else if start = a.Dialog(r.Dialog); start == nil && r.Dialog != "" {
		ids := make([]string, len(a.Dialogs))
		for i, d := range a.Dialogs {
			ids[i] = string(d.ID)
		}
		f := x.report(at.Field("dialog"), Error, "danglingRedirect", fmt.Sprintf("%s has no dialog %q", a.Name, r.Dialog), "choose one of its dialogs")
		x.suggest(f, string(r.Dialog), ids)
	}
	if r.Proactive && start != nil && !opensWithWords(start) {
		x.report(at.Field("dialog"), Error, "proactiveStart", fmt.Sprintf("%s begins with no message or question: a proactive chat would open empty", start.Name), "begin it with a message or a question, or start elsewhere")
	}
}

// neverMatching tells rules that an earlier one always wins over.
func (x *walk) neverMatching(published Published) {
	rules := slices.Clone(x.w.Rules)
	slices.SortStableFunc(rules, func(a, b *model.Rule) int { return a.Order - b.Order })
	for i, later := range rules {
		for _, earlier := range rules[:i] {
			if x.w.Assistant(earlier.Assistant) == nil || published != nil && !published(earlier.Assistant) || !covers(earlier, later) {
				continue
			}
			x.report(rulePath(later), Warning, "neverMatches", fmt.Sprintf("%s comes first and matches whenever this rule does", ruleName(earlier)), "move this rule up, or give the other one more conditions")
			break
		}
	}
}

// covers reports whether the earlier rule matches whenever the later one does.
// It says so only where it is certain, by the conditions being the same ones.
func covers(earlier, later *model.Rule) bool {
	if earlier.Channel != later.Channel || earlier.Proactive != later.Proactive || earlier.Phone != "" && earlier.Phone != later.Phone {
		return false
	}
	e, l := earlier.When, later.When
	if len(e) == 0 {
		return true
	}
	if len(l) == 0 {
		return false
	}
	inE := func(c model.Condition) bool { return contains(e, c) }
	inL := func(c model.Condition) bool { return contains(l, c) }
	eAny, lAny := earlier.Match == model.MatchAny && len(e) > 1, later.Match == model.MatchAny && len(l) > 1
	switch {
	case !lAny && !eAny:
		return every(e, inL)
	case !lAny && eAny:
		return slices.ContainsFunc(l, inE)
	case eAny || len(e) == 1:
		return every(l, inE)
	}
	return false
}

func every(list []model.Condition, is func(model.Condition) bool) bool {
	return !slices.ContainsFunc(list, func(c model.Condition) bool { return !is(c) })
}

func contains(list []model.Condition, c model.Condition) bool {
	return slices.ContainsFunc(list, func(o model.Condition) bool {
		a, _ := model.CanonicalOperator(string(o.Is))
		b, _ := model.CanonicalOperator(string(c.Is))
		return o.Attribute == c.Attribute && a.Operator == b.Operator && o.Value.Equal(c.Value)
	})
}

// defaults checks which assistants start where no rule matches.
func (x *walk) defaults(published Published) {
	x.order = lastOrder
	type key struct {
		channel model.Channel
		brand   model.BrandID
	}
	seen := map[key]bool{}
	for n, doc := range x.w.Defaults {
		base := model.Path("defaults").At(string(doc.ID))
		if doc.ID == "" {
			base = model.Path("defaults").Index(n)
		}
		for i, d := range doc.Defaults {
			at := base.Field("defaults").Index(i)
			k := key{d.Channel, d.Brand}
			if k.brand == "" && len(x.w.Brands) > 0 {
				k.brand = x.w.Brands[0].ID
			}
			if seen[k] {
				f := x.report(at, Error, "duplicateDefault", fmt.Sprintf("%s has a default for this brand already", d.Channel.Title()), "take one away")
				f.Fix = &Fix{Kind: FixRemove, Label: "take it away", Path: at}
			}
			seen[k] = true
			a := x.w.Assistant(d.Assistant)
			if a == nil || d.Assistant == model.NoAssistant {
				continue
			}
			if a.Channel != d.Channel && d.Channel != "" {
				x.report(at.Field("assistant"), Error, "channelMismatch", fmt.Sprintf("the default is for %s, and %s talks on %s", d.Channel.Title(), a.Name, a.Channel.Title()), "choose an assistant of the channel")
			}
			if published != nil && !published(a.ID) {
				x.report(at.Field("assistant"), Warning, "notPublished", fmt.Sprintf("%s is not published: the default is skipped", a.Name), "publish it, or choose another assistant")
			}
		}
	}
}
