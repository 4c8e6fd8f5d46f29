package intent

import "math"

// Ridge regression of every intent on all phrases, in closed form: with the
// likeness K of every two phrases and L the root of K + λ, the weights of the
// phrases are L⁻ᵀL⁻¹Y. The diagonal of the inverse also gives what each phrase
// would score had it been left out, without training again.

// root replaces the lower triangle of a symmetric, positive matrix, given by its
// rows, by its Cholesky root.
func root(a [][]float32) {
	for i, row := range a {
		for k := range i {
			row[k] = (row[k] - dot(row[:k], a[k][:k])) / a[k][k]
		}
		row[i] = float32(math.Sqrt(float64(max(row[i]-dot(row[:i], row[:i]), 1e-6))))
	}
}

// inverse is the inverse of a lower triangle, turned round: row i, from i on, is
// column i of the inverse.
func inverse(l [][]float32) [][]float32 {
	n := len(l)
	all := square(n)
	for i, column := range all {
		column[i] = 1 / l[i][i]
		for k := i + 1; k < n; k++ {
			column[k] = -dot(l[k][i:k], column[i:k]) / l[k][k]
		}
	}
	return all
}

func square(n int) [][]float32 {
	flat := make([]float32, n*n)
	rows := make([][]float32, n)
	for i := range rows {
		rows[i] = flat[i*n : (i+1)*n]
	}
	return rows
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

// fit solves the regression: likeness is K with λ already on its diagonal, of
// which only the lower triangle is read; it is used up. It returns the weight of
// each phrase for each class, and what each phrase scores when left out.
func fit(likeness [][]float32, class []int, classes int) (weights, leftOut [][]float32) {
	n := len(likeness)
	root(likeness)
	inv := inverse(likeness)
	z := make([][]float32, classes) // L⁻¹ of each class's ones
	for c := range z {
		z[c] = make([]float32, n)
	}
	for i, column := range inv {
		sum := z[class[i]]
		for k := i; k < n; k++ {
			sum[k] += column[k]
		}
	}
	weights, leftOut = make([][]float32, n), make([][]float32, n)
	for i, column := range inv {
		weights[i], leftOut[i] = make([]float32, classes), make([]float32, classes)
		diagonal := dot(column[i:], column[i:])
		for c := range classes {
			weights[i][c] = dot(column[i:], z[c][i:])
			leftOut[i][c] = -weights[i][c] / diagonal
		}
		leftOut[i][class[i]]++
	}
	return weights, leftOut
}
