package desk

import (
	"bufio"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"net"
	"os"
	"path/filepath"
	"strings"
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
	if info, err := os.Lstat(dir); err != nil || !info.IsDir() || info.Mode().Perm()&0o077 != 0 {
		return "", fmt.Errorf("%s is not a folder of this user alone", dir)
	}
	return filepath.Join(dir, hex.EncodeToString(sum[:8])+".sock"), nil
}

// Listen answers other processes that ask for a copy of the file, until stop is
// called. A desk without a file needs no answers.
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
	done := make(chan struct{})
	go func() {
		defer close(done)
		for {
			conn, err := socket.Accept()
			if err != nil {
				return
			}
			d.answer(conn)
		}
	}()
	return func() {
		socket.Close()
		<-done
	}, nil
}

// answer does what one question asks: "backup PATH".
func (d *Desk) answer(conn net.Conn) {
	defer conn.Close()
	if conn.SetDeadline(time.Now().Add(holderTimeout)) != nil {
		return
	}
	line, err := bufio.NewReader(conn).ReadString('\n')
	if err != nil {
		return
	}
	path, ok := strings.CutPrefix(strings.TrimSuffix(line, "\n"), "backup ")
	if !ok || !filepath.IsAbs(path) {
		fmt.Fprintln(conn, "the question was not understood")
		return
	}
	err = d.store.Flush(context.Background())
	if err == nil {
		err = d.store.Backup(path)
	}
	if err != nil {
		fmt.Fprintln(conn, strings.ReplaceAll(err.Error(), "\n", " "))
		return
	}
	fmt.Fprintln(conn, "ok")
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
	err = d.store.Backup(full)
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
		return fmt.Errorf("ask the process that has %s open: %w", file, err)
	}
	answer, err := bufio.NewReader(conn).ReadString('\n')
	answer = strings.TrimSpace(answer)
	switch {
	case answer == "ok":
		return nil
	case answer != "":
		return errors.New(answer)
	}
	return fmt.Errorf("ask the process that has %s open: %w", file, err)
}
