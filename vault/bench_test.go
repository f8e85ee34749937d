package vault_test

import (
	"bytes"
	"io"
	"testing"
)

func BenchmarkStageCommit(b *testing.B) {
	for _, size := range []int{100 << 10, 256 << 20} {
		b.Run(map[bool]string{true: "photo-100KiB", false: "extraction-256MiB"}[size < 1<<20], func(b *testing.B) {
			v, _ := open(b)
			content := noise(1, size)
			b.SetBytes(int64(size))
			for i := 0; b.Loop(); i++ {
				content[0], content[1], content[2] = byte(i), byte(i>>8), byte(i>>16)
				s, err := v.Stage(b.Context(), bytes.NewReader(content), -1)
				if err != nil {
					b.Fatal(err)
				}
				if err := s.Commit(b.Context()); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

func BenchmarkReadVerified(b *testing.B) {
	v, _ := open(b)
	const size = 256 << 20
	sha := put(b, v, noise(1, size))
	b.SetBytes(size)
	for b.Loop() {
		blob, err := v.Open(b.Context(), sha)
		if err != nil {
			b.Fatal(err)
		}
		if n, err := io.Copy(io.Discard, blob); n != size || err != nil {
			b.Fatal(n, err)
		}
		if err := blob.Close(); err != nil {
			b.Fatal(err)
		}
	}
}
