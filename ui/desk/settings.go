package desk

import "context"

// Setting returns a setting of the program that is kept in the workspace, "" where
// there is none.
func (d *Desk) Setting(name string) string {
	var value string
	if _, err := d.store.Setting(name, &value); err != nil {
		return ""
	}
	return value
}

// SetSetting keeps a setting of the program. It may be called from any goroutine
// and returns when the setting is durable.
func (d *Desk) SetSetting(name, value string) error {
	return unusable(d.store.SetSetting(context.Background(), name, value))
}
