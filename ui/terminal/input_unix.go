//go:build unix

package terminal

import (
	"errors"
	"io"
	"os"
	"sync"
	"time"

	tea "github.com/charmbracelet/bubbletea"
	"github.com/muesli/cancelreader"
)

// input reads the terminal while it is ours and sends what is typed.
type input struct {
	file *os.File
	send func(tea.Msg)
	fail func(error)

	decoder  decoder
	pieces   chan []byte
	over     chan struct{} // closed when the program ends
	answered chan struct{} // closed when the background is known
	answer   sync.Once

	mu     sync.Mutex
	reader cancelreader.CancelReader // nil while nobody reads
	stop   chan struct{}
	done   chan struct{}
	left   []byte // read, but not taken before the stop
}

func newInput(o Options, send func(tea.Msg), fail func(error), over chan struct{}) *input {
	return &input{
		file: o.In, send: send, fail: fail, over: over,
		decoder:  decoder{maxPaste: o.MaxPaste},
		pieces:   make(chan []byte),
		answered: make(chan struct{}),
	}
}

// start begins to read.
func (i *input) start() error {
	i.mu.Lock()
	defer i.mu.Unlock()
	r, err := cancelreader.NewReader(i.file)
	if err != nil {
		return &LostError{Op: "read", Err: err}
	}
	i.reader, i.stop, i.done = r, make(chan struct{}), make(chan struct{})
	go i.pump(r, i.stop, i.done)
	return nil
}

// pause stops reading, so that another program can have what is typed. It
// returns when nothing reads any more.
func (i *input) pause() {
	i.mu.Lock()
	defer i.mu.Unlock()
	if i.reader == nil {
		return
	}
	close(i.stop)
	if i.reader.Cancel() {
		<-i.done
	}
	_ = i.reader.Close()
	i.reader = nil
}

// pump reads until it is stopped. Two buffers take turns: the decoder is done
// with one when it takes the other.
func (i *input) pump(r io.Reader, stop, done chan struct{}) {
	defer close(done)
	var buffers [2][chunk]byte
	piece := i.left
	i.left = nil
	for turn := 0; ; turn = 1 - turn {
		if len(piece) > 0 {
			select {
			case i.pieces <- piece:
			case <-stop:
				i.left = append([]byte(nil), piece...)
				return
			case <-i.over:
				return
			}
		}
		n, err := r.Read(buffers[turn][:])
		piece = buffers[turn][:n]
		if err == nil && n > 0 {
			continue
		}
		if !errors.Is(err, cancelreader.ErrCanceled) {
			if err == nil {
				err = io.EOF
			}
			i.fail(&LostError{Op: "read", Err: err})
		}
		return
	}
}

// decode turns pieces into messages until the program ends.
func (i *input) decode() {
	timer := time.NewTimer(time.Hour)
	timer.Stop()
	for {
		var out []tea.Msg
		select {
		case <-i.over:
			timer.Stop()
			return
		case b := <-i.pieces:
			out = i.decoder.feed(b)
		case <-timer.C:
			out = i.decoder.expire()
		}
		for _, msg := range out {
			if _, ok := msg.(BackgroundMsg); ok {
				i.answer.Do(func() { close(i.answered) })
			}
			i.send(msg)
		}
		timer.Stop()
		if d := i.decoder.patience(); d > 0 {
			timer.Reset(d)
		}
	}
}
