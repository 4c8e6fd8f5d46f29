package check

import (
	"strings"
	"time"

	"parley/engine/model"
	"parley/engine/session"
)

// Times that hints go by: customers wait for an agent 5 to 15 minutes; a pause of
// half an hour is long enough to forget who was talking.
const (
	shortMissed = model.Duration(5 * time.Minute)
	longMissed  = model.Duration(15 * time.Minute)
	longPause   = model.Duration(30 * time.Minute)
)

// addressFits reports whether an address is one of its follow-up channel.
func addressFits(f model.FollowUp) bool {
	if f.Channel == "email" {
		_, ok := session.EmailFormat.Read(f.Address)
		return ok
	}
	return isE164(f.Address)
}

// isE164 tells a number as + and 7 to 15 digits.
func isE164(s string) bool {
	digits, ok := strings.CutPrefix(s, "+")
	return ok && len(digits) >= 7 && len(digits) <= 15 && strings.Trim(digits, "0123456789") == ""
}

// isLanguage reports whether a tag has the shape of a BCP 47 one: en, pt-BR, zh-Hans-CN.
func isLanguage(tag string) bool {
	for i, part := range strings.Split(tag, "-") {
		if len(part) < 1 || len(part) > 8 || i == 0 && (len(part) < 2 || len(part) > 3) {
			return false
		}
		for _, r := range part {
			letter := r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z'
			if !letter && (i == 0 || r < '0' || r > '9') {
				return false
			}
		}
	}
	return true
}

func (x *walk) language(at model.Path, tag string) {
	if !isLanguage(tag) {
		x.report(at, Error, "languageTag", "\""+tag+"\" is no language", "write a tag such as en, es or pt-BR")
	}
}

func (x *walk) zone(at model.Path, name string) {
	if _, err := time.LoadLocation(name); err != nil || name == "Local" {
		x.report(at, Error, "timeZone", "\""+name+"\" is no time zone", "write one such as Europe/Berlin or America/New_York")
	}
}

// languageKeys checks the keys of a map by language.
func (x *walk) languageKeys(p model.Place) {
	for n := range p.Value.Len() {
		key := p.Value.Index(n).Field(0).String()
		at := p.Path.At(key)
		if !isLanguage(key) {
			x.language(at, key)
		} else if !x.active(key) {
			x.report(at, Warning, "languageNotActive", key+" is not one of the workspace's active languages", "make it active in the workspace, or take it away")
		}
	}
}

// active reports whether the workspace speaks a language; where it names none, all count.
func (x *world) active(tag string) bool {
	primary, _, _ := strings.Cut(strings.ToLower(tag), "-")
	for _, l := range x.w.Settings.Languages {
		if have, _, _ := strings.Cut(strings.ToLower(string(l)), "-"); have == primary {
			return true
		}
	}
	return len(x.w.Settings.Languages) == 0
}
