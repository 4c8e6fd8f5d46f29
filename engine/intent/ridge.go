package intent

import (
	"math"
	"runtime"
	"sync"
)

// Ridge regression of every intent on all phrases, in closed form: with the
// likeness K of every two phrases and L the root of K + λ, the weights of the
// phrases are L⁻ᵀL⁻¹Y. The diagonal of the inverse also gives what each phrase
// would score had it been left out, without training again.

// fit solves the regression: likeness is K with λ already on its diagonal, of
// which only the lower triangle is read; it is used up. It returns the weight of
// each phrase for each class, and what each phrase scores when left out.
func fit(likeness [][]float32, class []int, classes int) (weights, leftOut [][]float32) {
	n := len(likeness)
	root(likeness)
	inv := inverse(likeness)
	z := table(classes, n) // L⁻¹ of each class's ones
	for i, column := range inv {
		sum := z[class[i]]
		for k := i; k < n; k++ {
			sum[k] += column[k]
		}
	}
	weights, leftOut = table(n, classes), table(n, classes)
	atOnce(n, func(i int) {
		column := inv[i][i:]
		diagonal := dot(column, column)
		for c := range classes {
			weights[i][c] = dot(column, z[c][i:])
			leftOut[i][c] = -weights[i][c] / diagonal
		}
		leftOut[i][class[i]]++
	})
	return weights, leftOut
}

// rowsAtOnce is how many rows of the root are worked on together.
const rowsAtOnce = 64

// root replaces the lower triangle of a symmetric, positive matrix, given by its
// rows, by its Cholesky root.
func root(a [][]float32) {
	for from := 0; from < len(a); from += rowsAtOnce {
		rows := a[from:min(from+rowsAtOnce, len(a))]
		atOnce(len(rows), func(i int) { forward(a, rows[i], 0, 0, from) })
		for i, row := range rows {
			at := from + i
			forward(a, row, 0, from, at)
			row[at] = float32(math.Sqrt(float64(max(row[at]-dot(row[:at], row[:at]), 1e-6))))
		}
	}
}

// inverse is the inverse of a lower triangle, turned round: row i, from i on, is
// column i of the inverse.
func inverse(l [][]float32) [][]float32 {
	n := len(l)
	all := table(n, n)
	atOnce(n, func(i int) {
		all[i][i] = 1
		forward(l, all[i], i, i, n)
	})
	return all
}

// forward solves L·x = x for the places from ≤ k < to, where x is zero before the
// place first and solved from there to from. Four rows are taken at a time: x is
// read once for all of them.
func forward(l [][]float32, x []float32, first, from, to int) {
	k := from
	for ; k+4 <= to; k += 4 {
		s := dot4(x[first:k], l[k][first:k], l[k+1][first:k], l[k+2][first:k], l[k+3][first:k])
		for j := range s {
			row := l[k+j]
			v := x[k+j] - s[j]
			for m := range j {
				v -= row[k+m] * x[k+m]
			}
			x[k+j] = v / row[k+j]
		}
	}
	for ; k < to; k++ {
		x[k] = (x[k] - dot(x[first:k], l[k][first:k])) / l[k][k]
	}
}

func dot(a, b []float32) float32 {
	b = b[:len(a)]
	var s0, s1, s2, s3 float32
	for ; len(a) >= 4; a, b = a[4:], b[4:] {
		s0 += a[0] * b[0]
		s1 += a[1] * b[1]
		s2 += a[2] * b[2]
		s3 += a[3] * b[3]
	}
	for i := range a {
		s0 += a[i] * b[i]
	}
	return s0 + s1 + s2 + s3
}

// dot4 is dot with four others of the same length.
func dot4(a, b, c, d, e []float32) [4]float32 {
	n := len(a)
	b, c, d, e = b[:n], c[:n], d[:n], e[:n]
	var b0, b1, c0, c1, d0, d1, e0, e1 float32
	i := 0
	for ; i+1 < n; i += 2 {
		x, y := a[i], a[i+1]
		b0 += x * b[i]
		b1 += y * b[i+1]
		c0 += x * c[i]
		c1 += y * c[i+1]
		d0 += x * d[i]
		d1 += y * d[i+1]
		e0 += x * e[i]
		e1 += y * e[i+1]
	}
	if i < n {
		b0 += a[i] * b[i]
		c0 += a[i] * c[i]
		d0 += a[i] * d[i]
		e0 += a[i] * e[i]
	}
	return [4]float32{b0 + b1, c0 + c1, d0 + d1, e0 + e1}
}

// table is rows of zeros that lie next to each other.
func table(rows, columns int) [][]float32 {
	flat := make([]float32, rows*columns)
	all := make([][]float32, rows)
	for i := range all {
		all[i] = flat[i*columns : (i+1)*columns]
	}
	return all
}

// atOnce does something for all i below n, on all processors. What is done for
// one i must not depend on another, so that nothing depends on who is first.
func atOnce(n int, do func(i int)) {
	workers := min(runtime.GOMAXPROCS(0), n)
	var all sync.WaitGroup
	for w := range workers {
		all.Go(func() {
			for i := w; i < n; i += workers {
				do(i)
			}
		})
	}
	all.Wait()
}
