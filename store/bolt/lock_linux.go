package bolt

import (
	"fmt"
	"os"
	"strings"

	"golang.org/x/sys/unix"
)

// holder returns the process that holds the lock on f, 0 when the system does
// not tell. Linux lists the flock itself:
//
//	3: FLOCK  ADVISORY  WRITE 4711 fe:00:131085 0 EOF
//
// Where that list names another device than the file does (btrfs, overlays),
// the record lock tells.
func holder(f *os.File) int {
	var st unix.Stat_t
	locks, err := os.ReadFile("/proc/locks")
	if err != nil || unix.Fstat(int(f.Fd()), &st) != nil {
		return recordHolder(f)
	}
	want := fmt.Sprintf("%02x:%02x:%d", unix.Major(uint64(st.Dev)), unix.Minor(uint64(st.Dev)), st.Ino)
	for line := range strings.Lines(string(locks)) {
		var n, pid int
		var kind, mode, access, place string
		got, _ := fmt.Sscanf(line, "%d: %s %s %s %d %s", &n, &kind, &mode, &access, &pid, &place)
		if got == 6 && kind == "FLOCK" && place == want && pid > 0 {
			return pid
		}
	}
	return recordHolder(f)
}
