//go:build unix

package terminal

import (
	"bufio"
	"fmt"
	"os"
	"os/exec"
	"os/signal"
	"regexp"
	"strconv"
	"strings"
	"syscall"
	"testing"

	"github.com/charmbracelet/x/term"
	"golang.org/x/sys/unix"
)

// shell runs the demo as a job, as a shell does: it says when the job has
// stopped, and continues it in the foreground when it is given a line.
func shell() int {
	signal.Ignore(syscall.SIGTTOU)
	job := exec.Command(os.Args[0])
	job.Env = append(os.Environ(), asChild+"=run")
	job.Stdin, job.Stdout, job.Stderr = os.Stdin, os.Stdout, os.Stderr
	job.SysProcAttr = &syscall.SysProcAttr{Setpgid: true, Foreground: true, Ctty: 0}
	if err := job.Start(); err != nil {
		fmt.Println(err)
		return 1
	}
	lines := bufio.NewReader(os.Stdin)
	for {
		var status syscall.WaitStatus
		if _, err := syscall.Wait4(job.Process.Pid, &status, syscall.WUNTRACED, nil); err != nil {
			continue // interrupted
		}
		_ = unix.IoctlSetPointerInt(0, unix.TIOCSPGRP, unix.Getpgrp())
		if !status.Stopped() {
			return status.ExitStatus()
		}
		fmt.Printf("job %d stopped\n", job.Process.Pid)
		line, _ := lines.ReadString('\n')
		if strings.HasPrefix(line, "fg") {
			_ = unix.IoctlSetPointerInt(0, unix.TIOCSPGRP, job.Process.Pid)
		}
		_ = syscall.Kill(-job.Process.Pid, syscall.SIGCONT)
	}
}

// stopped waits for the job to stop and returns its process.
func (c *console) stopped() int {
	c.t.Helper()
	said := regexp.MustCompile(`job (\d+) stopped`)
	c.until("a stopped job", func() bool { return said.Match(c.bytes) })
	pid, _ := strconv.Atoi(string(said.FindSubmatch(c.bytes)[1]))
	c.wrote("stopped")
	return pid
}

func TestSuspend(t *testing.T) {
	p := start(t, 60, 10, asChild+"=shell")
	p.shows("keys 0")
	sent := len(p.bytes)
	p.keys("z")
	p.until("leaving the screen", func() bool { return strings.Contains(string(p.bytes[sent:]), leaveScreen) })
	p.until("stopped", func() bool { return strings.Contains(string(p.bytes[sent:]), "stopped") })
	p.restored(p.bytes)
	p.stopped()
	p.resize(64, 9)
	p.screen.Resize(64, 9)
	p.keys("fg\n")
	p.wrote(enterScreen + mouseOn)
	p.shows("sizes 60x10 64x9")
	p.keys("x")
	p.shows("keys 2")

	// Stopped in the background once more when continued there.
	p.keys("z")
	pid := p.stopped()
	p.keys("bg\n")
	p.stopped()
	p.keys("fg\n")
	p.wrote(enterScreen)
	p.shows("last resumed")

	// From outside.
	_ = syscall.Kill(pid, syscall.SIGTSTP)
	p.wrote(leaveScreen)
	p.stopped()
	p.keys("fg\n")
	p.wrote(enterScreen)
	p.keys("y")
	p.shows("last y")

	// Stopped without being asked: the modes are set again.
	_ = syscall.Kill(pid, syscall.SIGSTOP)
	p.stopped()
	_ = term.SetState(p.slave.Fd(), p.before) // as a shell would
	p.keys("fg\n")
	p.wrote(enterScreen)
	p.keys("w")
	p.shows("last w")
	p.keys("q")
	if code := p.ends(); code != 0 {
		t.Errorf("exit code %d", code)
	}
	p.restored(p.bytes)
}

// TestSuspendWithoutShell asks to be stopped where nobody could continue the
// program: it goes on.
func TestSuspendWithoutShell(t *testing.T) {
	p := start(t, 60, 10)
	p.shows("keys 0")
	p.keys("z")
	p.shows("last resumed")
	p.keys("x")
	p.shows("last x")
	p.keys("q")
	p.ends()
	p.restored(p.bytes)
}

// TestEndedWhileStopped sends SIGTERM to a stopped job, as kill %1 does.
func TestEndedWhileStopped(t *testing.T) {
	p := start(t, 60, 10, asChild+"=shell")
	p.shows("keys 0")
	p.keys("z")
	pid := p.stopped()
	_ = syscall.Kill(pid, syscall.SIGTERM)
	p.keys("bg\n")
	if code := p.ends(); code != 143 {
		t.Errorf("exit code %d", code)
	}
	after, err := term.GetState(p.slave.Fd())
	if err != nil || *after != *p.before {
		t.Errorf("the line was\n%+v\nis\n%+v (%v)", p.before, after, err)
	}
}
