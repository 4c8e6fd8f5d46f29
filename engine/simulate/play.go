package simulate

import (
	"context"
	"iter"
	"sync"
)

// chunkSize is how many conversations a goroutine plays before it hands them on.
const chunkSize = 32

// chunk is conversations that were played one after the other.
type chunk struct {
	number        int
	conversations [chunkSize]Conversation
	count         int
}

// Play plays the conversations with so many goroutines and hands them on in the
// order of their beginnings. Each is good until the next one. It ends early, with
// the first of them played, where the context is done or nobody wants more.
func (t *Traffic) Play(ctx context.Context, workers int) iter.Seq[*Conversation] {
	return func(yield func(*Conversation) bool) {
		ctx, stop := context.WithCancel(ctx)
		p := t.pool(ctx, max(workers, 1))
		defer p.wg.Wait()
		defer stop()
		for n := 0; n*chunkSize < len(t.visits); n++ {
			select {
			case <-ctx.Done():
				return
			case c := <-p.played[n%len(p.played)]:
				for i := range c.conversations[:c.count] {
					if ctx.Err() != nil || !yield(&c.conversations[i]) {
						return
					}
				}
				p.free <- c
			}
		}
	}
}

// pool is the goroutines that play. Chunks are taken in order together with the
// memory for them, so that the one that is wanted next always has some.
type pool struct {
	wg     sync.WaitGroup
	taking sync.Mutex
	next   int           // chunk that is taken next
	free   chan *chunk   // memory
	played []chan *chunk // by the number of the chunk
}

func (t *Traffic) pool(ctx context.Context, workers int) *pool {
	p := &pool{free: make(chan *chunk, 2*workers), played: make([]chan *chunk, 2*workers)}
	for i := range p.played {
		p.played[i] = make(chan *chunk, 1)
		p.free <- &chunk{}
	}
	for range workers {
		p.wg.Go(func() {
			player := t.player()
			for c := p.take(ctx); c != nil && c.number*chunkSize < len(t.visits); c = p.take(ctx) {
				player.chunk(ctx, c)
				p.played[c.number%len(p.played)] <- c
			}
		})
	}
	return p
}

// take waits for memory and gives it the next number; nil once the context is done.
func (p *pool) take(ctx context.Context) *chunk {
	p.taking.Lock()
	defer p.taking.Unlock()
	select {
	case <-ctx.Done():
		return nil
	case c := <-p.free:
		c.number = p.next
		p.next++
		return c
	}
}

func (p *player) chunk(ctx context.Context, c *chunk) {
	first := c.number * chunkSize
	c.count = min(chunkSize, len(p.visits)-first)
	for i := range c.count {
		if ctx.Err() != nil {
			return
		}
		p.play(first+i, &c.conversations[i])
	}
}
