package memory_test

import (
	"testing"

	"parley/store/kv"
	"parley/store/kv/kvtest"
	"parley/store/kv/memory"
)

func TestStore(t *testing.T) {
	kvtest.Run(t, func(testing.TB) kv.Store { return memory.New() })
}
