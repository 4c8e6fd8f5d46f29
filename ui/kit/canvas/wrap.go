package canvas

import "strings"

// Wrap breaks text into lines of at most w cells: at spaces where it can, inside a word where a word is longer than a line,
// between any two characters of scripts written without spaces. Line breaks in the text stay. A style that is open at a
// break is closed there and opened again on the next line.
func Wrap(text string, w int) []string {
	w = max(w, 1)
	var out []string
	var st styleState
	for rest, more := text, true; more; {
		var line string
		line, rest, more = cutLine(rest)
		if n := plainWidth(line); n >= 0 && n <= w && !st.open() {
			out = append(out, line)
			continue
		}
		wr := wrapper{w: w, st: st, out: out}
		wr.line(line)
		out, st = wr.out, wr.st
	}
	return out
}

// WrapBlock is Wrap joined into a block; its lines are not filled to w.
func WrapBlock(text string, w int) string { return strings.Join(Wrap(text, w), "\n") }

// wrapper breaks one paragraph. cur is the line so far, word the unbreakable piece being collected, gap the blanks between.
type wrapper struct {
	w      int
	out    []string
	st     styleState // as of the end of what was read
	cur    strings.Builder
	curW   int
	curSt  styleState // as of the end of cur
	word   strings.Builder
	wordW  int
	gap    int
	gapSGR string // style changes seen between the last word and the next
	first  bool
}

func (r *wrapper) line(line string) {
	r.first = true
	r.curSt = r.st
	r.st.reopen(&r.cur)
	for i := 0; i < len(line); {
		end, cw, k := next(line, i)
		tok := line[i:end]
		i = end
		switch k {
		case kindDrop:
			r.style(seamMark)
		case kindStyle:
			r.style(tok)
		case kindText:
			r.text(tok, cw)
		}
	}
	r.flushWord()
	r.cur.WriteString(r.gapSGR)
	r.curSt = r.st
	r.breakLine()
}

func (r *wrapper) style(tok string) {
	if tok != seamMark {
		r.st.add(tok)
	}
	if r.wordW > 0 {
		r.word.WriteString(tok)
	} else {
		r.gapSGR += tok
	}
}

func (r *wrapper) text(tok string, cw int) {
	if tok == " " {
		r.flushWord()
		if r.curW == 0 && r.first || r.curW > 0 {
			r.gap++
		}
		return
	}
	if cw > r.w {
		tok, cw = "…", 1
	}
	if cw == 2 {
		r.flushWord()
	} else if r.wordW == 2 && r.wordWide() {
		r.flushWord()
	}
	if r.wordW+cw > r.w {
		r.flushWord()
	}
	if r.wordW == 0 && r.word.Len() == 0 {
		r.word.WriteString(r.gapSGR)
		r.gapSGR = ""
	}
	if cw == 0 && r.wordW == 0 {
		// A mark without a base of its own stays with what is already on the line.
		r.cur.WriteString(r.word.String())
		r.word.Reset()
		r.cur.WriteString(tok)
		return
	}
	r.word.WriteString(tok)
	r.wordW += cw
}

// wordWide tells whether the word is a single wide character, after which a line may break.
func (r *wrapper) wordWide() bool {
	s := r.word.String()
	for i := 0; i < len(s); {
		end, cw, _ := next(s, i)
		if cw > 0 {
			return cw == 2
		}
		i = end
	}
	return false
}

// flushWord moves the collected word to the line, or to a new one where it does not fit.
func (r *wrapper) flushWord() {
	if r.wordW == 0 {
		return
	}
	if r.curW+r.gap+r.wordW > r.w {
		if r.curW > 0 {
			r.breakLine()
		} else {
			r.gap = max(r.w-r.wordW, 0)
		}
	}
	writeSpaces(&r.cur, r.gap)
	r.cur.WriteString(r.word.String())
	r.curW += r.gap + r.wordW
	r.gap, r.wordW = 0, 0
	r.follow(r.word.String())
	r.word.Reset()
}

// follow brings curSt up to the styles within what was just written.
func (r *wrapper) follow(s string) {
	for i := strings.IndexByte(s, 0x1b); i >= 0 && i < len(s); {
		end, _, k := next(s, i)
		if k == kindStyle && s[i:end] != seamMark {
			r.curSt.add(s[i:end])
		}
		i = end
	}
}

// breakLine ends the line and starts the next with the styles that were open at its end.
func (r *wrapper) breakLine() {
	r.curSt.close(&r.cur)
	r.out = append(r.out, r.cur.String())
	r.cur.Reset()
	r.curSt.reopen(&r.cur)
	r.curW, r.gap, r.first = 0, 0, false
}
