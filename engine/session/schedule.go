package session

import (
	"time"

	"parley/engine/model"
	"parley/engine/schedule"
)

// schedules are the workspace's opening hours made ready.
type schedules struct {
	byID     map[model.ScheduleID]*schedule.Hours
	fallback *schedule.Hours // the default one
}

func schedulesOf(w *model.Workspace) schedules {
	out := schedules{byID: make(map[model.ScheduleID]*schedule.Hours, len(w.Schedules))}
	for _, s := range w.Schedules {
		hours, _ := schedule.Compile(s, w.Settings.TimeZone)
		out.byID[s.ID] = hours
		if s.Default {
			out.fallback = hours
		}
	}
	return out
}

// find returns the schedule with the id, the default one for "", or nil.
func (s schedules) find(id model.ScheduleID) *schedule.Hours {
	if id == "" {
		return s.fallback
	}
	return s.byID[id]
}

// open is what conditions ask: whether a schedule is open at a moment.
func (s schedules) open(id model.ScheduleID, at time.Time) bool { return s.find(id).Open(at) }

func (c *compiler) businessSchedule(b *model.BusinessSchedule) {
	hours := c.p.schedules.find(b.Schedule)
	inside, outside, after := new(int32), new(int32), new(int32)
	missing := "there is no default business schedule"
	if b.Schedule != "" {
		missing = "there is no business schedule " + string(b.Schedule)
	}
	c.emit(op{run: func(s *Session) flow {
		if hours == nil {
			return s.fail(missing)
		}
		s.pc = *outside
		if hours.Open(time.UnixMilli(s.at)) {
			s.pc = *inside
		}
		return jumped
	}})
	index := c.step.Index
	for i, side := range []*model.Outcome{b.Inside, b.Outside} {
		*[]*int32{inside, outside}[i] = c.here()
		if side != nil {
			c.run(index+"."+itoa(i)+".", side.Do, side.Redirect, WhySchedule, after)
			continue
		}
		c.jump(after)
	}
	*after = c.here()
}
