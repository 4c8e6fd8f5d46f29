package terminal

import (
	"fmt"
	"os"
	"runtime"
	"runtime/debug"
	"time"
)

// record writes a panic with its trace to the log and notes where.
func (e *PanicError) record(log string, now time.Time) {
	text := fmt.Sprintf("%s panic in %s: %v\n%s\n%s\n\n", now.Format(time.RFC3339), e.Where, e.Value, build(), e.Stack)
	if path, err := appendLog(log, text); err == nil {
		e.Log = path
	}
}

// build names what was running.
func build() string {
	s := runtime.Version() + " " + runtime.GOOS + "/" + runtime.GOARCH
	if info, ok := debug.ReadBuildInfo(); ok {
		s += " " + info.Main.Version
		for _, set := range info.Settings {
			if set.Key == "vcs.revision" {
				s += " " + set.Value
			}
		}
	}
	return s
}

// appendLog adds text to a file that only the user can read; with no name, to
// a new one in the folder for temporary files.
func appendLog(path, text string) (string, error) {
	var f *os.File
	var err error
	if path == "" {
		f, err = os.CreateTemp("", "parley-*.log")
	} else {
		f, err = os.OpenFile(path, os.O_WRONLY|os.O_APPEND|os.O_CREATE, 0o600)
	}
	if err != nil {
		return "", err
	}
	_, err = f.WriteString(text)
	if closeErr := f.Close(); err == nil {
		err = closeErr
	}
	return f.Name(), err
}
