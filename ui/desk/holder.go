package desk

import (
	"bufio"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"net"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"time"

	"parley/store/kv"
)

// The holder of a workspace file is the process that has it open. Others cannot
// open it meanwhile, but they can ask the holder for a copy: over a socket in a
// folder that only the same user can enter, named after the file.

// holderTimeout bounds how long a question to the holder may take: a copy of a
// large file takes a while.
const holderTimeout = 2 * time.Minute

func socketOf(file string) (string, error) {
	full, err := filepath.Abs(file)
	if err != nil {
		return "", err
	}
	if real, err := filepath.EvalSymlinks(full); err == nil {
		full = real
	}
	sum := sha256.Sum256([]byte(full))
	dir := filepath.Join(os.TempDir(), fmt.Sprintf("parley-%d", os.Getuid()))
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return "", err
	}
	if info, err := os.Lstat(dir); err != nil || !info.IsDir() || info.Mode().Perm()&0o077 != 0 || !owned(info) {
		return "", fmt.Errorf("%s is not a folder of this user alone: remove it", dir)
	}
	return filepath.Join(dir, hex.EncodeToString(sum[:8])+".sock"), nil
}

// holding answers the questions of other processes.
type holding struct {
	socket  net.Listener
	answers sync.WaitGroup

	mu      sync.Mutex
	stopped bool
	open    map[net.Conn]bool // questions that were not read yet
}

// Listen answers other processes that ask for a copy of the file, until stop is
// called; answers under way end when the desk is closed. A desk without a file
// needs no answers.
func (d *Desk) Listen() (stop func(), err error) {
	if d.file == "" {
		return func() {}, nil
	}
	path, err := socketOf(d.file)
	if err != nil {
		return func() {}, fmt.Errorf("answer other processes: %w", err)
	}
	// Who holds the file holds its name: a socket that is there was left behind.
	if err := os.Remove(path); err != nil && !errors.Is(err, os.ErrNotExist) {
		return func() {}, fmt.Errorf("answer other processes: %w", err)
	}
	socket, err := net.Listen("unix", path)
	if err != nil {
		return func() {}, fmt.Errorf("answer other processes: %w", err)
	}
	h := &holding{socket: socket, open: map[net.Conn]bool{}}
	d.holding = h
	h.answers.Go(func() {
		for {
			conn, err := socket.Accept()
			if err != nil {
				return
			}
			h.answers.Go(func() { h.answer(conn, d.copyTo) })
		}
	})
	return h.stop, nil
}

// stop takes no more questions. It does not wait for the answers under way.
func (h *holding) stop() {
	h.socket.Close()
	h.mu.Lock()
	defer h.mu.Unlock()
	h.stopped = true
	for conn := range h.open {
		conn.Close() // whoever has not asked by now
	}
}

// begin counts a question that is waited for; false: too late.
func (h *holding) begin(conn net.Conn) bool {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.open[conn] = true
	return !h.stopped
}

func (h *holding) asked(conn net.Conn) {
	h.mu.Lock()
	defer h.mu.Unlock()
	delete(h.open, conn)
}

// maxQuestion bounds a question, in bytes: a path, and a word.
const maxQuestion = 64 << 10

// answer does what one question asks: "backup PATH".
func (h *holding) answer(conn net.Conn, copyTo func(string) error) {
	defer conn.Close()
	if !h.begin(conn) || conn.SetDeadline(time.Now().Add(holderTimeout)) != nil {
		return
	}
	line, err := bufio.NewReader(io.LimitReader(conn, maxQuestion)).ReadString('\n')
	h.asked(conn)
	if err != nil {
		return
	}
	path, ok := strings.CutPrefix(strings.TrimSuffix(line, "\n"), "backup ")
	if !ok || !filepath.IsAbs(path) {
		fmt.Fprintln(conn, "the question was not understood")
		return
	}
	if err := copyTo(path); err != nil {
		mark := ""
		if errors.Is(err, ErrUnusable) {
			mark = unusableMark
		}
		fmt.Fprintln(conn, mark+strings.ReplaceAll(err.Error(), "\n", " "))
		return
	}
	fmt.Fprintln(conn, "ok")
}

// unusableMark begins the answer that the file itself cannot be used.
const unusableMark = "unusable: "

// copyTo writes a copy of the file with every edit so far, and all that was recorded.
func (d *Desk) copyTo(path string) error {
	if err := d.Flush(); err != nil {
		return err
	}
	err := d.store.Backup(path)
	switch {
	case errors.Is(err, kv.ErrClosed):
		return unusable(fmt.Errorf("back up to %s: the program that has the workspace open is leaving: try again", path))
	case errors.Is(err, kv.ErrCorrupt):
		return unusable(err)
	}
	return err
}

// Backup writes a consistent copy of a workspace file. Where another process
// has the file open, that process is asked to do it.
func Backup(o Options, to string) error {
	full, err := filepath.Abs(to)
	if err != nil {
		return fmt.Errorf("back up to %s: %w", to, err)
	}
	if strings.ContainsAny(full, "\n\r") {
		return fmt.Errorf("back up to %q: a line break cannot be in its name", to)
	}
	d, err := Open(o)
	if errors.Is(err, kv.ErrLocked) {
		file := o.File
		if file == "" {
			file, _ = DefaultFile() // it was opened, so it has a name
		}
		return askHolder(file, full, err)
	}
	if err != nil {
		return err
	}
	err = d.copyTo(full)
	if closeErr := d.Close(); err == nil {
		err = closeErr
	}
	return err
}

// askHolder asks the process that holds the file for a copy. Where it does not
// answer, the error is that the file is locked.
func askHolder(file, to string, locked error) error {
	path, err := socketOf(file)
	if err != nil {
		return locked
	}
	conn, err := net.DialTimeout("unix", path, time.Second)
	if err != nil {
		return locked
	}
	defer conn.Close()
	if err := conn.SetDeadline(time.Now().Add(holderTimeout)); err != nil {
		return err
	}
	if _, err := fmt.Fprintf(conn, "backup %s\n", to); err != nil {
		return unusable(fmt.Errorf("ask the process that has %s open: %w", file, err))
	}
	answer, _ := bufio.NewReader(conn).ReadString('\n')
	answer = strings.TrimSpace(answer)
	if why, ok := strings.CutPrefix(answer, unusableMark); ok {
		return unusable(errors.New(why))
	}
	switch answer {
	case "ok":
		return nil
	case "":
		return unusable(fmt.Errorf("ask the process that has %s open: it gave no answer: try again", file))
	}
	return errors.New(answer)
}
